"""The form of one district's tables in one year, as data: an old year never changes when the form does."""

from django.db import models, transaction
from django.db.models import Max

from budget_site.accounts.models import District
from budget_site.accounts.models.scope import DistrictScopedQuerySet
from projects.official.trees import TreeNode, plain_label

PLAN_LABELS = ("3月底", "6月底", "9月底", "12月底")


class FrameworkInUse(Exception):
    """A framework that tables use is not edited; a new revision of it is."""


def refuse_used(frameworks: models.QuerySet) -> None:
    """FrameworkInUse where tables use one of them."""
    if used := frameworks.filter(versions__isnull=False).first():
        raise FrameworkInUse(f"{used}已有表格使用，不能修改；请另建一版样式。")


class FrameworkQuerySet(DistrictScopedQuerySet):
    def current(self, district: District, year: int) -> "TableFramework | None":
        """The latest revision, which new tables use."""
        return self.filter(district=district, year=year).order_by("-revision").first()

    def update(self, **values) -> int:
        refuse_used(self)
        return super().update(**values)

    @transaction.atomic
    def make(self, district: District, year: int, tree: tuple[TreeNode, ...], **values) -> "TableFramework":
        """The next revision for a district and year, with the classes of a tree."""
        District.objects.select_for_update(no_key=True).get(pk=district.pk)
        last = self.filter(district=district, year=year).aggregate(last=Max("revision"))["last"] or 0
        framework = self.create(district=district, year=year, revision=last + 1, **values)
        framework.add_nodes(tree)
        return framework

    @transaction.atomic
    def make_first(
        self, district: District, year: int, tree: tuple[TreeNode, ...], **values
    ) -> "tuple[TableFramework, bool]":
        """The form of a year that has none, and True; else the one it has: two who make it make one."""
        District.objects.select_for_update(no_key=True).get(pk=district.pk)
        if known := self.current(district, year):
            return known, False
        return self.make(district, year, tree, **values), True


class TableFramework(models.Model):
    """One revision of the form: title, labels, plan checkpoints and the tree of indicator classes."""

    district = models.ForeignKey(District, models.PROTECT, verbose_name="区划", related_name="frameworks")
    year = models.PositiveSmallIntegerField("预算年度")
    revision = models.PositiveSmallIntegerField("修订号")
    title = models.CharField("表名", max_length=200)
    name_label = models.CharField("项目名称栏", max_length=50, default="项目名称")
    plan_label = models.CharField("支出计划栏", max_length=50, default="资金支出计划（%）")
    plan_labels = models.JSONField("支出计划时间节点", default=list)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "表格样式"
        ordering = ["district", "year", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["district", "year", "revision"], name="one_framework_per_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.district}{self.year}年第{self.revision}版样式"

    def save(self, *args, **kwargs) -> None:
        self.refuse_if_used()
        super().save(*args, **kwargs)

    def refuse_if_used(self) -> None:
        refuse_used(TableFramework.objects.filter(pk=self.pk))

    def add_nodes(self, tree: tuple[TreeNode, ...]) -> None:
        self.refuse_if_used()
        for position, node in enumerate(tree):
            parent = self.nodes.create(code=node.code, name=node.name, position=position)
            FrameworkNode.objects.bulk_create(
                FrameworkNode(framework=self, parent=parent, code=child.code, name=child.name, position=place)
                for place, child in enumerate(node.children)
            )

    def classes(self) -> list[tuple[str, str]]:
        """The (一级, 二级) labels of the tree, top to bottom."""
        second = self.nodes.exclude(parent=None).select_related("parent")
        return [(node.parent.name, node.name) for node in second.order_by("parent__position", "position")]

    def nodes_by_labels(self) -> dict[tuple[str, str], "FrameworkNode"]:
        """二级 classes by the plain (一级, 二级) labels they go by; see `node_for`."""
        return {
            (plain_label(node.parent.name), plain_label(node.name)): node
            for node in self.nodes.exclude(parent=None).select_related("parent")
        }


def node_for(
    nodes: dict[tuple[str, str], "FrameworkNode"], level1: str, level2: str
) -> "FrameworkNode | None":
    """The class that typed labels mean, or None: a label the tree does not know is kept, never refused."""
    return nodes.get((plain_label(level1), plain_label(level2)))


class NodeQuerySet(models.QuerySet):
    def update(self, **values) -> int:
        refuse_used(TableFramework.objects.filter(nodes__in=self))
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        refuse_used(TableFramework.objects.filter(nodes__in=self))
        return super().delete()


class FrameworkNode(models.Model):
    """One class of indicators: 一级 where it has no parent, else 二级."""

    framework = models.ForeignKey(TableFramework, models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    code = models.CharField("代码", max_length=60)
    name = models.CharField("名称", max_length=50)
    position = models.PositiveSmallIntegerField("次序")

    objects = NodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "指标分类"
        ordering = ["framework", "parent__position", "position"]
        constraints = [
            models.UniqueConstraint(fields=["framework", "code"], name="one_class_per_code"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs) -> None:
        self.framework.refuse_if_used()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self.framework.refuse_if_used()
        return super().delete(*args, **kwargs)
