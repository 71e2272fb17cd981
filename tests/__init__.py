"""A package, because one of the packages that we install brings a `tests` of its own."""
