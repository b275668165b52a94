"""What stands on every page of a file that leaves the site before its tables are public."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.utils import timezone

from budget_site.accounts.models import User
from projects.days import moment
from projects.models import Status, TableVersion
from projects.rendering.marking import ACROSS


def mark_for(versions: Iterable[TableVersion], user: User, now: datetime) -> str:
    """For whom and when a file was made, which version it shows if all its tables are at the same, and how
    far they are on the way to the reply."""
    at = timezone.localtime(now)
    versions = list(versions)
    numbers = {(version.number, version.revision) for version in versions}
    version = [f"第{number}版（修订{revision}）" for number, revision in numbers] if len(numbers) == 1 else []
    parts = " · ".join([ACROSS, *version, *_standing(versions), str(user), moment(at)])
    return parts.replace("） ·", "）·")  # a full-width bracket brings its own space


def _standing(versions: Sequence[TableVersion]) -> Iterator[str]:
    """The one state of all, unless the first words say it; of several, how many are not replied yet."""
    states = {Status(version.status) for version in versions} - {Status.DRAFT}
    if len(states) == 1 and len({version.status for version in versions}) == 1:
        yield states.pop().label
    elif states:
        left = sum(version.status != Status.REPLIED for version in versions)
        yield f"其中{left}张未批复"
