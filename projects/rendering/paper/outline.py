"""The bookmarks of a file, as a tree of objects."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from projects.rendering.paper.file import File


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark: the object of its page, and the height on it in points."""

    level: int
    label: str
    page: int
    top: float


@dataclass(slots=True)
class _Node:
    mark: Mark
    number: int
    kids: list["_Node"] = field(default_factory=list)


def write_outline(file: File, marks: Sequence[Mark]) -> int | None:
    """The object of the outline's root; None where there are no bookmarks."""
    if not marks:
        return None
    root = _Node(Mark(0, "", 0, 0), file.reserve())
    path = [root]
    for mark in marks:
        while path[-1] is not root and path[-1].mark.level >= mark.level:
            path.pop()
        node = _Node(mark, file.reserve())
        path[-1].kids.append(node)
        path.append(node)
    told = f"<</Type/Outlines{_ends(root)}/Count {_count(root)}>>"
    file.put(root.number, told.encode())
    _write_kids(file, root)
    return root.number


def _write_kids(file: File, above: _Node) -> None:
    for place, node in enumerate(above.kids):
        told = f"/Title{text(node.mark.label)}/Parent {above.number} 0 R"
        told += f"/Dest[{node.mark.page} 0 R/XYZ 0 {node.mark.top:.2f} 0]"
        if place:
            told += f"/Prev {above.kids[place - 1].number} 0 R"
        if place + 1 < len(above.kids):
            told += f"/Next {above.kids[place + 1].number} 0 R"
        if node.kids:
            told += f"{_ends(node)}/Count {_count(node)}"
        file.put(node.number, f"<<{told}>>".encode())
        _write_kids(file, node)


def _ends(node: _Node) -> str:
    return f"/First {node.kids[0].number} 0 R/Last {node.kids[-1].number} 0 R"


def _count(node: _Node) -> int:
    return len(node.kids) + sum(map(_count, node.kids))


def text(said: str) -> str:
    """A text of the file: UTF-16, as all readers know it."""
    return f"<feff{said.encode('utf-16-be').hex()}>"
