"""The public site as an application: files of the tree, and the search, which no file can answer."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from budget_site.client import client_address
from budget_site.guarding import by_address
from budget_site.guarding.costs import MINUTE, seconds_of, sentence
from budget_site.guarding.rates import Rate
from disclosures.models import PublicEdition, PublicEntry
from disclosures.public import addresses, assets, beginning, files
from disclosures.public.asked import Asked, understood
from disclosures.public.catalog import State
from disclosures.public.searching import PAGE, Found, search_public
from disclosures.public.shell import Link, Meta, Navigation, Site, page

_LAST_PAGE = 50


@login_not_required
@csrf_exempt
@require_safe
def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    """The file an address means; a folder's is its index.html."""
    root, parts = Path(settings.PUBLIC_ROOT), files.parts_of(path)
    there = None if parts is None else files.found(root, parts)
    if there is None or (there.is_dir() and parts[:1] == ["e"]):
        return missing(root, parts, path)
    if there.is_dir():
        if path and not path.endswith("/"):
            return files.with_slash(request)
        there = files.found(root, [*parts, "index.html"])
    elif path.endswith("/"):
        there = None
    if there is None or there.name in (files.GONE, files.NOT_FOUND):
        return missing(root, parts, path)
    return files.answer(request, there, files.kept(parts))


def missing(root: Path, parts: list[str] | None, path: str) -> HttpResponse:
    """410 with its notice where something was withdrawn, else 404; links right from wherever it is shown."""
    if files.generation(root) is None:
        return beginning.answer(path)
    if parts and (notice := files.gone(root, parts)):
        content = files.moved(notice.page, notice.depth - (0 if path.endswith("/") else 1))
        return _told(content, 410)
    page_of_404 = files.found(root, [files.NOT_FOUND])
    content = b"" if page_of_404 is None else page_of_404.read_bytes()
    return _told(files.moved(content, path.count("/")), 404)


def _told(content: bytes, status: int) -> HttpResponse:
    return HttpResponse(content, status=status, headers={"Cache-Control": files.SHORTLY})


@login_not_required
@csrf_exempt
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is asked for stands in the address, so that a result can be passed on."""
    asked = understood(request.GET)
    if asked.anything and (to_wait := _too_often(request)):
        return _asked_to_wait(to_wait)
    found, number = _found(asked, request.GET.get("page", ""))
    context = dict(asked.typed) | {
        "problems": asked.problems,
        "found": found,
        "searched": asked.anything,
        "opened": asked.opened,
        "hits": [_hit(hit) for hit in found.hits],
        **_choices(asked),
        "earlier": _page(request, number - 1) if number > 1 else "",
        "later": _page(request, number + 1) if number * PAGE < found.count else "",
        "number": str(number),
    }
    return HttpResponse(_shown("public/search.html", context), headers={"Cache-Control": files.SHORTLY})


def _shown(template: str, context: dict[str, Any]) -> bytes:
    here = addresses.SEARCH
    site = Site(settings.PUBLIC_SITE, _assets())
    trail = (Link("首页", addresses.link(here, "")),)
    body = render_to_string(template, context).encode()
    return page(body, None, Navigation(trail), Meta(site, here, searches=True, hidden=True))


def _too_often(request: HttpRequest) -> int:
    """Milliseconds that this address has to wait; 0: none."""
    most = settings.PUBLIC_SEARCHES_PER_MINUTE
    return by_address.searches.wait(client_address(request), Rate(most, MINUTE)) if most else 0


def _asked_to_wait(to_wait: int) -> HttpResponse:
    content = _shown("public/too_often.html", {"sentence": sentence("检索", to_wait)})
    told = {"Retry-After": str(seconds_of(to_wait)), "Cache-Control": "no-store"}
    return HttpResponse(content, status=429, headers=told)


def _found(asked: Asked, page_asked: str) -> tuple[Found, int]:
    number = int(page_asked) if page_asked.isascii() and page_asked.isdigit() else 1
    number = min(max(1, number), _LAST_PAGE)
    found = search_public(asked.typed["q"], **asked.narrowed, old=asked.old, offset=(number - 1) * PAGE)
    return found, number


def _hit(hit: Any) -> dict[str, Any]:
    entry, edition = hit.entry, hit.entry.edition
    return {
        "title": hit.title,
        "text": hit.text,
        "department": hit.department,
        "kind": entry.get_kind_display(),
        "whose": f"{edition.district_name}{edition.department_name}",
        "edition": f"{edition.year}年第{edition.number}版",
        "old": State.CORRECTED.label if entry.old else "",
        "amount": "" if entry.amount is None else f"{entry.amount.normalize():f}",
        "at": addresses.link(addresses.SEARCH, entry.address),
    }


def _choices(asked: Asked) -> dict[str, Any]:
    """What can be narrowed to. Departments have codes of their own district's, so of one district alone."""
    district = asked.typed["district"]
    current = PublicEdition.objects.filter(state=State.PUBLISHED)
    districts = dict(current.order_by("district", "position").values_list("district", "district_name"))
    projects = PublicEntry.objects.filter(kind=PublicEntry.Kind.PROJECT, old=False)
    if district in districts:
        projects = projects.filter(district=district)
    within = projects if district in districts or len(districts) == 1 else projects.none()
    departments = within.exclude(department="").order_by("department", "year")
    sectors = projects.exclude(sector="").order_by("sector")
    years = {*current.values_list("year", flat=True), asked.year}
    return {
        "districts": list(districts.items()),
        "departments": list(
            dict(departments.values_list("department", "department_name").distinct()).items()
        ),
        "sectors": list(sectors.values_list("sector", flat=True).distinct()),
        "years": [str(year) for year in sorted(years - {None}, reverse=True)],
    }


def _page(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def _assets() -> dict[str, str]:
    """As the generation that is read calls them."""
    folder = files.generation(Path(settings.PUBLIC_ROOT))
    try:
        return json.loads((folder / "assets/names.json").read_bytes())
    except (OSError, ValueError, TypeError):
        return assets.names()
