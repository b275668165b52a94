"""The one error that reading a file from outside may raise."""


class ImportRefused(Exception):
    """A file that cannot be imported; str() is one Chinese sentence that says what it is and what to do."""
