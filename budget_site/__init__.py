"""The site: who may enter, and where everything is found."""

__version__ = "0.1.0"
