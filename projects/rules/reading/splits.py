"""Whether whole numbers of several kinds, each at its price, can make up a sum."""

from collections.abc import Sequence
from decimal import Decimal
from math import ceil, floor

from projects.rules.reading.sums import Near

MOST_TRIED, MOST_TRIED_OF_THREE = 1000, 300


def split(prices: Sequence[Decimal], count: Decimal, operator: str, goal: Near) -> tuple[int, ...] | None:
    """How many of each price, together `count` (≥ and ≤ as the operator says); None where there is no way.

    A way that is not looked for, because there are too many or the count is no whole number, is ().
    """
    prices = sorted(set(prices), reverse=True)
    low, high = goal.yuan - goal.slack, goal.yuan + goal.slack
    if count * prices[-1] > high and operator not in ("≤", "<"):
        return None
    if count * prices[0] < low and operator not in ("≥", ">"):
        return None
    if count != int(count) or len(prices) > 3 or count > MOST_TRIED or operator in ("≤", "<", ">"):
        return ()
    most = min(floor(high / prices[-1]), int(count) + MOST_TRIED) if operator == "≥" else int(count)
    if len(prices) == 3 and (operator == "≥" or count > MOST_TRIED_OF_THREE):
        return ()
    for number in range(int(count), most + 1):
        if found := _exactly(prices, number, low, high):
            return found
    return () if operator == "≥" and most < floor(high / prices[-1]) else None


def _exactly(prices: Sequence[Decimal], count: int, low: Decimal, high: Decimal) -> tuple[int, ...] | None:
    """Of two prices the dearer one's number lies between two bounds; of three, every number of the first."""
    if len(prices) == 3:
        for first in range(count + 1):
            taken = first * prices[0]
            if rest := _exactly(prices[1:], count - first, low - taken, high - taken):
                return first, *rest
        return None
    apart, base = prices[0] - prices[-1], count * prices[-1]
    if len(prices) == 1:
        return (count,) if low <= base <= high else None
    number = max(0, ceil((low - base) / apart))
    return (number, count - number) if number <= min(count, floor((high - base) / apart)) else None
