"""The list of a year's budget projects: brought in as a whole, and linked by hand where that is needed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from budget_site.accounts.models import Department, District, User
from budget_site.trail.recording import Action, record
from projects.models import BudgetList, BudgetProject, Comparison, Project
from projects.review.budget_rows import Line
from projects.values import plain

ONLY_FINANCE = (
    "预算项目清单由财政部门（业务科室、绩效科、预算科）导入和核对；您可以在进度页看到本部门的情况。"
)
_MOVED = "您核对以后，清单已由他人更新，没有写入。请重新上传，核对与最新清单的不同。"


class ListRefused(Exception):
    """Nothing was written; str() is one sentence that says why and what to do."""


@dataclass(frozen=True)
class ListPlan:
    """What importing lines would do to the list there is: how many of its projects come, go and change.

    `unknown` are names of departments that are none here; `lost` are the lines, hand-linked to a table, that
    the new list has no more. `revision` is that of the list they were compared with, 0 where there is none.
    """

    revision: int
    unknown: list[str]
    added: int
    gone: int
    changed: int
    carried: int
    lost: list[str]

    @property
    def is_new(self) -> bool:
        return not self.revision


def newest(district: District, year: int) -> BudgetList | None:
    return BudgetList.objects.filter(district=district, year=year).order_by("-revision").first()


def plan_list(district: District, year: int, lines: Sequence[Line]) -> ListPlan:
    current = newest(district, year)
    old = list(current.lines.all()) if current else []
    before, after = ({line.key: line for line in side} for side in (map(Line.of, old), lines))
    linked = [one for one in old if one.project_id]
    carried = _carried(old, lines)
    kept = set(carried.values())
    departments = _departments(district, year, lines)
    return ListPlan(
        revision=current.revision if current else 0,
        unknown=[name for name, one in departments.items() if one is None],
        added=len(after.keys() - before.keys()),
        gone=len(before.keys() - after.keys()),
        changed=sum(before[key].total != after[key].total for key in before.keys() & after.keys()),
        carried=len(kept),
        lost=[one.name for one in linked if one.project_id not in kept],
    )


@transaction.atomic
def import_list(
    district: District, year: int, lines: Sequence[Line], user: User, *, filename: str, revision: int
) -> tuple[BudgetList, bool]:
    """The lines as the year's list from now on, and whether they were not already.

    `revision` is that of the list they were compared with. A second time changes nothing; ListRefused where
    another list came in between. Links made by hand go over to the lines of the same projects.
    """
    _finance_only(user, district)
    _lock(district)
    current = newest(district, year)
    old = list(current.lines.all()) if current else []
    place = {"district": district, "year": year, "revision": revision + 1}
    made = BudgetList(**place, filename=filename, imported_by=user)
    rows = _rows(made, lines, old)
    if current and _same(old, rows):
        return current, False
    if revision != (current.revision if current else 0):
        raise ListRefused(_MOVED)
    made.save(force_insert=True)
    BudgetProject.objects.bulk_create(rows, batch_size=500)
    _forget_comparison(made)
    record(
        Action.SETTING,
        by=user,
        district=district,
        about=_about(made),
        before=_sums([Line.of(one) for one in old]) if current else None,
        after=_sums(lines) | {"文件": filename},
    )
    return made, True


@transaction.atomic
def link(district: District, year: int, pk: int, project: UUID | None, user: User) -> BudgetProject:
    """Say which table a line of the year's list is; None takes back what was said. The line as it is now.

    Nothing changes where it is so already. ListRefused says why it cannot be.
    """
    _finance_only(user, district)
    _lock(district)
    budget_list = newest(district, year)
    line = budget_list and budget_list.lines.filter(pk=pk).first()
    if line is None:
        raise ListRefused("清单里没有这一行，可能清单刚更新过，请在最新的清单上指定。")
    if line.project_id == project:
        return line
    if project is not None:
        _refuse_strange(budget_list, project, user)
    before, line.project_id = line.project_id, project
    line.save(update_fields=["project"])
    _forget_comparison(budget_list)
    record(
        Action.SETTING,
        by=user,
        district=district,
        about=_about(budget_list),
        before={"行": line.position + 1, "指定的表": str(before or "")},
        after={"行": line.position + 1, "指定的表": str(project or "")},
    )
    return line


def _refuse_strange(budget_list: BudgetList, project: UUID, user: User) -> None:
    here = Project.objects.visible_to(user).filter(district=budget_list.district_id, year=budget_list.year)
    if not here.filter(pk=project).exists():
        raise ListRefused("没有找到这张表，可能已移入回收站，请刷新后重新选择。")
    if other := budget_list.lines.filter(project=project).first():
        raise ListRefused(f"这张表已指定给清单里的“{other.name}”，请先取消那一行的指定。")


def _finance_only(user: User, district: District) -> None:
    if not user.is_finance_of(district):
        raise ListRefused(ONLY_FINANCE)


def _lock(district: District) -> None:
    """One after the other, whoever changes the lists of a district."""
    District.objects.select_for_update(no_key=True).get(pk=district.pk)


def _forget_comparison(budget_list: BudgetList) -> None:
    """What was compared with another list, or under other links, is compared again by the next sweep."""
    Comparison.objects.filter(district=budget_list.district_id, year=budget_list.year).update(asked="")


def _departments(district: District, year: int, lines: Sequence[Line]) -> dict[str, Department | None]:
    """By the name in the list, whether a department's own, an earlier one or its code."""
    names = dict.fromkeys(line.department for line in lines if line.department)
    return {name: district.departments.called(name, year).first() for name in names}


def _rows(made: BudgetList, lines: Sequence[Line], old: Sequence[BudgetProject]) -> list[BudgetProject]:
    departments = _departments(made.district, made.year, lines)
    carried = _carried(old, lines)
    return [
        BudgetProject(
            budget_list=made,
            position=position,
            code=line.code,
            name=line.name,
            department_name=line.department,
            department=departments.get(line.department),
            total=line.total,
            project_id=carried.get(position),
        )
        for position, line in enumerate(lines)
    ]


def _same(old: Sequence[BudgetProject], new: Sequence[BudgetProject]) -> bool:
    """Departments too: one that was unknown may be there by now."""
    return [(Line.of(one), one.department_id) for one in old] == [
        (Line.of(one), one.department_id) for one in new
    ]


def _carried(old: Sequence[BudgetProject], lines: Sequence[Line]) -> dict[int, UUID]:
    """The tables linked by hand, by the places of the new lines that are of the same projects.

    By code, else by name and department; where either list says it twice, by neither.
    """
    linked = [(Line.of(one), one.project_id) for one in old if one.project_id]
    found: dict[int, UUID] = {}
    for key in (lambda line: line.code_key, lambda line: line.name_key):
        counts = [Counter(map(key, side)) for side in (map(Line.of, old), lines)]
        places = {key(line): place for place, line in enumerate(lines)}
        for line, project in linked:
            alone = all(count[key(line)] == 1 for count in counts)
            if key(line) and alone and project not in found.values():
                found.setdefault(places[key(line)], project)
    return found


def _about(budget_list: BudgetList) -> tuple[str, int, str]:
    told = f"{budget_list.year}年预算项目清单第{budget_list.revision}版"
    return BudgetList._meta.label_lower, budget_list.pk, told


def _sums(lines: Sequence[Line]) -> dict[str, object]:
    total = sum((line.total for line in lines), Decimal(0))
    return {"项目数": len(lines), "预算数（万元）": plain(total)}
