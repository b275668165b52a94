"""The site before anything was published: no generation stands yet, and yet a visitor meets a page of it."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from disclosures.public import addresses, assets, files
from disclosures.public.shell import Meta, Navigation, Site, page


def answer(path: str) -> HttpResponse:
    """At the root that nothing is public yet; its style; 404 elsewhere, with links right from there."""
    told = {"Cache-Control": files.SHORTLY}
    given = {f"assets/{name}": content for name, content in assets.read().values()}
    if path in given:
        return HttpResponse(given[path], headers=told | {"Content-Type": files.type_of(path)})
    if path in ("", "index.html"):
        return HttpResponse(_page("home", {"districts": []}), headers=told)
    lost = _page("not_found", {"search": addresses.SEARCH})
    return HttpResponse(files.moved(lost, path.count("/")), status=404, headers=told)


def _page(template: str, context: dict) -> bytes:
    body = render_to_string(f"public/{template}.html", context).encode()
    site = Site(settings.PUBLIC_SITE, assets.names())
    return page(body, None, Navigation(), Meta(site, "", hidden=True))
