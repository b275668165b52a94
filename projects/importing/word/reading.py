"""A Word file, read part by part as it unpacks, into what a person sees of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import Any, BinaryIO

from projects.importing.limits import Limits
from projects.importing.markup import DAMAGED, Units, tree
from projects.importing.package import Package
from projects.importing.refused import ImportRefused
from projects.importing.word.context import Context
from projects.importing.word.grids import Block, Flow, Table
from projects.importing.word.ink import background
from projects.importing.word.names import drawable, short, switch, tags
from projects.importing.word.numbers import Numbers
from projects.importing.word.styles import Styles
from projects.official.document import DocumentReading, read_document
from projects.official.grid import Grid
from projects.official.marks import UnreadableHead

NO_TABLE = "文件里没有找到项目绩效目标表。请确认选对了文件，表格须以 Word 表格（不是图片）的形式放在文档里。"
TOO_MANY = "文件里的表格超过 {} 张，超出导入上限。请拆分成几个文件后分别导入。"
EMBEDDED = "文档里嵌入或链接了其他文件的内容，无法完整读取。请用 Word 打开后另存为 .docx，再重新导入。"
_HEAD = "{}。请对照官方表样改好后再导入。"

_WRAPPERS = ("sdt", "del", "moveFrom", "mc:Choice", "mc:Fallback")
_REFUSED = ("altChunk", "subDoc")
_UNITS = ("p", "tr", "tblPr", "tblGrid", "sdtPr")


def read_word(source: BinaryIO | Path, limits: Limits | None = None) -> DocumentReading:
    """The official tables and the narrative of a .docx. ImportRefused, and nothing else, for all else."""
    limits = limits or Limits()
    try:
        reading = read_document(word_blocks(source, limits))
    except UnreadableHead as problem:
        raise ImportRefused(_HEAD.format(problem)) from problem
    if not reading.tables:
        raise ImportRefused(NO_TABLE)
    if len(reading.tables) > limits.tables:
        raise ImportRefused(TOO_MANY.format(limits.tables))
    return reading


def word_blocks(source: BinaryIO | Path, limits: Limits | None = None) -> Iterator[Block]:
    """Paragraphs and grids in document order, while the file unpacks; ImportRefused may come at any point."""
    limits = limits or Limits()
    grids = 0
    with _opened(source) as file:
        package = Package(file, limits)
        for block in _body(package, limits):
            grids += isinstance(block, Grid)
            if grids > limits.tables:
                raise ImportRefused(TOO_MANY.format(limits.tables))
            yield block


@contextmanager
def _opened(source: BinaryIO | Path) -> Iterator[BinaryIO]:
    if not isinstance(source, Path):
        yield source
        return
    try:
        file = source.open("rb")
    except OSError as error:
        raise ImportRefused(f"打不开文件“{source.name}”。请检查文件是否存在、是否有权读取。") from error
    with file:
        yield file


def _context(package: Package, limits: Limits) -> Context:
    def part(kind: str) -> Any:
        name = package.related(package.main, kind)
        return tree(package.chunks(name), limits.held_bytes) if name else None

    styles = Styles(part("styles"))
    coloured = switch(part("settings"), "displayBackgroundShape")
    return Context(styles, Numbers(styles, part("numbering")), limits, coloured)


def _body(package: Package, limits: Limits) -> Iterator[Block]:
    told = tags("document", *_REFUSED)
    stream = Units(package.chunks(package.main), tags(*_UNITS), told, limits.held_bytes)
    body = _Body(_context(package, limits))
    try:
        for event, element in stream:
            name = short(element.tag)
            if event == "told" and name in _REFUSED:
                raise ImportRefused(EMBEDDED)
            if event == "start":
                body.start(element, name)
            elif event == "end":
                body.end(name)
            elif event == "unit":
                body.unit(element, name)
            if body.flow.ready:
                yield from body.flow.take()
        yield from body.flow.close()
    except RecursionError as error:
        raise ImportRefused(DAMAGED) from error


class _Shown(IntEnum):
    """How much of what stands in a wrapper counts: all, its place without its text, or nothing."""

    ALL = 0
    PLACE = 1
    NOTHING = 2


class _Body:
    """The document's body as it comes in: each paragraph and each table row is read and forgotten at once."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.flow = Flow(context)
        self._table: Table | None = None
        self._tables = 0  # how deep
        self._wrappers: list[_Shown] = []
        self._drawn: list[bool] = []  # for every mc:AlternateContent around: one of its branches was drawn

    def start(self, element: Any, name: str) -> None:
        if name == "tbl":
            self._tables += 1
            if self._tables == 1:
                self._table = Table(self._context)
        elif name == "background":
            self._context.ground = self._context.coloured_page and background(element)
        elif name == "mc:AlternateContent":
            self._drawn.append(False)
        elif name in _WRAPPERS:
            self._wrappers.append(self._shown(element, name))

    def _shown(self, wrapper: Any, name: str) -> _Shown:
        if name == "sdt":  # until its properties say that it holds only a placeholder
            return _Shown.ALL
        if name not in ("mc:Choice", "mc:Fallback") or not self._drawn or self._drawn[-1]:
            return _Shown.NOTHING
        if name == "mc:Choice" and not drawable(wrapper):
            return _Shown.NOTHING
        self._drawn[-1] = True
        return _Shown.ALL

    def end(self, name: str) -> None:
        if name == "tbl":
            self._tables -= 1
            if not self._tables and self._table is not None:
                self.flow.table(self._table.blocks())
                self._table = None
        elif name == "mc:AlternateContent":
            self._drawn.pop()
        elif name in _WRAPPERS:
            self._wrappers.pop()

    def unit(self, element: Any, name: str) -> None:
        """What came in whole: a paragraph, a row, or what a table or content control says of itself."""
        if name in ("p", "tr"):
            self._read(element, name)
        elif name == "tblPr" and self._table is not None and self._tables == 1:
            self._table.style(element)
        elif name == "sdtPr" and self._wrappers and switch(element, "showingPlcHdr"):
            self._wrappers[-1] = _Shown.PLACE

    def _read(self, element: Any, name: str) -> None:
        shown = max(self._wrappers, default=_Shown.ALL)
        if shown == _Shown.NOTHING:
            return
        if name == "p" and self._table is None:
            self.flow.paragraph(element, shown == _Shown.ALL)
        elif name == "tr" and self._table is not None:
            self._table.add(element, shown == _Shown.ALL)
