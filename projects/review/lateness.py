"""Which of a year's tables are behind a deadline: by the step a table stands in, or the next that has one."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from projects.models import Deadline, Status

Step = Deadline.Step
STEP = {
    Status.DRAFT: Step.DRAFTING,
    Status.RETURNED: Step.DRAFTING,
    Status.UNIT_REVIEW: Step.UNIT_REVIEW,
    Status.BUSINESS_REVIEW: Step.BUSINESS_REVIEW,
    Status.PERFORMANCE_REVIEW: Step.REVIEW,
    Status.APPROVED: Step.REPLY,
}
_ORDER = (Step.DRAFTING, Step.UNIT_REVIEW, Step.BUSINESS_REVIEW, Step.REVIEW, Step.REPLY)


@dataclass(frozen=True, slots=True)
class Late:
    """So many `tables` should be past a step since so many `days`; `missing` projects have none at all."""

    step: Step
    days: int
    tables: int
    missing: int = 0

    @property
    def told(self) -> str:
        waiting = [f"{self.tables}张表还在这一步"] if self.tables else []
        waiting += [f"{self.missing}个项目还没有表"] if self.missing else []
        return f"{self.step.label}过期{self.days}天，{'，'.join(waiting)}"


def lateness(
    counts: Mapping[Status, int], missing: int, due: Mapping[Step, datetime.date], today: datetime.date
) -> list[Late]:
    """The steps in which tables are late, the longest first. `due` are the deadlines there are."""
    waiting: dict[Step, int] = {}
    for status, step in STEP.items():
        if (decides := _decides(step, due)) and counts.get(status):
            waiting[decides] = waiting.get(decides, 0) + counts[status]
    lacking = {_decides(Step.DRAFTING, due): missing} if missing else {}
    found = [
        Late(step, (today - due[step]).days, waiting.get(step, 0), lacking.get(step, 0))
        for step in _ORDER
        if step in due and due[step] < today and (waiting.get(step) or lacking.get(step))
    ]
    return sorted(found, key=lambda late: -late.days)


def _decides(step: Step, due: Mapping[Step, datetime.date]) -> Step | None:
    """The step whose deadline counts for what stands in `step`: a later one where it has none itself."""
    return next((one for one in _ORDER[_ORDER.index(step) :] if one in due), None)
