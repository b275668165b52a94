"""For 审计员: what was done in one's districts, latest first, and as a file."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from budget_site import file_names
from budget_site.guarding.costs import Kind, costs
from budget_site.operating.replica import from_replica
from budget_site.trail.belonging import chains_of
from budget_site.trail.models import INSTALLATION, Action
from budget_site.trail.reading import Narrowed, records_of
from budget_site.trail.recording import record
from budget_site.trail.showing import changes_of, kind_of, lines

PAGE = 100
NOT_AN_AUDITOR = "审计记录由审计员查阅。需要核实某项办理情况，请联系本区划的审计员。"


@require_safe
@from_replica
def trail(request: HttpRequest) -> HttpResponse:
    """Pages go by the number of the record they end before: however many there are, each comes as fast."""
    chains, asked = _chains(request), Narrowed.read(request.GET)
    found, before = records_of(chains, asked), _number(request.GET.get("before", ""))
    if before:
        found = found.filter(id__lt=before)
    page = list(found.order_by("-id")[: PAGE + 1])
    shown = page[:PAGE]
    context = {
        "rows": [(one, chains[one.chain], kind_of(one), changes_of(one)) for one in shown],
        "older": shown[-1].pk if len(page) > PAGE else None,
        "later": before,
        "chains": chains,
        "actions": Action,
        "asked": asked,
        "query": urlencode(asked.told()),
    }
    return render(request, "trail/trail.html", context)


@costs(Kind.EXPORT)
@require_safe
def trail_file(request: HttpRequest) -> StreamingHttpResponse:
    """What the list shows, up to the record of this very export, which stands in each chain that was read."""
    chains, asked = _chains(request), Narrowed.read(request.GET)
    name = f"审计记录{timezone.localdate():%Y%m%d}.csv"
    last = 0
    for chain, place in chains.items():
        if asked.chain in ("", chain):
            last = _told(request, chain, place, name, asked).pk
    content = lines(records_of(chains, asked).filter(id__lte=last), chains)
    answer = StreamingHttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = file_names.attachment(name)
    return answer


def _told(request: HttpRequest, chain: str, place: str, name: str, asked: Narrowed):
    return record(
        Action.EXPORT,
        by=request.user,
        district=None if chain == INSTALLATION else int(chain.rpartition("-")[2]),
        about=("trail", chain, f"{place}的审计记录"),
        after={"文件": name, "查看条件": urlencode(asked.told())},
    )


def _chains(request: HttpRequest) -> dict[str, str]:
    chains = chains_of(request.user)
    if not chains:
        raise PermissionDenied(NOT_AN_AUDITOR)
    return chains


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None
