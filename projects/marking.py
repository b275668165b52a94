"""What stands on every page of a file that leaves the site before its tables are public."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from budget_site.accounts.models import User
from projects.models import TableVersion
from projects.rendering.marking import ACROSS


def mark_for(versions: Iterable[TableVersion], user: User, now: datetime) -> str:
    """For whom and when a file was made, and which version it shows if all its tables are at the same."""
    at = timezone.localtime(now)
    numbers = {(version.number, version.revision) for version in versions}
    version = [f"第{number}版（修订{revision}）" for number, revision in numbers] if len(numbers) == 1 else []
    when = f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}"
    parts = " · ".join([ACROSS, *version, str(user), when])
    return parts.replace("） ·", "）·")  # a full-width bracket brings its own space
