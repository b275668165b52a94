"""A district with one table, one person of each kind, and every route of the site."""

from dataclasses import dataclass, field

from django.urls import URLPattern, get_resolver

from budget_site.accounts.models import Department, District, Role, User
from budget_site.accounts.models.people import CONTENT_ROLES, FINANCE_ROLES
from projects.models import Project
from tests.people import make_district, make_project, make_user


def routes(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield namespace + (entry.name or str(entry.pattern))
        else:
            yield from routes(entry, f"{entry.namespace}:" if entry.namespace else namespace)


@dataclass
class Office:
    """Who there is, by a name that tells role and place, and which of them may do what with the table."""

    district: District
    document: Project
    people: dict[str, User | None] = field(default_factory=dict)
    may_see: set[str] = field(default_factory=set)
    in_district: set[str] = field(default_factory=set)  # whose year it is, if not whose table
    drafters: set[str] = field(default_factory=set)
    may_write: set[str] = field(default_factory=set)
    finance: set[str] = field(default_factory=set)
    administrators: set[str] = field(default_factory=set)
    auditors: set[str] = field(default_factory=set)


def make_office(district: District, department: Department, other_department: Department) -> Office:
    office = Office(district, make_project(district, department))
    next_district = make_district("邻区", "next")
    office.people = {"nobody": None, "stranger": make_user("stranger")}
    for role in Role:
        here, whole = f"{role} here", f"{role} of the district"
        office.people[here] = make_user(f"{role}-here", role, department=department)
        office.people[whole] = make_user(f"{role}-district", role, district=district)
        office.people[f"{role} next door"] = make_user(f"{role}-door", role, department=other_department)
        office.people[f"{role} of another district"] = make_user(
            f"{role}-other", role, district=next_district
        )
        if role in CONTENT_ROLES:
            office.may_see |= {here, whole}
            office.in_district |= {here, whole, f"{role} next door"}
        if role == Role.DRAFTER:
            office.drafters |= {here, whole, f"{role} next door"}
            office.may_write |= {here, whole}
        if role in FINANCE_ROLES:
            office.finance.add(whole)
        if role == Role.SYSTEM_ADMIN:
            office.administrators |= {whole, f"{role} of another district"}
        if role == Role.AUDITOR:
            office.auditors |= {whole, f"{role} of another district"}
    office.people["superuser"] = User.objects.create_superuser("chief", password="x")
    closed = make_user("closed", "replier", district=district)
    closed.is_active = False
    closed.save()
    office.people["closed"] = closed
    return office
