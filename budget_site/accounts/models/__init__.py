"""Places, people and roles."""

from budget_site.accounts.models.delegation import Delegation
from budget_site.accounts.models.departments import Department, FormerName
from budget_site.accounts.models.people import Assignment, Mails, Role, User
from budget_site.accounts.models.places import District
from budget_site.accounts.models.second_factor import RecoveryCode

__all__ = [
    "Assignment",
    "Delegation",
    "Department",
    "District",
    "FormerName",
    "Mails",
    "RecoveryCode",
    "Role",
    "User",
]
