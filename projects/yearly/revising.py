"""The form of a year: taken over from last year, edited while nobody uses it, revised once somebody does."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db import transaction

from budget_site.accounts.models import District, User
from projects.drafting.operations import Operation, Set
from projects.drafting.saving import save
from projects.examining.answering import renew
from projects.models import FrameworkNode, IndicatorRow, TableFramework, TableVersion
from projects.models.framework import node_for
from projects.models.version import WORKING
from projects.official.trees import TREES, TreeNode, plain_label
from projects.storing import locked, working

Classes = Sequence[tuple[str, Sequence[str]]]  # 一级 label, its 二级 labels


@dataclass(frozen=True, slots=True)
class Form:
    """What an editor says of a framework."""

    title: str
    name_label: str
    plan_label: str
    plan_labels: tuple[str, ...]
    classes: tuple[tuple[str, tuple[str, ...]], ...]

    @classmethod
    def of(cls, framework: TableFramework) -> "Form":
        tree: dict[str, list[str]] = {}
        for level1, level2 in framework.classes():
            tree.setdefault(level1, []).append(level2)
        classes = tuple((level1, tuple(level2)) for level1, level2 in tree.items())
        labels = (framework.title, framework.name_label, framework.plan_label)
        return cls(*labels, tuple(framework.plan_labels), classes)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return [(level1, level2) for level1, below in self.classes for level2 in below]

    def tree(self) -> tuple[TreeNode, ...]:
        """The classes with stable codes: those of the shipped trees where a label is theirs."""
        known = {
            (plain_label(top.name), plain_label(child.name)): (top.code, child.code)
            for tree in TREES.values()
            for top in tree
            for child in top.children
        }
        nodes = []
        for place, (level1, below) in enumerate(self.classes, 1):
            codes = [known.get((plain_label(level1), plain_label(level2))) for level2 in below]
            top = next((code[0] for code in codes if code), f"own{place}")
            children = tuple(
                TreeNode(code[1] if code else f"{top}.own{number}", level2)
                for number, (level2, code) in enumerate(zip(below, codes, strict=True), 1)
            )
            nodes.append(TreeNode(top, level1, children))
        return tuple(nodes)


@transaction.atomic
def copy_form(last: TableFramework, year: int) -> TableFramework:
    """Last year's form for a year that has none; the one that is there otherwise."""
    District.objects.select_for_update().get(pk=last.district_id)
    known = TableFramework.objects.current(last.district, year)
    return known or _make(last.district, year, Form.of(last))


def _make(district: District, year: int, form: Form) -> TableFramework:
    last = TableFramework.objects.current(district, year)
    framework = TableFramework.objects.create(
        district=district,
        year=year,
        revision=last.revision + 1 if last else 1,
        title=form.title,
        name_label=form.name_label,
        plan_label=form.plan_label,
        plan_labels=list(form.plan_labels),
    )
    framework.add_nodes(form.tree())
    return framework


@transaction.atomic
def edit(framework: TableFramework, form: Form) -> TableFramework:
    """In place while no table uses it (FrameworkInUse otherwise)."""
    framework.refuse_if_used()
    for name in ("title", "name_label", "plan_label"):
        setattr(framework, name, getattr(form, name))
    framework.plan_labels = list(form.plan_labels)
    framework.save()
    FrameworkNode.objects.filter(framework=framework).delete()
    framework.add_nodes(form.tree())
    return framework


@transaction.atomic
def revise(framework: TableFramework, form: Form, user: User, move_drafts: bool) -> TableFramework:
    """The next revision, for new tables; with `move_drafts`, for the drafts of the old one too."""
    District.objects.select_for_update().get(pk=framework.district_id)
    current = TableFramework.objects.current(framework.district, framework.year)
    pressed_twice = Form.of(current) == form
    revised = current if pressed_twice else _make(framework.district, framework.year, form)
    if move_drafts:
        for version in drafts_of(framework):
            _move(version.pk, framework, revised, user)
    return revised


def drafts_of(framework: TableFramework) -> list[TableVersion]:
    """Working tables on this or an earlier revision of the year's form."""
    versions = TableVersion.objects.filter(
        framework__district=framework.district,
        framework__year=framework.year,
        framework__revision__lte=framework.revision,
        status__in=WORKING,
        project__binned_at=None,
    )
    return list(versions.select_related("project", "framework").order_by("project__position").with_rows())


def _move(pk: int, old: TableFramework, new: TableFramework, user: User) -> None:
    """One draft onto the new form. Words that were the old form's become the new one's, in a save."""
    version = locked(pk)
    if version.framework_id == new.pk:
        return
    sheet = working(version)
    TableVersion.objects.filter(pk=pk).update(framework=new)
    operations: list[Operation] = [
        Set(None, cell, getattr(sheet, cell), getattr(new, cell))
        for cell in ("title", "name_label", "plan_label")
        if getattr(sheet, cell) == getattr(old, cell)
    ]
    if len(sheet.plan) == len(new.plan_labels):
        steps = zip(sheet.plan, new.plan_labels, strict=True)
        operations += [Set(step.id, "label", step.label, label) for step, label in steps]
    save(pk, user, uuid4(), version.revision, operations)
    nodes = new.nodes_by_labels()
    rows = list(IndicatorRow.objects.filter(version=pk))
    for row in rows:
        row.node = node_for(nodes, row.level1, row.level2)
    IndicatorRow.objects.bulk_update(rows, ["node"])
    renew(new.district, new.year, [pk])


@dataclass(frozen=True, slots=True)
class Affected:
    """What a new form means for one draft: classes of its rows that are gone, checkpoints that differ."""

    version: TableVersion
    lost_classes: tuple[str, ...]
    checkpoints_differ: bool


def affected(framework: TableFramework, form: Form) -> list[Affected]:
    pairs = {(plain_label(level1), plain_label(level2)) for level1, level2 in form.pairs}
    told = []
    for version in drafts_of(framework):
        sheet = working(version)
        labels = [(row.level1, row.level2) for row in sheet.table().indicators]
        lost = [two for one, two in labels if (plain_label(one), plain_label(two)) not in pairs]
        differ = len(sheet.plan) != len(form.plan_labels)
        told.append(Affected(version, tuple(dict.fromkeys(lost)), differ))
    return told
