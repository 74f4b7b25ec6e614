"""Which release this is; apart from the package itself, which gives all of it, so that any part may ask."""

__version__ = "0.1.0"
