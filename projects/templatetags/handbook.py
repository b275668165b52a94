"""What the text of the handbook is written with, and the way to it from every page.

`ui` marks the name of a button, link, page or state: a test looks for it in the application, so that the
text cannot name what is not there.
"""

from functools import cache
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from projects.handbook.beside_pages import section_of
from projects.handbook.cells import HELPS
from projects.handbook.chapters import BY_SLUG
from projects.handbook.helps import Help
from projects.handbook.pictures import PICTURES, size
from projects.handbook.shortcuts import SHORTCUTS
from projects.handbook.terms import BY_WORD

register = template.Library()


@register.simple_tag
def ui(name: str) -> SafeString:
    return format_html('<b class="ui">{}</b>', name)


@register.simple_tag
def keys(name: str) -> SafeString:
    return format_html("<kbd>{}</kbd>", name)


@register.simple_tag
def term(word: str) -> SafeString:
    """A word that is explained in 术语. KeyError where it is not."""
    address = BY_SLUG["terms"].get_absolute_url()
    return format_html('<a class="term" href="{}#{}">{}</a>', address, BY_WORD[word].word, word)


@register.simple_tag
def see(place: str, text: str = "") -> SafeString:
    """A link to a chapter (`drafter`) or to a section of it (`drafter#returned`), called by its title."""
    slug, _, section = place.partition("#")
    chapter = BY_SLUG[slug]
    title = next((one.title for one in chapter.sections if one.id == section), chapter.title)
    address = chapter.get_absolute_url() + (f"#{section}" if section else "")
    return format_html('<a href="{}">{}</a>', address, text or title)


@register.simple_tag
def picture(name: str) -> SafeString:
    """A picture that the browser tests took, no larger than it stood on the screen; it leads to itself alone,
    for small screens."""
    width, height = size(name)
    return format_html(
        '<p class="picture"><a href="{0}"><img src="{0}" alt="{1}" width="{2}" height="{3}" loading="lazy">'
        "</a></p>",
        static(f"handbook/{name}.png"),
        PICTURES[name],
        width,
        height,
    )


@register.simple_tag(takes_context=True)
def help_address(context: Context) -> str:
    """Where 帮助 leads from this page: to what the handbook says of it, in one's own role's words."""
    request: HttpRequest | None = context.get("request")
    user: Any = context.get("user")
    if not getattr(user, "is_authenticated", False):
        return reverse("handbook_sign_in")
    found = request.resolver_match if request else None
    section = section_of(found.view_name or "") if found else ""
    return f"{reverse('handbook')}?at={section}" if section else reverse("handbook")


@register.simple_tag
def shortcuts() -> tuple[tuple[str, str], ...]:
    return SHORTCUTS


@register.simple_tag
@cache
def cell_helps() -> SafeString:
    """Every help at a cell as the drafting page keeps it at hand, offline too."""
    return render_to_string("handbook/at_cells.html", {"helps": HELPS})


@register.simple_tag
def cell_help_links() -> tuple[Help, ...]:
    return tuple(one for one in HELPS if one.cells)
