"""The year's people from a list: new accounts and roles, and doing it."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from budget_site.accounts.models import Assignment, Department, District, Role, User
from budget_site.accounts.services import kept_by, make_account
from projects.importing.sheet_rows import Head, Row, Rows

HEADS = (
    Head("name", ("姓名",), required=True),
    Head("username", ("用户名", "账号", "登录名"), required=True, hint="登录用，不能与别人相同"),
    Head(
        "role", ("角色", "岗位"), required=True, hint="经办人、单位负责人、业务科室、绩效科、预算科、公开岗"
    ),
    Head("department", ("部门", "单位"), hint="填本年的部门名称或代码；不填表示负责全区划"),
)
_ROLES = {label: role for role, label in Role.choices if role not in (Role.SYSTEM_ADMIN, Role.AUDITOR)}
_BY_DEPARTMENT = (Role.DRAFTER, Role.HEAD)  # elsewhere a whole district is meant too


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row: who is to hold which role where."""

    name: str
    username: str
    role: str
    department: Department | None


@dataclass
class PeoplePlan:
    """Rows that ask for something new; `accounts` are the user names that do not exist yet."""

    wanted: list[Wanted] = field(default_factory=list)
    accounts: set[str] = field(default_factory=set)
    same: int = 0


def plan_people(district: District, year: int, found: Rows, by: User) -> PeoplePlan:
    """Compare a list with the accounts there are; what is wrong with it is added to its problems."""
    plan, names = PeoplePlan(), {}
    known = {user.username: user for user in User.objects.filter(username__in=_usernames(found))}
    mine = set(kept_by(by).values_list("pk", flat=True))
    for row in found.rows:
        role, department = _role(found, row), _department(found, row, district, year)
        if not (row["name"] and row["username"] and role) or department is False:
            continue
        if names.setdefault(row["username"], row["name"]) != row["name"]:
            found.problem(row, "username", f"前面是{names[row['username']]}的用户名，请核对。")
            continue
        user = known.get(row["username"])
        if user and user.pk not in mine:
            found.problem(row, "username", "已经有人使用，而且不由您管理，请换一个用户名。")
        elif user and user.name != row["name"]:
            found.problem(row, "username", f"已是{user.name}的用户名，请核对姓名或换一个用户名。")
        elif user and _holds(user, role, district, department):
            plan.same += 1
        else:
            plan.wanted.append(Wanted(row["name"], row["username"], role, department))
            if user is None:
                plan.accounts.add(row["username"])
    return plan


def _usernames(found: Rows) -> set[str]:
    return {row["username"] for row in found.rows}


def _role(found: Rows, row: Row) -> str | None:
    if row["role"] and row["role"] not in _ROLES:
        found.problem(row, "role", f"没有这个角色，请改为：{'、'.join(_ROLES)}。")
    return _ROLES.get(row["role"])


def _department(found: Rows, row: Row, district: District, year: int) -> Department | bool | None:
    """The department, None for the whole district, or False where it is none."""
    if not row["department"]:
        if _ROLES.get(row["role"]) in _BY_DEPARTMENT:
            found.problem(row, "department", f"{row['role']}要填所在部门，请补填。")
            return False
        return None
    department = district.departments.open_in(year).called(row["department"], year).first()
    if department is None:
        found.problem(row, "department", f"不是{year}年的部门，请核对名称，或先在部门一步里添加。")
        return False
    return department


def _holds(user: User, role: str, district: District, department: Department | None) -> bool:
    place = {"department": department} if department else {"district": district, "department": None}
    return user.assignments.filter(role=role, **place).exists()


@transaction.atomic
def apply_people(district: District, plan: PeoplePlan, by: User) -> list[dict[str, str]]:
    """Accounts and roles, all or nothing; the new accounts with their initial passwords, told this once.

    ValidationError says why an account cannot be made. A second time makes nothing.
    """
    District.objects.select_for_update(no_key=True).get(pk=district.pk)
    made: list[dict[str, str]] = []
    for one in plan.wanted:
        user = User.objects.filter(username=one.username).first()
        if user is None:
            try:
                user, password = make_account(one.username, one.name, by)
            except ValidationError as error:
                raise ValidationError(f"“{one.username}”：{''.join(error.messages)}") from error
            made.append({"name": one.name, "username": one.username, "password": password})
        if not _holds(user, one.role, district, one.department):
            place = {"department": one.department} if one.department else {"district": district}
            Assignment.objects.create(user=user, role=one.role, **place)
    return made
