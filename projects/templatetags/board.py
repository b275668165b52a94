"""What the rows of the board show, in the order of its columns."""

from collections.abc import Iterable
from decimal import Decimal

from django import template

from projects.models import Status
from projects.review.board import Row
from projects.review.covering import Line
from projects.rules import Level
from projects.rules.finding import FLAGGED
from projects.templatetags.figures import figure, places

register = template.Library()


@register.filter
def cells(row: Row, states: list[Status]) -> list[tuple[Status, int]]:
    return [(status, row.counts[status]) for status in states]


@register.filter
def levels(row: Row) -> list[tuple[Level, int]]:
    return [(level, row.found[level]) for level in FLAGGED]


@register.filter
def signed(value: Decimal) -> str:
    """万元, with the sign that tells whether it is more or less."""
    return f"+{figure(value)}" if value > 0 else figure(value)


@register.simple_tag
def line_places(lines: Iterable[Line]) -> int:
    """The most decimal places that any amount of these lines of the budget list has."""
    return places([line.listed for line in lines], "total")
