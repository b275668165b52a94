"""Places, people and roles."""

from budget_site.accounts.models.departments import Department, FormerName
from budget_site.accounts.models.people import Assignment, Role, User
from budget_site.accounts.models.places import District

__all__ = ["Assignment", "Department", "District", "FormerName", "Role", "User"]
