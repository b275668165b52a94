"""Everybody who has a part in a review, and one sound table that they may take through it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from budget_site.accounts.models import Assignment, Delegation, Department, District, Role, User
from projects.models import Project, ReviewSetup, TableVersion
from projects.review.grading import CRITERIA, Judged, Opinion, Verdict
from projects.review.performing import perform
from projects.review.threads import FEEDBACK, open_thread, resolve
from projects.rules.examples import SOUND
from projects.workflow import Action
from tests.people import make_project, make_user


@dataclass
class Cast:
    """One person a role; `second` ones where another is needed."""

    district: District
    department: Department
    project: Project
    drafter: User
    colleague: User  # 经办人 of the same department
    head: User
    business: User
    reviewer: User  # 绩效科
    second: User  # 绩效科
    replier: User

    @property
    def version(self) -> TableVersion:
        """As it stands in the database now."""
        return TableVersion.objects.filter(project=self.project).latest().get()

    def does(self, action: Action, who: User, **saying):
        return perform(action, self.version.pk, who, key=uuid4(), **saying)

    def also(self, user: User, role: Role, **place) -> None:
        Assignment.objects.create(user=user, role=role, **(place or {"district": self.district}))

    def switch_on(self, **steps) -> None:
        ReviewSetup.objects.update_or_create(district=self.district, defaults=steps)

    def submitted(self) -> None:
        self.does(Action.SUBMIT, self.drafter)

    def returned(self, text: str = "取暖面积请附依据") -> None:
        """With one thread at the first indicator's value."""
        self.submitted()
        self.remark(text)
        self.does(Action.RETURN, self.reviewer, why="请按意见修改。")

    def remark(self, text: str, who: User | None = None, cell: str = "value", number: int = 0):
        row = self.rows()[number]
        return open_thread(FEEDBACK, self.project, who or self.reviewer, (row.id, cell), text, uuid4())

    def rows(self):
        return list(self.version.indicators.all())

    def settle(self) -> None:
        """Every thread is resolved by the bureau."""
        for thread in self.project.feedback.exclude(state="resolved"):
            resolve(FEEDBACK, thread, self.reviewer)

    def approved(self) -> None:
        self.submitted()
        self.does(Action.APPROVE, self.reviewer, judged=judged("excellent"))

    def replied(self) -> None:
        self.approved()
        self.does(Action.REPLY, self.replier)


def judged(grade: str, verdict: Verdict = Verdict.MET, text: str = "", **more) -> Judged:
    opinions = {one.name: Opinion(verdict, None, text) for one in CRITERIA}
    return Judged(points_form=False, opinions=opinions, grade=grade, **more)


def make_cast(district: District, department: Department, table=SOUND) -> Cast:
    here, whole = {"department": department}, {"district": district}
    return Cast(
        district,
        department,
        make_project(district, department, table=table),
        make_user("经办", Role.DRAFTER, **here),
        make_user("同事", Role.DRAFTER, **here),
        make_user("负责人", Role.HEAD, **here),
        make_user("业务", Role.BUSINESS_REVIEWER, **whole),
        make_user("绩效", Role.PERFORMANCE_REVIEWER, **whole),
        make_user("绩效二", Role.PERFORMANCE_REVIEWER, **whole),
        make_user("预算", Role.REPLIER, **whole),
    )


def stands_in(holder, giver, first=0, last=10):
    today = timezone.localdate()
    days = {"first": today + timedelta(first), "last": today + timedelta(last)}
    return Delegation.objects.create(holder=holder, giver=giver, made_by=giver, **days)
