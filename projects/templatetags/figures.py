"""Figures in lists: one column, one decimal point."""

from decimal import Decimal

from django import template

from projects.values import plain

register = template.Library()

_FIGURE_SPACE, _POINT_SPACE = "\u2007", "\u2008"  # as wide as a digit and as a point


@register.filter
def figure(value: Decimal | None, places: int) -> str:
    """万元 grouped by thousands, its decimal point under the others' of a column with `places`."""
    if value is None:
        return ""
    whole, _, part = plain(value).partition(".")
    grouped = f"{int(whole):,}" if whole not in ("-0",) else whole
    point = "." if part else _POINT_SPACE if places else ""
    return grouped + point + part.ljust(places, _FIGURE_SPACE)


@register.simple_tag
def places(versions, *names: str) -> int:
    """The most decimal places any of these figures has."""
    values = (getattr(version, name) for version in versions for name in names)
    return max((len(plain(value).partition(".")[2]) for value in values if value is not None), default=0)
