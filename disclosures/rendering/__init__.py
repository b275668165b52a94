"""A disclosure and the facts of its edition as files; each is a pure function of the two."""
