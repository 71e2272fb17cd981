"""The content under data/: reading it, showing it, checking it."""
