"""The form of a year: taken over from last year, edited while nobody uses it, revised once somebody does."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from uuid import uuid4

from django.db import transaction

from budget_site.accounts.models import District, User
from budget_site.trail.recording import Action, differing, record
from projects.drafting.operations import Operation, Set
from projects.drafting.saving import SaveRefused, save
from projects.examining.years import renew
from projects.models import FrameworkNode, IndicatorRow, TableFramework, TableVersion
from projects.models.framework import node_for
from projects.models.version import WORKING
from projects.official.trees import TREES, TreeNode, plain_label
from projects.storing import locked, working


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

    def wording(self) -> dict[str, str | list[str]]:
        """Its columns of a framework; the classes are rows of their own, see `tree`."""
        return {
            "title": self.title,
            "name_label": self.name_label,
            "plan_label": self.plan_label,
            "plan_labels": list(self.plan_labels),
        }

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


def copy_form(last: TableFramework, year: int) -> tuple[TableFramework, bool]:
    """Last year's form for a year that has none, and True; else the one that is there."""
    form = Form.of(last)
    return TableFramework.objects.make_first(last.district, year, form.tree(), **form.wording())


@transaction.atomic
def edit(framework: TableFramework, form: Form) -> TableFramework:
    """In place while no table uses it (FrameworkInUse otherwise), and none begins to meanwhile."""
    District.objects.select_for_update(no_key=True).get(pk=framework.district_id)
    framework.refuse_if_used()
    before = Form.of(framework)
    for name, value in form.wording().items():
        setattr(framework, name, value)
    framework.save()
    FrameworkNode.objects.filter(framework=framework).delete()
    framework.add_nodes(form.tree())
    if before != form:
        _told(framework, before, form, None)
    return framework


@transaction.atomic
def revise(framework: TableFramework, form: Form, user: User, move_drafts: bool) -> TableFramework:
    """The next revision, for new tables; with `move_drafts`, for the drafts of the old one too."""
    District.objects.select_for_update(no_key=True).get(pk=framework.district_id)
    current = TableFramework.objects.current(framework.district, framework.year)
    before = Form.of(current)
    pressed_twice = before == form
    revised = current
    if not pressed_twice:
        revised = TableFramework.objects.make(
            framework.district, framework.year, form.tree(), **form.wording()
        )
        _told(revised, before, form, user)
    if move_drafts:
        system = User.objects.system()
        moved = [version.pk for version in drafts_of(framework) if _moved(version.pk, revised, system)]
        _find_classes(moved, revised)
        renew(revised.district, revised.year, moved)
    return revised


def _told(framework: TableFramework, before: Form, form: Form, user: User | None) -> None:
    """In the trail: what the form was and is."""
    changed = differing(asdict(before), asdict(form))
    record(Action.SETTING, by=user, district=framework.district, about=framework, **changed)


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


def _moved(pk: int, new: TableFramework, by: User) -> bool:
    """One draft onto the new form. Words that were its own form's become the new one's, in a save.

    By the system: who revises the form has drafted none of the tables, and may review them. The
    trail names who revised it. False where it is on it, or was put away meanwhile: like
    all in the bin it keeps its form.
    """
    try:
        with transaction.atomic():
            version = locked(pk)
            old = version.framework
            if old == new:
                return False
            TableVersion.objects.filter(pk=pk).update(framework=new)
            save(pk, by, uuid4(), version.revision, list(_reworded(version, old, new)))
    except SaveRefused:
        return False
    return True


def _reworded(version: TableVersion, old: TableFramework, new: TableFramework) -> Iterator[Operation]:
    for cell in ("title", "name_label", "plan_label"):
        if getattr(version, cell) == getattr(old, cell):
            yield Set(None, cell, getattr(old, cell), getattr(new, cell))
    plan = version.plan.all()
    if len(plan) == len(old.plan_labels) == len(new.plan_labels):
        for step, was, label in zip(plan, old.plan_labels, new.plan_labels, strict=True):
            if step.label == was:
                yield Set(step.pk, "label", was, label)


def _find_classes(pks: Sequence[int], framework: TableFramework) -> None:
    """Which classes of the form the rows of these versions mean."""
    nodes = framework.nodes_by_labels()
    rows = list(IndicatorRow.objects.filter(version__in=pks))
    for row in rows:
        row.node = node_for(nodes, row.level1, row.level2)
    IndicatorRow.objects.bulk_update(rows, ["node"], batch_size=500)


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
