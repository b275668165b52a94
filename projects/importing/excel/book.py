"""A workbook's own parts: which sheets a person sees, the texts its cells share, its styles and calendar."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from projects.importing.excel.names import child, link, short, switch, tags, unescaped
from projects.importing.excel.styles import READ, Styles, is_white
from projects.importing.kinds import Office
from projects.importing.limits import Limits, Room
from projects.importing.markup import DAMAGED, TOO_BULKY, Stream, tree
from projects.importing.package import Package
from projects.importing.refused import ImportRefused

TOO_MANY_CELLS = (
    "读到工作表“{}”时，单元格数量异常庞大，超出导入上限，多半是表格下方或右侧有大片设了格式的空白格。"
    "请删除多余的行和列，保存后再导入。"
)
_MOST_TEXTS = 400_000  # that cells share: more than five thousand tables have of their own
_CHEAPER = 4  # so many empty cells are read in the time of one of Word's


@dataclass
class Counted:
    """What all sheets of a workbook have asked of the machine so far."""

    limits: Limits
    sheet: str = ""  # the one that is being read
    pieces: int = 0  # rows, cells and merged cells
    effort: int = 0  # the same, in empty cells that take as long
    letters: int = 0
    room: Room = field(init=False)

    def __post_init__(self) -> None:
        self.room = Room(self.limits, _CHEAPER)

    def piece(self, count: int = 1, effort: int = 1) -> None:
        """`effort`: how many empty cells each of them takes as long as."""
        self.pieces += count
        self.effort += count * effort
        if self.pieces > self.limits.pieces or self.effort > self.room.most:
            raise ImportRefused(TOO_MANY_CELLS.format(self.sheet))

    def text(self, text: str) -> str:
        """The same text; one that many cells share counts wherever it is shown."""
        self.letters += len(text)
        self.effort += 1
        if self.letters > self.limits.letters:
            raise ImportRefused(TOO_BULKY)
        return text


@dataclass(frozen=True, slots=True)
class Text:
    """What is typed in a cell, and what of it is seen on white: letters may be white one by one."""

    whole: str
    on_white: str


@dataclass
class Book:
    """The parts that every sheet needs."""

    package: Package
    counted: Counted
    styles: Styles
    date1904: bool
    texts: list[Text] = field(default_factory=list)

    @classmethod
    def open(cls, file: BinaryIO, limits: Limits) -> tuple["Book", list[tuple[str, str]]]:
        """A workbook, and the name and part of each sheet that is not hidden. ImportRefused for others."""
        package = Package(file, limits, Office.EXCEL)
        root = tree(package.chunks(package.main), limits.held_bytes)
        styles = package.related(package.main, "styles")
        about = child(root, "workbookPr")
        book = cls(
            package,
            Counted(limits),
            Styles(Stream(package.chunks(styles), tags(*READ), limits.held_bytes) if styles else None),
            about is not None and switch(about, "date1904"),
        )
        shared = package.related(package.main, "sharedStrings")
        book.texts = list(book._shared(shared)) if shared else []
        return book, list(_sheets(root, package))

    def _shared(self, part: str) -> Iterator[Text]:
        limits = self.counted.limits
        stream = Stream(self.package.chunks(part), tags("si"), limits.held_bytes)
        letters = count = 0
        for element in stream:
            text = text_of(element)
            stream.forget(element)
            count, letters = count + 1, letters + len(text.whole)
            if letters > limits.letters or count > min(limits.pieces, _MOST_TEXTS):
                raise ImportRefused(TOO_BULKY)
            yield text


def _sheets(root: Any, package: Package) -> Iterator[tuple[str, str]]:
    """Worksheets in the order of their tabs; charts and macros have other kinds of parts."""
    parts = package.links(package.main, "worksheet")
    seen = set()
    for sheet in child(root, "sheets") if child(root, "sheets") is not None else ():
        part = parts.get(link(sheet))
        if short(sheet.tag) != "sheet" or part is None or sheet.get("state", "visible") != "visible":
            continue
        if part in seen:
            raise ImportRefused(DAMAGED)
        seen.add(part)
        yield unescaped(sheet.get("name", "")), part


def text_of(element: Any) -> Text:
    """A shared or inline text: plain, or in runs; not the reading aids beside it."""
    if len(element) == 1 and short(element[0].tag) == "t":  # as nearly all are
        plain = unescaped(element[0].text or "")
        return Text(plain, plain)
    whole, on_white = [], []
    for each in element:
        name = short(each.tag)
        piece = each.text if name == "t" else "" if name != "r" else _text(each)
        if not piece:
            continue
        whole.append(piece)
        if name == "t" or not is_white(child(child(each, "rPr"), "color")):
            on_white.append(piece)
    text = unescaped("".join(whole))
    return Text(text, text if len(on_white) == len(whole) else unescaped("".join(on_white)))


def _text(run: Any) -> str:
    found = child(run, "t")
    return (found.text or "") if found is not None else ""
