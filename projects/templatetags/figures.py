"""Figures in lists: one column, one decimal point."""

from decimal import Decimal

from django import template

from projects.values import plain

register = template.Library()


@register.filter
def figure(value: Decimal | None) -> str:
    """万元 grouped by thousands, every place that it has and no more."""
    if value is None:
        return ""
    whole, point, part = plain(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{point}{part}"


@register.filter
def short(value: Decimal | None, places: int) -> str:
    """The classes that move a figure left by the places it lacks, so that point stands under point."""
    part = "" if value is None else plain(value).partition(".")[2]
    return f"short-{places - len(part)}" + ("" if part or not places else " no-point")


@register.simple_tag
def places(versions, *names: str) -> int:
    """The most decimal places any of these figures has."""
    values = (getattr(version, name) for version in versions for name in names)
    return max((len(plain(value).partition(".")[2]) for value in values if value is not None), default=0)
