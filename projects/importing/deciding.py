"""What a person decides about each table of an uploaded file, and what is still to be decided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from projects.importing.importer import Importer
from projects.importing.proposing import Proposal
from projects.importing.taking import Choice
from projects.matching import Evidence

NEW = "new"

ASK_DEPARTMENT = "请选择部门。"
STRANGE_DEPARTMENT = "这个部门不能由您导入，请重新选择。"
ASK_MATCH = "请选择：更新已有项目，还是作为新项目。"
CHANGED = "对应的项目有了变动，请重新选择。"


@dataclass(frozen=True, slots=True)
class Answer:
    """`match` is the project to update, NEW, or empty while undecided; `department` is for a new project."""

    take: bool
    department: str = ""
    match: str = NEW

    @classmethod
    def proposed(cls, proposal: Proposal) -> Self:
        """What is filled in before anybody decides: nothing that would double or overwrite on a likeness."""
        department = str(proposal.department.pk) if proposal.department else ""
        return cls(not proposal.known, department, _proposed_match(proposal))

    def kept(self) -> list[Any]:
        """As JSON."""
        return [self.take, self.department, self.match]


def _proposed_match(proposal: Proposal) -> str:
    here = proposal.existing
    if not here or not here.is_written:
        return NEW
    return "" if here.evidence is Evidence.LIKE else str(here.id)


def answers(proposals: Iterable[Proposal], kept: Mapping[str, list[Any]]) -> dict[int, Answer]:
    """What was decided (`kept`, by the place of the table), and what is proposed for the others."""
    return {
        one.index: Answer(*kept[str(one.index)]) if str(one.index) in kept else Answer.proposed(one)
        for one in proposals
    }


def problem(proposal: Proposal, answer: Answer, importer: Importer) -> tuple[str, str] | None:
    """Which field of a table that is to come in stands in the way, and the sentence for it."""
    here = proposal.existing
    if answer.match != NEW:
        if here and here.is_written and answer.match == str(here.id):
            return None
        return "match", CHANGED if answer.match else ASK_MATCH
    if importer.only_department or importer.department(answer.department):
        return None
    if answer.department:
        return "department", STRANGE_DEPARTMENT
    return None if importer.is_finance else ("department", ASK_DEPARTMENT)


def is_guess(proposal: Proposal, answer: Answer) -> bool:
    """Whether a new project goes to a department that is only proposed."""
    proposed = proposal.department is not None and str(proposal.department.pk) == answer.department
    return bool(answer.take and answer.match == NEW and proposal.guess and proposed)


def choices(
    proposals: Iterable[Proposal], decided: Mapping[int, Answer], importer: Importer
) -> Iterator[Choice]:
    """The tables that come in, once no `problem` is left; only what this person may do is among them."""
    for proposal in proposals:
        answer = decided[proposal.index]
        if not answer.take:
            continue
        if answer.match == NEW:
            department = importer.only_department or importer.department(answer.department)
            yield Choice(proposal.index, department)
        else:
            yield Choice(proposal.index, into=proposal.existing.id)
