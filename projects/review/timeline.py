"""What became of a project, version by version, as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from budget_site.accounts.models import Role, User
from projects.models import LetterTable, Project, ReviewEvent, Status, TableVersion
from projects.workflow import Action

_SIGNS = (Action.SUBMIT, Action.ACCEPT, Action.APPROVE, Action.REPLY)  # what is about a text as a whole


@dataclass(frozen=True, slots=True)
class Happened:
    """One line: when, who (and for whom), in which role, what, why; `hash` of the text it was about."""

    at: datetime
    who: str
    role: str
    what: str
    why: str = ""
    frozen_hash: str = ""
    number: int = 1
    lines: int = 0


def timeline(project: Project, user: User) -> list[Happened]:
    """Latest first."""
    versions = TableVersion.objects.visible_to(user).filter(project=project).select_related("created_by")
    found = [*_made(versions), *_events(project, user)]
    return sorted(found, key=lambda one: (one.at, one.number), reverse=True)


def _made(versions) -> Iterator[Happened]:
    for version in versions:
        what = "建立项目" if version.number == 1 else f"开始第{version.number}版（调整）"
        yield Happened(version.created_at, str(version.created_by), "", what, number=version.number)


def _events(project: Project, user: User) -> Iterator[Happened]:
    events = ReviewEvent.objects.visible_to(user).filter(version__project=project)
    beside = ("by", "on_behalf_of", "version", "judgement")
    issued = LetterTable.objects.filter(version__project=project).select_related("letter")
    letters = {one.version_id: f"（{one.letter.number}）" for one in issued}
    for event in events.select_related(*beside).prefetch_related("items"):
        who = f"{event.by}（代{event.on_behalf_of}）" if event.on_behalf_of else str(event.by)
        action, after = Action(event.action), Status(event.after)
        moved = event.before != event.after and not action.label.startswith(after.label)
        graded = f"，等级{event.judgement.get_grade_display()}" if hasattr(event, "judgement") else ""
        letter = letters.get(event.version_id, "") if action is Action.REPLY else ""
        yield Happened(
            event.at,
            who,
            Role(event.role).label,
            f"{action.label}{letter}{graded}" + (f"，现为“{after.label}”" if moved else ""),
            event.why,
            event.frozen_hash if action in _SIGNS else "",
            event.version.number,
            len(event.items.all()),
        )
