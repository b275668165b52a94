"""Talking at a cell. 反馈意见 and 内部意见 are two tables, so that no query of one can return the other."""

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models

from budget_site.accounts.models.people import DEPARTMENT_ROLES, FINANCE_ROLES
from budget_site.accounts.models.scope import ScopedQuerySet
from projects.models.project import Project


class ProjectPartQuerySet(ScopedQuerySet):
    """Rows that belong to one project: whoever sees the project sees them."""

    way = "project__"

    def visible_to(self, user) -> Self:
        return super().visible_to(user).filter(project__binned_at=None)


class InternalQuerySet(ProjectPartQuerySet):
    """For those alone who hold a role of the finance bureau for the project.

    Not for who sits in the project's department, standing in for a reviewer or holding two roles: what the
    bureau says of a department stays out of it.
    """

    def visible_to(self, user) -> Self:
        if not user.is_authenticated:
            return self.none()
        seen = self.filter(project__binned_at=None)
        if user.sees_everything:
            return seen
        own = sorted(user.acting(DEPARTMENT_ROLES).departments)
        there = models.Q(project__department__in=own) | models.Q(project__department__merged_into__in=own)
        seen = seen.filter(self.within(user.acting(FINANCE_ROLES)))
        return seen.exclude(there) if own else seen


class Thread(models.Model):
    """A remark at a cell and what was said to it.

    `row` is the row's id, `lineage` what its copies in later versions and years keep: the thread stays with
    the row through edits and moves. Without a cell it is about the row, without a row about the table.
    `text` is what the cell said when it was opened. Only the opener's side resolves it.
    """

    class State(models.TextChoices):
        OPEN = "open", "待答复"
        ANSWERED = "answered", "已答复"
        RESOLVED = "resolved", "已解决"

    class Side(models.TextChoices):
        DRAFTER = "drafter", "经办人"
        HEAD = "head", "单位负责人"
        FINANCE = "finance", "财政部门"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    part = models.CharField(max_length=12, blank=True)
    row = models.UUIDField(null=True)
    lineage = models.UUIDField(null=True, db_index=True)
    cell = models.CharField(max_length=20, blank=True)
    text = models.TextField("当时的文字", blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    side = models.CharField("提出方", max_length=10, choices=Side)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="提出人", related_name="+"
    )
    opened_at = models.DateTimeField("提出时间", auto_now_add=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="解决人", related_name="+", null=True
    )
    resolved_on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="代", related_name="+", null=True
    )
    resolved_at = models.DateTimeField("解决时间", null=True)
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, verbose_name="带自", related_name="carried_to", null=True
    )

    class Meta:
        abstract = True
        ordering = ["opened_at", "pk"]


class Comment(models.Model):
    """What one person said, once; nothing said is changed or taken away."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # of the page, for idempotency
    text = models.TextField("内容")
    side = models.CharField("一方", max_length=10, choices=Thread.Side)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="谁", related_name="+")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="代", related_name="+", null=True
    )
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class FeedbackThread(Thread):
    """反馈意见: both sides see it and answer; while it is not resolved nothing is approved."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="feedback")

    objects = ProjectPartQuerySet.as_manager()

    class Meta(Thread.Meta):
        verbose_name = verbose_name_plural = "反馈意见"


class FeedbackComment(Comment):
    thread = models.ForeignKey(FeedbackThread, models.CASCADE, related_name="comments")

    class Meta(Comment.Meta):
        verbose_name = verbose_name_plural = "反馈意见的内容"


class InternalThread(Thread):
    """内部意见: the finance bureau's alone."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="internal")

    objects = InternalQuerySet.as_manager()

    class Meta(Thread.Meta):
        verbose_name = verbose_name_plural = "内部意见"


class InternalComment(Comment):
    thread = models.ForeignKey(InternalThread, models.CASCADE, related_name="comments")

    class Meta(Comment.Meta):
        verbose_name = verbose_name_plural = "内部意见的内容"
