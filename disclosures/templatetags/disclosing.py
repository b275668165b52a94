"""Small words of a disclosure's pages: its addresses, what an amount was read as, when an edition was."""

from collections.abc import Collection
from datetime import datetime

from django import template
from django.forms import BoundField

from disclosures.figures import BY_KEY
from disclosures.forms import figures
from disclosures.models import Edition
from disclosures.views.desk import Desk

register = template.Library()


@register.simple_tag
def disclosure_url(desk: Desk, name: str, *more: object) -> str:
    return desk.url(name, *more)


@register.filter
def read_as(field: BoundField) -> str:
    """What the amount was understood as; nothing for words."""
    return "" if is_words(field) else figures.read_as(str(field.value() or ""))


@register.filter
def is_words(field: BoundField) -> bool:
    return BY_KEY[field.name].words


@register.filter
def edition_time(edition: Edition) -> datetime:
    """When it was published, is to be, or was asked for."""
    return edition.published_at or edition.scheduled_for or edition.asked_at


@register.filter
def has(ticked: Collection[str], value: object) -> bool:
    return str(value) in ticked
