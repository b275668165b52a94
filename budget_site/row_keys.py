"""The key of a row, as an address or a form names it."""

_LARGEST = 2**63 - 1  # of a BigAutoField; PostgreSQL and SQLite fail on what is larger


def row_key(typed: str) -> int | None:
    """None for what can be no key: nothing, a word, a digit of another script, a number too large."""
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > len(str(_LARGEST)):
        return None
    key = int(typed)
    return key if key <= _LARGEST else None
