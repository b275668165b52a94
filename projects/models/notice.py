"""Notices: written with what they tell of, read by whoever holds the role then, mailed by the worker."""

from collections.abc import Callable, Iterable, Sequence
from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from budget_site.accounts.models import Department, District, Role
from projects.models.project import Project
from projects.models.review import ReviewEvent
from projects.models.year import Deadline


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """Those meant for this person now: by name, or by a role held where the notice belongs.

        Who lost the role, or the sight of the project, no longer has them. The places are read first: with
        them the database finds a few hundred by index, where it would look through those of a whole province.
        """
        if not user.is_authenticated:
            return self.none()
        held = user.content_assignments().values_list(
            "role", "district", "department", "department__predecessors"
        )
        places = {
            role: _within([place for one, *place in held if one == role]) for role in {one[0] for one in held}
        }
        meant = Q(person=user)
        for role, here in places.items():
            meant |= Q(role=role) & here("")
        seen = Q(project=None)
        if user.sees_everything:
            seen |= Q(project__binned_at=None)
        for here in places.values():
            seen |= Q(project__binned_at=None) & here("project__")
        return self.filter(meant & seen)


def _within(places: Iterable[Sequence[int | None]]) -> Callable[[str], Q]:
    """Conditions on what lies in a district, a department or what was merged into it; by the way there."""
    places = list(places)
    districts = sorted({district for district, *_ in places if district})
    departments = sorted({one for _, *found in places for one in found if one})

    def condition(way: str) -> Q:
        return Q(**{f"{way}district__in": districts}) | Q(**{f"{way}department__in": departments})

    return condition


class Notice(models.Model):
    """For one person, or for all who hold `role` for the department, or for the district where it has none.

    It quotes no cell: a name of a project is shown from its table, to who may see that.
    """

    class Kind(models.TextChoices):
        TURN = "turn", "待办理"
        DONE = "done", "办理结果"
        TALK = "talk", "反馈意见"
        DUE = "due", "截止提醒"
        URGED = "urged", "催办"
        HANDED = "handed", "移交和代办"
        ACCOUNT = "account", "账号安全"
        RUNNING = "running", "运行维护"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField("类型", max_length=10, choices=Kind)
    text = models.TextField("内容")
    district = models.ForeignKey(District, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField("预算年度")
    department = models.ForeignKey(Department, models.CASCADE, null=True, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="notices")
    event = models.ForeignKey(ReviewEvent, models.CASCADE, null=True, related_name="notices")
    role = models.CharField("角色", max_length=24, choices=Role, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="notices")
    page = models.CharField(max_length=300)  # the address within the site
    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    mailed_at = models.DateTimeField("转为邮件的时间", null=True, editable=False, db_index=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role="", person__isnull=False) | (~Q(role="") & Q(person=None)),
                name="a_notice_is_for_a_person_or_a_role",
            )
        ]


class NoticeRead(models.Model):
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="read_by")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "已读"
        constraints = [models.UniqueConstraint(fields=["notice", "user"], name="read_once")]


class Mail(models.Model):
    """A notice on its way to one address; recipients are worked out again when it is sent."""

    class State(models.TextChoices):
        WAITING = "waiting", "待发送"
        SENT = "sent", "已发送"
        DROPPED = "dropped", "不再发送"

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="mails")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField("最早发送时间")
    tries = models.PositiveIntegerField("发送次数", default=0)
    trouble = models.TextField("没有发出的原因", blank=True)
    sent_at = models.DateTimeField("发送时间", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "邮件"
        ordering = ["not_before", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "user"], name="one_mail_per_notice_and_person")
        ]
        indexes = [models.Index(fields=["state", "not_before"], name="mail_to_send")]


class Reminder(models.Model):
    """That the reminder so many days before (or after, negative) a deadline has been given."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="reminders")
    due = models.DateField()  # as it was then: a new date is reminded of anew
    days = models.SmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "截止提醒"
        constraints = [models.UniqueConstraint(fields=["deadline", "due", "days"], name="reminded_once")]
