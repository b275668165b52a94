"""What is stored: frameworks, projects, versions of their tables, saves, imports and jobs."""

from projects.models.drafting import Presence, Recheck, Save, Snapshot
from projects.models.examining import (
    Comparison,
    CrossFinding,
    Examination,
    RuleSettings,
    WarningReason,
)
from projects.models.framework import FrameworkNode, TableFramework
from projects.models.job import IncomingFile, Job
from projects.models.project import Project
from projects.models.rows import GoalRow, IndicatorRow, PlanRow
from projects.models.table_import import ImportedTable, TableImport
from projects.models.version import Status, TableVersion
from projects.models.year import Deadline, LibraryEntry

__all__ = [
    "Comparison",
    "CrossFinding",
    "Deadline",
    "Examination",
    "FrameworkNode",
    "GoalRow",
    "ImportedTable",
    "IncomingFile",
    "IndicatorRow",
    "Job",
    "LibraryEntry",
    "PlanRow",
    "Presence",
    "Project",
    "Recheck",
    "RuleSettings",
    "Save",
    "Snapshot",
    "Status",
    "TableFramework",
    "TableImport",
    "TableVersion",
    "WarningReason",
]
