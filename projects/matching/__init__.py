"""What comes from outside matched to what is here: tables to projects, and rows to rows."""

from projects.matching.known import Evidence, ProjectMatch, project_matches
from projects.matching.rows import matched

__all__ = ["Evidence", "ProjectMatch", "matched", "project_matches"]
