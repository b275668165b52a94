"""What is proposed for each table of an uploaded file: the project that it is of, and a department."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from uuid import UUID

from budget_site.accounts.models import Department
from projects.importing.importer import Importer
from projects.importing.kept import Contents, Summary
from projects.importing.wording import named_department
from projects.matching import Evidence, project_matches
from projects.models import ImportedTable, Project, TableImport
from projects.models.version import WORKING, Status
from projects.reading import in_force_of, versions_of, whole
from projects.spelling import bare
from projects.storing import table_of
from projects.tables import ProjectTable, content_hash


@dataclass(frozen=True, slots=True)
class Existing:
    """A project of the year that a table is of, as far as can be told."""

    id: UUID
    name: str
    department: int | None
    status: Status
    evidence: Evidence
    is_written: bool  # by this person, now
    is_same: bool  # it says just what the table says

    @property
    def by(self) -> str:
        return {Evidence.CODE: "编码相同", Evidence.NAME: "名称相同", Evidence.LIKE: "名称相近"}[
            self.evidence
        ]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One table, from 0, and what is proposed for it.

    `guess` says where a department comes from that nobody chose; a person has to confirm it. `known` says
    why the table need not come in, or cannot without a second project of that name.
    """

    index: int
    summary: Summary
    existing: Existing | None
    department: Department | None
    guess: str
    known: str

    @property
    def number(self) -> int:
        return self.index + 1

    @property
    def name(self) -> str:
        return " ".join(self.summary.name.split()) or "（未填名称）"


def proposals(
    contents: Contents, importer: Importer, filename: str, chosen: Department | None
) -> list[Proposal]:
    """One for each table, in a fixed number of queries. `chosen` is the department of the file as a whole."""
    return list(_Year(contents, importer, filename, chosen).proposals())


class _Year:
    """The year as it stands, looked up once for all tables."""

    def __init__(self, contents: Contents, importer: Importer, filename: str, chosen: Department | None):
        self._contents, self._importer = contents, importer
        self._filename, self._chosen = PurePath(filename).stem, chosen

    def proposals(self) -> Iterator[Proposal]:
        existing = self._existing()
        for index, summary in enumerate(self._contents.tables):
            here = existing.get(index)
            department, guess = self._department(summary, here)
            yield Proposal(index, summary, here, department, guess, self._known(summary, here))

    @cached_property
    def _projects(self) -> dict[UUID, tuple[str, str, int | None, str]]:
        """Code, name, department and status of the projects that the person sees."""
        versions = versions_of(self._importer.user, self._importer.district, self._importer.year)
        rows = versions.values_list("project", "code", "name", "project__department", "status")
        return {pk: rest for pk, *rest in rows}

    def _existing(self) -> dict[int, Existing]:
        """By the place of the table; of a file for one department only that one's projects are looked at."""
        known = [
            (pk, code, name)
            for pk, (code, name, department, _) in self._projects.items()
            if self._chosen is None or department in (None, self._chosen.pk)
        ]
        tables = [ProjectTable(code=one.code, name=one.name) for one in self._contents.tables]
        found = {
            place: match for place, match in enumerate(project_matches(tables, known)) if match is not None
        }
        ids = [match.key for match in found.values()]
        written = set(
            Project.objects.drafted_by(self._importer.user).filter(pk__in=ids).values_list("pk", flat=True)
        )
        hashes = self._hashes(ids)
        return {
            place: self._one(match.key, match.evidence, written, hashes[match.key] == self._hash(place))
            for place, match in found.items()
            if match.key in hashes
        }

    def _one(self, pk: UUID, evidence: Evidence, written: set[UUID], same: bool) -> Existing:
        _, name, department, status = self._projects[pk]
        is_written = pk in written and status in WORKING
        return Existing(pk, name or "未填名称", department, Status(status), evidence, is_written, same)

    def _hash(self, place: int) -> str:
        return self._contents.tables[place].content_hash

    def _hashes(self, ids: Sequence[UUID]) -> dict[UUID, str]:
        versions = versions_of(self._importer.user, self._importer.district, self._importer.year)
        return {
            version.project_id: content_hash(table_of(version))
            for version in whole(versions.filter(project__in=ids))
        }

    @cached_property
    def _imported(self) -> dict[str, UUID]:
        """Projects that the person sees, by the content with which a standing import brought them in."""
        standing = TableImport.objects.standing().filter(
            district=self._importer.district, year=self._importer.year
        )
        rows = ImportedTable.objects.filter(table_import__in=standing).exclude(version=None)
        return {
            content: project
            for content, project in rows.values_list("content_hash", "version__project")
            if project in self._projects
        }

    @cached_property
    def _namesakes(self) -> Counter[str]:
        return Counter(bare(name) for _, name, _, _ in self._projects.values())

    def _known(self, summary: Summary, here: Existing | None) -> str:
        imported = summary.content_hash in self._imported
        if here and here.is_same:
            return "已导入，内容相同" if imported else "已有，内容相同"
        if imported:
            return "已导入，之后改动过"
        if here and not here.is_written and here.evidence is not Evidence.LIKE:
            return f"已有“{here.name}”（{here.by}，{here.status.label}），不能由您更新"
        if not here and summary.name and (count := self._namesakes[bare(summary.name)]):
            return f"已有{count}个同名项目，分不清是哪一个" if count > 1 else "已有同名项目"
        return ""

    def _department(self, summary: Summary, here: Existing | None) -> tuple[Department | None, str]:
        if chosen := self._importer.only_department or self._chosen:
            return chosen, ""
        by_key = {one.pk: one for one in self._importer.departments}
        proposed = (
            (here.department if here else None, "对应项目的部门"),
            (self._named((summary.title, summary.sheet)), "表名写明"),
            (self._named_by_file, "文件名或标题写明"),
            (self._last_year.get(bare(summary.name)), "上年同名项目的部门"),
        )
        return next(((by_key[pk], why) for pk, why in proposed if pk in by_key), (None, ""))

    def _named(self, texts: Sequence[str]) -> int | None:
        return named_department(texts, self._names)

    @cached_property
    def _names(self) -> dict[int, list[str]]:
        """What each department is called, or was."""
        return {
            one.pk: [one.name, *(former.name for former in one.former_names.all())]
            for one in self._importer.departments
        }

    @cached_property
    def _named_by_file(self) -> int | None:
        first = [line for section in self._contents.narrative[:1] for line in section.paragraphs[:1]]
        return self._named([self._filename, *first])

    @cached_property
    def _last_year(self) -> dict[str, int]:
        """The department of each project name that one project of last year alone bore."""
        versions = in_force_of(self._importer.user, self._importer.district, self._importer.year - 1)
        columns = ("name", "project__department", "project__department__merged_into")
        rows = [(bare(name), merged or own) for name, own, merged in versions.values_list(*columns)]
        count = Counter(name for name, _ in rows)
        return {name: department for name, department in rows if name and department and count[name] == 1}
