"""What costs the machine much: the kinds, how much of each is fine, and the mark that a view bears."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse

from budget_site.guarding.rates import Rate

View = Callable[..., HttpResponse]
MINUTE, HOUR = 60_000, 3_600_000  # milliseconds


class Kind(TextChoices):
    SEARCH = "search", "检索"
    PREVIEW = "preview", "预览"
    EXPORT = "export", "导出文件"
    UPLOAD = "upload", "上传文件"


_WINDOWS = {
    Kind.SEARCH: ("SEARCHES_PER_MINUTE", MINUTE),
    Kind.PREVIEW: ("PREVIEWS_PER_MINUTE", MINUTE),
    Kind.EXPORT: ("EXPORTS_PER_HOUR", HOUR),
    Kind.UPLOAD: ("UPLOADS_PER_HOUR", HOUR),
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What asking a view counts as; where `given` is said, only with that parameter; `method`, only by it."""

    kind: Kind
    given: str = ""
    method: str = ""

    def counts(self, request: HttpRequest) -> bool:
        asked = not self.given or bool(request.GET.get(self.given))
        return asked and self.method in ("", request.method)


def costs(kind: Kind, given: str = "", method: str = "") -> Callable[[View], View]:
    """For a view. Stands above or below other decorators that keep a view's attributes."""

    def marked(view: View) -> View:
        view.costs = Cost(kind, given, method)
        return view

    return marked


def rate(kind: Kind) -> Rate | None:
    """What one person may ask; None: as much as one likes."""
    name, window = _WINDOWS[kind]
    most = getattr(settings, name)
    return Rate(most, window) if most else None


def sentence(what: str, wait: int) -> str:
    """For who has to wait so many milliseconds."""
    seconds = seconds_of(wait)
    how_long = f"{seconds} 秒" if seconds < 60 else f"{-(-seconds // 60)} 分钟"
    return f"{what}的次数太多了，为了不影响其他人使用，请过 {how_long}再试。"


def seconds_of(wait: int) -> int:
    """For Retry-After: full seconds, 1 or more."""
    return max(1, -(-wait // 1000))
