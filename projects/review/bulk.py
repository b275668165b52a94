"""One step for many tables: each is judged by itself, in a transaction of its own, and told by itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from budget_site.accounts.models import User
from projects.models import Grade, Status, TableVersion
from projects.review.facts import judgement_of
from projects.review.grading import CRITERIA, Judged, Opinion, Verdict
from projects.review.performing import perform
from projects.review.said import Refused, Said
from projects.workflow import Action


class Many(StrEnum):
    """What may be done to many at once. 通过 is the step's own: on to the next, or 审核通过."""

    SUBMIT = "submit"
    PASS = "pass"
    RETURN = "return"

    @property
    def label(self) -> str:
        return {Many.SUBMIT: "送审", Many.PASS: "审核通过", Many.RETURN: "退回修改"}[self]

    def of(self, version: TableVersion) -> Action:
        if self is Many.PASS and version.status == Status.PERFORMANCE_REVIEW:
            return Action.APPROVE
        return Action(self.value)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one table; without reasons it was done. Without a version, it is out of sight."""

    version: TableVersion | None
    reasons: tuple[str, ...] = ()

    @property
    def done(self) -> bool:
        return not self.reasons


def act_on(
    many: Many, shown: Iterable[tuple[TableVersion, str]], user: User, key: UUID, why: str = ""
) -> Iterator[Result]:
    """Each table with the token that the page showed of it, in the order given, done as it is asked for.

    Of what is passed, `why` is the common opinion of those that 绩效科 has said nothing of yet: all four
    criteria met, 优. The same key again changes nothing and tells the same.
    """
    for version, seen in shown:
        said = Said(why=why, seen=seen)
        if many.of(version) is Action.APPROVE:
            said = Said(seen=seen, judged=_common(version, why))
        yield _one(many, version, user, key, said)


def _common(version: TableVersion, opinion: str) -> Judged | None:
    """Not for 重点项目, whose points are given one by one; nor in place of what was said of this text."""
    if version.project.is_key or judgement_of(version)[0]:
        return None
    met = {one.name: Opinion(Verdict.MET) for one in CRITERIA}
    return Judged(points_form=False, opinions=met, grade=Grade.EXCELLENT, opinion=opinion)


def step_key(key: UUID, many: Many, version: int) -> UUID:
    """The key of one table's step, out of the page's key."""
    return uuid5(key, f"{many}-{version}")


def _one(many: Many, version: TableVersion, user: User, key: UUID, said: Said) -> Result:
    mine = step_key(key, many, version.pk)
    done = version.events.filter(pk=mine).first()
    action = Action(done.action) if done else many.of(version)
    try:
        perform(action, version.pk, user, key=mine, said=said)
    except Refused as refused:
        return Result(version, tuple(refused.reasons))
    except TableVersion.DoesNotExist:
        return Result(version, ("这个项目刚刚被撤销导入，已经不在了。",))
    return Result(version)
