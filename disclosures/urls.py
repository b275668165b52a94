"""The staff's pages of a disclosure. Most are there for the district and for each department of it.

A department stands under `departments/`, so that no code of one is taken for a page.
"""

from collections.abc import Iterator

from django.urls import URLPattern, path

from disclosures.views import (
    checking,
    choosing,
    deciding,
    editions,
    figures,
    keeping,
    noting,
    overview,
    previewing,
    sections,
)

_YEAR = "tables/<slug:district>/<int:year>/disclosure/"
_PAGES = (
    ("overview", "", overview.overview),
    ("begin", "begin/", overview.begin),
    ("sections", "sections/", sections.sections),
    ("sections_title", "sections/title/", sections.sections_title),
    ("section", "sections/<slug:key>/", sections.section),
    ("section_step", "sections/<slug:key>/step/", sections.section_step),
    ("choice", "choice/", choosing.choice),
    ("note", "note/", noting.note),
    ("checks", "checks/", checking.checks),
    ("check_exception", "checks/exception/", checking.check_exception),
    ("preview", "preview/", previewing.preview),
    ("preview_file", "preview/disclosure.<format:form>", previewing.preview_file),
    ("preview_page", "preview/<path:page>", previewing.preview),
    ("sign_off", "sign-off/", deciding.sign_off),
    ("publish", "publish/", deciding.publish),
    ("register", "register/", keeping.register),
    ("register_entry", "register/<int:pk>/", keeping.register_entry),
    ("edition", "editions/<int:pk>/", editions.edition),
    ("edition_progress", "editions/<int:pk>/progress/", editions.edition_progress),
    ("edition_cancel", "editions/<int:pk>/cancel/", editions.edition_cancel),
    ("edition_withdraw", "editions/<int:pk>/withdraw/", editions.edition_withdraw),
    ("edition_erase", "editions/<int:pk>/erase/", editions.edition_erase),
)


def _for_each_publisher() -> Iterator[URLPattern]:
    for name, tail, view in _PAGES:
        yield path(f"{_YEAR}{tail}", view, name=f"disclosure_{name}")
        yield path(f"{_YEAR}departments/<slug:department>/{tail}", view, name=f"department_disclosure_{name}")


urlpatterns = [
    path(f"{_YEAR}figures/", figures.figures, name="disclosure_figures"),
    path(f"{_YEAR}figures/last/", figures.figures_last, name="disclosure_figures_last"),
    path(f"{_YEAR}clock/", keeping.clock, name="disclosure_clock"),
    path(f"{_YEAR}sectors/", keeping.sectors, name="disclosure_sectors"),
    *_for_each_publisher(),
]
