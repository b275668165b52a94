"""What was done to a version on its way to the reply, and what the reviewers said of it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from budget_site.accounts.models import District, Role
from budget_site.accounts.models.scope import DistrictScopedQuerySet
from projects.models.drafting import Snapshot, VersionPartQuerySet
from projects.models.talk import FeedbackThread
from projects.models.version import Status, TableVersion, amount


class ReviewSetup(models.Model):
    """Which steps a district has switched on, and from which 预算数 a new project needs an assessment."""

    district = models.OneToOneField(District, models.PROTECT, related_name="review_setup")
    unit_review = models.BooleanField("待单位审核", default=False)
    business_review = models.BooleanField("待业务审核", default=False)
    major_amount = amount("重大项目起点（万元）")

    objects = DistrictScopedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审核设置"
        ordering = ["district"]


class ReviewEvent(models.Model):
    """One step of a version, written with the state it led to. Append-only.

    `frozen_hash` is of the text that the step was about: who approves signs it. `snapshot` keeps a submitted
    text with what the rules said of it then, `assessment_hash` is of the assessment submitted with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # of the page, for idempotency
    version = models.ForeignKey(TableVersion, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField("次序")  # within the version: a clock may be set back
    action = models.CharField("办理", max_length=20)  # workflow.Action
    before = models.CharField("办理前", max_length=20, choices=Status)
    after = models.CharField("办理后", max_length=20, choices=Status)
    role = models.CharField("角色", max_length=24, choices=Role)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="办理人", related_name="+")
    on_behalf_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="代", related_name="+", null=True
    )
    at = models.DateTimeField("办理时间", auto_now_add=True)
    why = models.TextField("原因", blank=True)
    frozen_hash = models.CharField("文本校验值", max_length=64, blank=True)
    assessment_hash = models.CharField("评估校验值", max_length=64, blank=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+", null=True)

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理记录"
        ordering = ["version", "number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="one_event_per_number")]

    def __str__(self) -> str:
        return f"{self.action} {self.version_id}"


class ReturnItem(models.Model):
    """One line of the checklist of a return: a cell, what is to be done, and what the drafter answered.

    Without a cell it is about the whole table. `text` is what the cell said when it was returned; where the
    cell says something else, or `answer` is filled, the line is dealt with.
    """

    event = models.ForeignKey(ReviewEvent, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField("次序")
    part = models.CharField(max_length=12, blank=True)
    row = models.UUIDField(null=True)
    cell = models.CharField(max_length=20, blank=True)
    text = models.TextField("当时的文字", blank=True)
    remark = models.TextField("要求", blank=True)
    finding = models.JSONField("规则检查", null=True)  # projects.examining.wire
    thread = models.ForeignKey(FeedbackThread, models.PROTECT, related_name="items", null=True)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField("答复时间", null=True)

    class VersionItems(VersionPartQuerySet):
        way = "event__version__project__"

        def visible_to(self, user):
            return (
                super(VersionPartQuerySet, self)
                .visible_to(user)
                .filter(event__version__project__binned_at=None)
            )

    objects = VersionItems.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "退回清单"
        ordering = ["event", "position"]
        constraints = [
            models.UniqueConstraint(fields=["event", "position"], name="one_return_item_per_position")
        ]


class Grade(models.TextChoices):
    """等级 of 绩效审核, which decides where the table goes (财预〔2015〕88号)."""

    EXCELLENT = "excellent", "优"
    GOOD = "good", "良"
    FAIR = "fair", "中"
    POOR = "poor", "差"


class Judgement(models.Model):
    """What 绩效审核 said of a submitted text in one step: four criteria with opinions, and the grade.

    The newest of a text is what holds of it; earlier ones stay, each with the step in which it was said.
    `criteria` is projects.review.grading's; `form` tells the short form from the points form.
    """

    class Form(models.TextChoices):
        SHORT = "short", "一般性项目"
        POINTS = "points", "重点项目"

    version = models.ForeignKey(TableVersion, models.PROTECT, related_name="judgements")
    event = models.OneToOneField(ReviewEvent, models.PROTECT, related_name="judgement")
    frozen_hash = models.CharField("文本校验值", max_length=64)
    form = models.CharField("审核表", max_length=10, choices=Form, default=Form.SHORT)
    criteria = models.JSONField("审核意见", default=dict)
    grade = models.CharField("等级", max_length=10, choices=Grade)
    opinion = models.TextField("综合意见", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="审核人", related_name="+")
    at = models.DateTimeField("审核时间", auto_now_add=True)

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "绩效审核意见"
        ordering = ["version", "event__number"]


class Correction(models.Model):
    """A small correction that 良 goes on with: proposed by a reviewer, accepted or declined by the drafter.

    `cells` are [{row, part, cell, old, new}]. Accepting it writes the text `result_hash`, which then is
    reviewed again; the text `frozen_hash` that it was made for stays in its snapshot.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "待经办人确认"
        ACCEPTED = "accepted", "已接受"
        DECLINED = "declined", "未接受"
        TAKEN_BACK = "taken_back", "已收回"

    version = models.ForeignKey(TableVersion, models.PROTECT, related_name="corrections")
    frozen_hash = models.CharField("原文本校验值", max_length=64)
    result_hash = models.CharField("新文本校验值", max_length=64, blank=True)
    cells = models.JSONField("改动")
    note = models.TextField("说明", blank=True)
    state = models.CharField("状态", max_length=12, choices=State, default=State.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="提出人", related_name="+"
    )
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="答复人", related_name="+", null=True
    )
    answered_at = models.DateTimeField("答复时间", null=True)

    objects = VersionPartQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "小修建议"
        ordering = ["version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(state="proposed"), name="one_open_correction"
            )
        ]
