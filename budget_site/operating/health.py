"""Two questions of whoever runs the processes: does this one live, and may it be sent people?

They are answered before anything else is asked of a request (host, HTTPS, session), since who asks is a
balancer or systemd on the machine itself. nginx passes neither on from outside.
"""

from collections.abc import Callable

from django.db import DEFAULT_DB_ALIAS, Error, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from budget_site.operating import metrics, unreachable

LIVE, READY = "/health/live", "/health/ready"
OK = "ok"
GRANTING = "sh deploy/manage.sh --owner grant_roles --site budget --public budget_public"
Check = Callable[[], str]  # OK, else in a sentence what is missing

_checks: dict[str, Check] = {}
_migrated = False  # once it is so it stays so, for this process's code


def also(name: str, check: Check) -> None:
    """Have readiness depend on something more: whoever needs it says so when it starts."""
    _checks[name] = check


class Health:
    """The outermost middleware: health, readiness and figures, for operators alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == LIVE:
            return HttpResponse(OK, content_type="text/plain")
        if request.path_info == READY:
            return ready()
        if request.path_info == metrics.PATH:
            return metrics.told(request)
        return self.get_response(request)


def ready() -> JsonResponse:
    """200 where all is there that a request may need, else 503; each part by its name."""
    parts = {"database": database()}
    if parts["database"] == OK:
        parts |= {name: check() for name, check in _checks.items()}
    is_ready = all(part == OK for part in parts.values())
    # To be read as it is, in a terminal at night.
    plain = {"ensure_ascii": False}
    return JsonResponse({"ready": is_ready} | parts, status=200 if is_ready else 503, json_dumps_params=plain)


def database() -> str:
    return OK if metrics.database_answers() else f"数据库没有应答。{unreachable.ADVICE}"


def migrations() -> str:
    """A program that is newer than its tables is sent nobody until they are brought up."""
    global _migrated
    if _migrated:
        return OK
    try:
        left = left_to_migrate()
    except Error as trouble:
        return f"读不到数据表的版本：{str(trouble).strip()}。多半还没有给网站的角色授权，请执行：{GRANTING}"
    if left:
        return f"数据表还没有更新（{left}项），请运行 manage.py migrate。"
    _migrated = True
    return OK


def left_to_migrate() -> int:
    """How many migrations this program has that its tables have not seen. Error where none can be asked."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
