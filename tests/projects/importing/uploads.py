"""Files as people upload them, and what then becomes of them."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile

from budget_site.accounts.models import Department, District, User
from projects.importing.accepting import contents_of, decide, decided, proposals_for, take
from projects.importing.deciding import Answer
from projects.importing.importer import Importer
from projects.importing.incoming import receive
from projects.importing.proposing import Proposal
from projects.models import IncomingFile
from projects.rendering import excel, word
from projects.tables import Amount, Indicator, ProjectTable
from tests.people import make_table

YEAR = 2025


def named(*names: str, **cells) -> list[ProjectTable]:
    """Tables of these names, each with a code of its own."""
    return [make_table(name=name, code=f"C{place}", **cells) for place, name in enumerate(names, 1)]


def corrected(table):
    """Another sum, one row fewer, one changed, one new."""
    first, _, third = table.indicators
    new = Indicator("产出指标", "时效指标", "完成时间", "全部完成", "12月底前", "计划")
    return replace(table, total=Amount.of("50"), indicators=(replace(first, value="≥6000㎡"), new, third))


def a_file(*tables: ProjectTable, name: str = "公开说明.docx") -> SimpleUploadedFile:
    """Our own Word or Excel file of the tables, by the ending of the name."""
    drawn = excel if name.endswith("xlsx") else word
    return SimpleUploadedFile(name, drawn.render(tables, "公开"))


def uploaded(
    user: User,
    district: District,
    *tables: ProjectTable,
    name: str = "公开说明.docx",
    department: Department | None = None,
    data: bytes | None = None,
) -> IncomingFile:
    """Uploaded and, being small, read."""
    file = a_file(*tables, name=name) if data is None else SimpleUploadedFile(name, data)
    return receive(Importer.of(user, district, YEAR), file, department)


def proposed(incoming: IncomingFile) -> list[Proposal]:
    importer = Importer.of(incoming.owner, incoming.district, incoming.year)
    return proposals_for(incoming, contents_of(incoming), importer)


def answer(incoming: IncomingFile, said: Mapping[int, Answer], confirmed=False, framework=False) -> None:
    decide(incoming, said, confirmed, framework)


def take_all(incoming: IncomingFile, confirmed: bool = True) -> IncomingFile:
    """Everything, as it is proposed; what would only be proposed unticked too."""
    said = decided(incoming, proposed(incoming))
    ticked = {index: Answer(True, one.department, one.match) for index, one in said.items()}
    answer(incoming, ticked, confirmed)
    return take(incoming.pk, incoming.owner)
