"""How often is too often: the generic cell rate algorithm, a token bucket that is kept as one number. Pure.

Times are whole milliseconds since any beginning. `until` is when all that was taken will have been earned
again; whoever never took anything has 0.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """`most` at once, and as many in each `window` of milliseconds from then on."""

    most: int
    window: int

    @property
    def step(self) -> int:
        """Milliseconds that one costs."""
        return max(1, self.window // self.most)

    @property
    def ahead(self) -> int:
        """So far ahead of the clock one may have taken, and take one more."""
        return (self.most - 1) * self.step


def taken(until: int, now: int, rate: Rate) -> int:
    """`until` after one more is taken."""
    return max(until, now) + rate.step


def wait(until: int, now: int, rate: Rate) -> int:
    """Milliseconds until one more may be taken; 0: at once."""
    return max(0, until - now - rate.ahead)
