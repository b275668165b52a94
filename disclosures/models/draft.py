"""What a disclosure is composed from: figures, sections, the choice of tables, and what was signed off."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from budget_site.accounts.models import Department, District
from budget_site.accounts.models.held import Held
from budget_site.accounts.models.people import FINANCE_ROLES, Role
from budget_site.accounts.models.scope import ScopedQuerySet

COMPOSERS = frozenset({*FINANCE_ROLES, Role.PUBLISHER})


class PublisherQuerySet(ScopedQuerySet):
    """Rows of a publisher: the district's for who composes there, a department's for its publisher too."""

    def within(self, held: Held) -> Q:
        return super().within(held.of(COMPOSERS))


class FiguresQuerySet(PublisherQuerySet):
    """A district's figures, for those who compose for the whole district."""

    def within(self, held: Held) -> Q:
        return super().within(held.narrowed(lambda one: one.district_id is not None))


class YearFigures(models.Model):
    """A district's figures of one year, as disclosures.figures.as_json."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("预算年度")
    figures = models.JSONField("数据", default=dict)
    revision = models.PositiveIntegerField("修订号", default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="最后修改人", related_name="+"
    )
    changed_at = models.DateTimeField("最后修改时间", auto_now=True)

    objects = FiguresQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "区级数据"
        ordering = ["district", "year"]
        constraints = [models.UniqueConstraint(fields=["district", "year"], name="one_set_of_figures_a_year")]


class DepartmentSector(models.Model):
    """领域 of a department, by which totals are told: 教育, 农业农村."""

    department = models.OneToOneField(Department, models.CASCADE, related_name="sector")
    name = models.CharField("领域", max_length=40)

    class Meta:
        verbose_name = verbose_name_plural = "部门领域"
        ordering = ["department"]


class DisclosureDraft(models.Model):
    """A publisher's disclosure of a year as it is being composed; without a department, the district's.

    `sections` is [{key, title, text, shown}] in order, with who wrote one last and when (`by`, `at`);
    `deleted` are those taken out, which come back on request. `choice` says which replied tables appear. The
    text of a section holds 【labels】 where figures go; what they say is drawn from the data.
    """

    class Choice(models.TextChoices):
        ALL = "all", "全部已批复的项目"
        KEY = "key", "标记为重点的项目"
        AMOUNT = "amount", "预算数达到标准的项目"
        PICKED = "picked", "逐个选定的项目"

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", null=True)
    year = models.PositiveSmallIntegerField("预算年度")
    title = models.CharField("标题", max_length=200, blank=True)
    sections = models.JSONField("章节", default=list)
    deleted = models.JSONField("已删除的章节", default=list)
    choice = models.CharField("公开哪些项目", max_length=10, choices=Choice, default=Choice.ALL)
    least = models.DecimalField("预算数标准（万元）", max_digits=15, decimal_places=6, null=True)
    picked = models.JSONField("选定的项目", default=list)  # ids
    note = models.TextField("更正说明", blank=True)  # of the next edition, where the year has had one
    revision = models.PositiveIntegerField("修订号", default=0)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="最后修改人", related_name="+"
    )
    changed_at = models.DateTimeField("最后修改时间", auto_now=True)

    objects = PublisherQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开稿"
        ordering = ["district", "year", "department"]
        constraints = [
            models.UniqueConstraint(fields=["department", "year"], name="one_draft_of_a_department"),
            models.UniqueConstraint(
                fields=["district", "year"], condition=Q(department=None), name="one_draft_of_a_district"
            ),
        ]


class SensitiveException(models.Model):
    """A place that the sensitive-content gate found and a person let pass, with the reason.

    `digest` is the SHA-256 of what was found with its place: never the number itself.
    """

    draft = models.ForeignKey(DisclosureDraft, models.PROTECT, related_name="exceptions")
    digest = models.CharField("指纹", max_length=64)
    place = models.TextField("位置")
    reason = models.TextField("理由")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "放行的内容"
        ordering = ["draft", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "digest"], name="one_exception_for_each_place")
        ]


class SignOff(models.Model):
    """保密审查 of exactly one content, by its hash (`content_of`); the name is of who reviewed it."""

    draft = models.ForeignKey(DisclosureDraft, models.PROTECT, related_name="sign_offs")
    data_hash = models.CharField("数据校验值", max_length=64)
    reviewer = models.CharField("保密审查人", max_length=50)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "保密审查"
        ordering = ["draft", "-signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "data_hash"], name="one_sign_off_for_each_content")
        ]


class DisclosureClock(models.Model):
    """From which day the 20 calendar days run: the congress's approval, or 批复 for a department."""

    district = models.ForeignKey(District, models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", null=True)
    year = models.PositiveSmallIntegerField("预算年度")
    began = models.DateField("起算日")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now=True)

    objects = PublisherQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开时限"
        ordering = ["district", "year", "department"]
        constraints = [
            models.UniqueConstraint(fields=["department", "year"], name="one_clock_of_a_department"),
            models.UniqueConstraint(
                fields=["district", "year"], condition=Q(department=None), name="one_clock_of_a_district"
            ),
        ]
