"""Many tables drawn as one file, in a process of its own: it says how far it is and counts what it draws."""

from collections.abc import Iterator, Sequence

from projects.apart import Report
from projects.formats import FORMATS
from projects.tables import ProjectTable

TELLING = ("pdf",)  # forms that tell by themselves how far they are


class Counted(Sequence[ProjectTable]):
    """Tables that remember how many of them were asked for, from the first on."""

    def __init__(self, tables: Sequence[ProjectTable], report: Report) -> None:
        self._tables = tables
        self._report = report
        self.asked_for = 0

    def __len__(self) -> int:
        return len(self._tables)

    def __getitem__(self, place: int) -> ProjectTable:
        return self._tables[place]

    def __iter__(self) -> Iterator[ProjectTable]:
        for number, table in enumerate(self._tables, 1):
            yield table
            if number > self.asked_for:
                self.asked_for = number
                self._report(number, len(self), f"共{len(self)}张表，正在生成文件")


def load() -> None:
    """Before processes that draw are forked."""
    from projects.rendering import excel, html, pdf, word  # noqa: F401

    pdf.load()


def draw(report: Report, form: str, tables: Sequence[ProjectTable], title: str, mark: str) -> bytes:
    """The file; RuntimeError where the drawing passed over a table."""
    if form in TELLING:
        return FORMATS[form].render(tables, title, mark=mark, report=report)
    counted = Counted(tables, report)
    content = FORMATS[form].render(counted, title, mark=mark)
    if counted.asked_for != len(tables):
        raise RuntimeError(f"{form}: {counted.asked_for} of {len(tables)} tables were drawn")
    return content
