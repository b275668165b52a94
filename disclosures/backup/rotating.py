"""Which backups of a folder stay: the last of so many days, weeks and months. Pure."""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime

_NAME = re.compile(r"budget-(\d{8}-\d{6})\.tar")
_STAMP = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Keep:
    days: int
    weeks: int
    months: int

    @classmethod
    def of(cls, text: str) -> "Keep":
        """From `7,5,7`. ValueError where it is no three numbers, or would keep nothing."""
        days, weeks, months = (int(part) for part in text.split(","))
        if min(days, weeks, months) < 0 or not days + weeks + months:
            raise ValueError(text)
        return cls(days, weeks, months)


def name_of(moment: datetime) -> str:
    return f"budget-{moment:{_STAMP}}.tar"


def stamp(moment: datetime) -> str:
    return f"{moment:{_STAMP}}"


def moment_of(name: str) -> datetime | None:
    """When a backup was made, by its name; None for what is none of ours."""
    found = _NAME.fullmatch(name)
    return datetime.strptime(found[1], _STAMP) if found else None


def superseded(names: Iterable[str], keep: Keep) -> list[str]:
    """Those that may go. Of a day, a week and a month the last one counts; other files are not looked at."""
    ours = {name: moment for name in names if (moment := moment_of(name))}
    latest = sorted(ours, key=ours.__getitem__, reverse=True)
    kept: set[str] = set(latest[:1])
    periods: list[tuple[int, Callable[[datetime], Hashable]]] = [
        (keep.days, datetime.date),
        (keep.weeks, lambda moment: moment.isocalendar()[:2]),
        (keep.months, lambda moment: (moment.year, moment.month)),
    ]
    for count, period in periods:
        last: dict[Hashable, str] = {}
        for name in latest:
            last.setdefault(period(ours[name]), name)
        kept |= set(list(last.values())[:count])
    return [name for name in latest if name not in kept]
