"""Many tables drawn as one file, in a process of its own: it says how far it is and counts what it draws."""

import logging
import re
from collections.abc import Iterator, Sequence

from projects.apart import Report
from projects.formats import FORMATS
from projects.tables import ProjectTable

_PAGE = re.compile(r"Creating layout - Page (\d+)")


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


class _Pages(logging.Handler):
    """The layout of a PDF takes most of its time; WeasyPrint logs each page it has laid out.

    How many there will be nobody knows.
    """

    def __init__(self, report: Report, count: int) -> None:
        super().__init__()
        self._report, self._count, self._most = report, count, 0

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        page = _PAGE.search(said)
        if page and int(page[1]) > self._most:  # long tables are laid out more than once
            self._most = int(page[1])
            self._tell(f"正在排版，已排{self._most}页")
        elif "Creating PDF" in said:
            self._tell("排版完毕，正在写成文件")
        elif not self._most:
            self._tell("正在准备排版")

    def _tell(self, what: str) -> None:
        self._report(0, 0, f"共{self._count}张表，{what}")


def draw(report: Report, form: str, tables: Sequence[ProjectTable], title: str, mark: str) -> bytes:
    """The file; RuntimeError where the drawing passed over a table."""
    counted = Counted(tables, report)
    pages, logger = _Pages(report, len(tables)), logging.getLogger("weasyprint.progress")
    logger.addHandler(pages)
    logger.setLevel(logging.INFO)
    try:
        content = FORMATS[form].render(counted, title, mark=mark)
    finally:
        logger.removeHandler(pages)
        logger.setLevel(logging.NOTSET)
    if counted.asked_for != len(tables):
        raise RuntimeError(f"{form}: {counted.asked_for} of {len(tables)} tables were drawn")
    return content
