"""Finds out whether a child is in danger: patterns and a classifier, either is enough."""
