"""The year's departments from a list: what would be made and renamed, and doing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from budget_site.accounts.models import Assignment, Department, District, Role
from projects.importing.sheet_rows import Head, Rows

HEADS = (
    Head("code", ("代码", "部门代码", "单位代码", "编码"), hint="可以不填；填了则按代码认部门"),
    Head("name", ("名称", "部门", "部门名称", "单位名称"), required=True),
)


@dataclass
class DepartmentPlan:
    """What a list asks for: (code, name) to make, (department, new name) to rename; `same` stay as is."""

    new: list[tuple[str, str]] = field(default_factory=list)
    renamed: list[tuple[Department, str]] = field(default_factory=list)
    same: int = 0


def plan_departments(district: District, year: int, found: Rows) -> DepartmentPlan:
    """Compare a list with the departments there are; what is wrong with it is added to its problems."""
    plan, seen = DepartmentPlan(), set()
    by_code = {one.code: one for one in district.departments.all()}
    by_name = {one.name: one for one in district.departments.open_in(year)}
    for row in found.rows:
        code, name = row["code"], row["name"]
        if not name:
            continue
        if name in seen:
            found.problem(row, "name", "在名单里出现了两次，请只留一行。")
        seen.add(name)
        try:
            Department(district=district, code=code or "000", name=name).clean_fields(exclude=["district"])
        except ValidationError as error:
            found.problem(row, "name" if "name" in error.message_dict else "code", "".join(error.messages))
            continue
        known = by_code.get(code) or by_name.get(name)
        if known is None:
            plan.new.append((code, name))
        elif known.name == name:
            plan.same += 1
        elif name in by_name:
            found.problem(row, "name", f"已是代码{by_name[name].code}的部门，请核对代码。")
        else:
            plan.renamed.append((known, name))
    return plan


@transaction.atomic
def apply_departments(district: District, year: int, plan: DepartmentPlan) -> None:
    """All or nothing; a second time changes nothing. ValidationError says why it cannot be."""
    District.objects.select_for_update(no_key=True).get(pk=district.pk)
    for department, name in plan.renamed:
        department.rename(name, year)
    for code, name in plan.new:
        made, _ = district.departments.called_or_new(name, year, district=district)
        if code and made.code != code and not district.departments.filter(code=code).exists():
            made.code = code
            made.save(update_fields=["code"])


def without_drafter(departments: Sequence[Department]) -> list[Department]:
    """Those in which nobody fills tables yet."""
    drafted = Assignment.objects.filter(role=Role.DRAFTER, department__in=departments)
    staffed = set(drafted.values_list("department", flat=True))
    return [one for one in departments if one.pk not in staffed]
