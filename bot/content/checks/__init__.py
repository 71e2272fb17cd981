"""The checks of the content: one a module, each with ``check(files)``."""
