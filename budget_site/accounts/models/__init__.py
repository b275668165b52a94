"""Places, people and roles."""

from budget_site.accounts.models.people import Assignment, Role, User
from budget_site.accounts.models.places import Department, District

__all__ = ["Assignment", "Department", "District", "Role", "User"]
