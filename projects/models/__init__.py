"""What is stored: frameworks, projects, versions of their tables, and imports."""

from projects.models.framework import FrameworkNode, TableFramework
from projects.models.project import Project
from projects.models.rows import GoalRow, IndicatorRow, PlanRow
from projects.models.version import Status, TableVersion
from projects.models.word_import import ImportedTable, WordImport

__all__ = [
    "FrameworkNode",
    "GoalRow",
    "ImportedTable",
    "IndicatorRow",
    "PlanRow",
    "Project",
    "Status",
    "TableFramework",
    "TableVersion",
    "WordImport",
]
