"""Taking in what a person decided about an uploaded file: once, whole, and as far as the person may."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from budget_site.accounts.models import Department, User
from projects.importing import kept
from projects.importing.deciding import Answer, answers, choices, is_guess, problem
from projects.importing.importer import Importer
from projects.importing.incoming import GONE, about, discard_files
from projects.importing.proposing import Proposal, proposals
from projects.importing.refused import ImportRefused
from projects.importing.service import Preview, framework_for
from projects.importing.taking import take_in
from projects.jobs import JobFailed, Outcome, Progress, register, submit
from projects.models import IncomingFile, Job, TableFramework

AT_ONCE = 60  # tables that are written while the person waits
A_TABLE = 0.5  # seconds that one takes at most
NOT_YOURS = "您现在没有在这个区划导入的任职，没有导入。"
NO_FORM = "{}还没有{}年的表格样式，没有导入。请联系财政部门在“新年度”页面里先建立。"
CONFIRM_FORM = "本年度还没有表格样式，请勾选“按文件内容建立本年度的表格样式”后再导入。"
CONFIRM_GUESSES = "有{}张表的部门是系统建议的，请逐张核对，勾选“标‘建议’的部门已逐张核对”后再导入。"
NOTHING_TICKED = "还没有勾选要导入的表，请先勾选。"


def contents_of(incoming: IncomingFile) -> kept.Contents:
    """What the file holds, as far as a list tells it. ImportRefused where it is gone."""
    try:
        with incoming.reading.open("rb") as file:
            return kept.contents(file)
    except (ValueError, FileNotFoundError) as gone:  # it was never read, or is no longer there
        raise ImportRefused(GONE) from gone


def proposals_for(incoming: IncomingFile, contents: kept.Contents, importer: Importer) -> list[Proposal]:
    return proposals(contents, importer, incoming.filename, incoming.department)


def decided(incoming: IncomingFile, proposed: Sequence[Proposal]) -> dict[int, Answer]:
    return answers(proposed, incoming.choices.get("answers", {}))


@transaction.atomic
def decide(incoming: IncomingFile, answered: dict[int, Answer], confirmed: bool, framework: bool) -> None:
    """Keep what was answered about some of the tables; what was answered about others before stays."""
    locked = IncomingFile.objects.select_for_update(of=("self",)).get(pk=incoming.pk)
    given = locked.choices.get("answers", {}) | {str(at): one.kept() for at, one in answered.items()}
    locked.choices = locked.choices | {"answers": given, "confirmed": confirmed, "framework": framework}
    locked.save(update_fields=["choices"])
    incoming.choices = locked.choices


def refuse_undecided(incoming: IncomingFile, proposed: Sequence[Proposal], importer: Importer) -> int:
    """How many tables are to come in. ImportRefused where something is still to be decided."""
    answer = decided(incoming, proposed)
    taken = [one for one in proposed if answer[one.index].take]
    if not taken:
        raise ImportRefused(NOTHING_TICKED)
    for one in taken:
        if found := problem(one, answer[one.index], importer):
            raise ImportRefused(f"第{one.number}张“{one.name}”：{found[1]}")
    guesses = sum(is_guess(one, answer[one.index]) for one in taken)
    if guesses and not incoming.choices.get("confirmed"):
        raise ImportRefused(CONFIRM_GUESSES.format(guesses))
    _refuse_without_form(incoming, importer)
    return len(taken)


def _refuse_without_form(incoming: IncomingFile, importer: Importer) -> None:
    if TableFramework.objects.current(incoming.district, incoming.year) is not None:
        return
    if not importer.is_finance:
        raise ImportRefused(NO_FORM.format(incoming.district, incoming.year))
    if not incoming.choices.get("framework"):
        raise ImportRefused(CONFIRM_FORM)


def accept(incoming: IncomingFile, importer: Importer, proposed: Sequence[Proposal]) -> None:
    """Take in what was decided: at once, or by a worker where it is much.

    ImportRefused, with nothing written, where something is still to be decided or may not be.
    """
    if refuse_undecided(incoming, proposed, importer) <= AT_ONCE:
        take(incoming.pk, importer.user)
        return
    try:
        job = submit(Job.Kind.TAKE_IN, importer.user, f"导入“{incoming.filename}”", about(incoming))
    except JobFailed as busy:
        raise ImportRefused(str(busy)) from busy
    IncomingFile.objects.filter(pk=incoming.pk).update(job=job)


@register(Job.Kind.TAKE_IN)
def take_by_job(job: Job, progress: Progress) -> Outcome | None:
    progress(0, 0, "正在写入各张表")
    try:
        progress.hold(A_TABLE * _count(job))
        with transaction.atomic():
            incoming = take(UUID(job.parameters["incoming"]), job.owner)
            progress.finish(Outcome(f"共{incoming.table_import.tables.count()}张表。"))
    except ImportRefused as refused:
        raise JobFailed(str(refused)) from refused
    return None


def _count(job: Job) -> int:
    incoming = IncomingFile.objects.visible_to(job.owner).filter(pk=job.parameters["incoming"]).first()
    return len(contents_of(incoming).tables) if incoming and not incoming.table_import_id else 0


@transaction.atomic
def take(pk: UUID, user: User) -> IncomingFile:
    """Write what was decided, with the rights held now. A second time it only answers what came of it."""
    owned = IncomingFile.objects.visible_to(user).filter(pk=pk)
    incoming = owned.select_for_update(of=("self",)).select_related("district", "department").first()
    if incoming is None:
        raise ImportRefused(GONE)
    if incoming.table_import is not None:
        return incoming
    importer = Importer.of(user, incoming.district, incoming.year)
    if importer is None:
        raise ImportRefused(NOT_YOURS)
    proposed = proposals_for(incoming, contents_of(incoming), importer)
    refuse_undecided(incoming, proposed, importer)
    _write(incoming, importer, proposed)
    return incoming


def _write(incoming: IncomingFile, importer: Importer, proposed: Sequence[Proposal]) -> None:
    with incoming.reading.open("rb") as file:
        found = Preview(incoming.filename, *kept.unpack(file))
    district, year = incoming.district, incoming.year
    if TableFramework.objects.current(district, year) is None:
        framework_for(found, district, year)
    chosen = list(choices(proposed, decided(incoming, proposed), importer))
    whole = _one_department(chosen, proposed)
    incoming.table_import, new = take_in(found, chosen, district, year, whole, importer.user)
    done = IncomingFile(file=incoming.file.name, reading=incoming.reading.name)
    incoming.choices, incoming.file, incoming.reading = {"new": new}, "", ""
    incoming.save()
    transaction.on_commit(lambda: discard_files(done))


def _one_department(chosen, proposed: Sequence[Proposal]) -> Department | None:
    """That of all the tables, where it is one: then it is the import's, and its people see the import."""
    of_new = {one.department.pk if one.department else None for one in chosen if one.into is None}
    of_old = {proposed[one.index].existing.department for one in chosen if one.into is not None}
    [only, *others] = of_new | of_old
    return Department.objects.get(pk=only) if only is not None and not others else None
