"""What is stored: frameworks, projects, versions of their tables, saves, imports and jobs."""

from projects.models.assessment import Assessment, AssessmentFile
from projects.models.budget_list import BudgetList, BudgetProject
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
from projects.models.letter import LetterTable, ReplyLetter
from projects.models.notice import Mail, Notice, NoticeRead, Reminder
from projects.models.project import Project
from projects.models.review import (
    Correction,
    Grade,
    Judgement,
    ReturnItem,
    ReviewEvent,
    ReviewSetup,
)
from projects.models.rows import GoalRow, IndicatorRow, PlanRow
from projects.models.table_import import ImportedTable, TableImport
from projects.models.talk import FeedbackComment, FeedbackThread, InternalComment, InternalThread
from projects.models.version import Status, TableVersion
from projects.models.words import VersionWords
from projects.models.year import Deadline, LibraryEntry

__all__ = [
    "Assessment",
    "AssessmentFile",
    "BudgetList",
    "BudgetProject",
    "Comparison",
    "Correction",
    "CrossFinding",
    "Deadline",
    "Examination",
    "FeedbackComment",
    "FeedbackThread",
    "FrameworkNode",
    "GoalRow",
    "Grade",
    "ImportedTable",
    "IncomingFile",
    "IndicatorRow",
    "InternalComment",
    "InternalThread",
    "Job",
    "Judgement",
    "LetterTable",
    "LibraryEntry",
    "Mail",
    "Notice",
    "NoticeRead",
    "PlanRow",
    "Presence",
    "Project",
    "Recheck",
    "Reminder",
    "ReplyLetter",
    "ReturnItem",
    "ReviewEvent",
    "ReviewSetup",
    "RuleSettings",
    "Save",
    "Snapshot",
    "Status",
    "TableFramework",
    "TableImport",
    "TableVersion",
    "VersionWords",
    "WarningReason",
]
