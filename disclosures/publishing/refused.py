"""Why nothing was published."""

from collections.abc import Iterable


class NotPublished(Exception):
    """Nothing was done; `reasons` are sentences, all of them at once."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("".join(self.reasons))
