"""What tells that a rendering cannot be made; apart, so that hearing it loads nothing that draws."""


class RenderError(Exception):
    """A rendering that could not be made; the message is for people."""
