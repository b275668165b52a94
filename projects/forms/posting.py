"""What the form sends without scripts: its fields, against what the page had shown in them. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from projects.drafting.operations import BadOperation, Operation, Set
from projects.drafting.places import CLASS, field_of, labels_of, place, row_and_cell
from projects.drafting.sheet import HEAD_CELLS, PARTS, Row, Sheet, cell_texts, head_text, texts
from projects.drafting.wire import as_json
from projects.forms import seen
from projects.tables import typed

NOT_READ = "没有看懂这次提交的内容，请重新打开填写页面后再试。"
_LAST_REVISION = 2**31


@dataclass(frozen=True)
class Posted:
    """One submission of the page.

    `key` is the page's own, `base` the revision it showed and `seen` what the table said then; `fields` is
    what stood in its fields when it was sent, by name; `theirs` names those in which a colleague's text is
    wanted; `do` is the button, `lost` the rows it offered back.
    """

    key: UUID
    base: int
    seen: Sheet
    fields: Mapping[str, str]
    theirs: frozenset[str]
    do: str
    lost: Sequence[seen.Lost]

    @property
    def made(self) -> UUID:
        """The id of the row that the button adds: the same however often it is pressed."""
        return uuid5(self.key, self.do)

    @property
    def takes_proposal(self) -> bool:
        """Whether its button takes a text that the page had offered."""
        return self.do.startswith("propose:")

    @property
    def confirmed(self) -> list[tuple[UUID | None, str, str]]:
        """The cell that was found right as it stands, with what it says."""
        verb, _, about = self.do.partition(":")
        if verb != "confirm":
            return []
        where = row_and_cell(about)
        return [(*where, cell_texts(self.seen).get(where, ""))]

    def sets(self) -> Iterator[Set]:
        """The cells that say something else than the page had shown, and are to say it."""
        for cell in HEAD_CELLS:
            before = head_text(self.seen, cell)
            now = typed(self.fields.get(place(None, cell), before))
            if now != before and place(None, cell) not in self.theirs:
                yield Set(None, cell, before, now)
        for part, row in self.seen.rows():
            now = self.typed_in(part, row)
            for cell, before in texts(part, row).items():
                if now[cell] != before and place(row.id, field_of(cell)) not in self.theirs:
                    yield Set(row.id, cell, before, now[cell])

    def changed(self) -> dict[str, str]:
        """The fields, by name, in which something was typed, with what stands in them."""
        names = {place(one.row, field_of(one.cell)) for one in self.sets()}
        return {name: self.fields[name] for name in names}

    def find(self, row: UUID) -> tuple[str, int]:
        """The part and place in which the page had shown a row. KeyError where it had not."""
        for part in PARTS:
            for position, one in enumerate(getattr(self.seen, part)):
                if one.id == row:
                    return part, position
        raise KeyError(row)

    def typed_in(self, part: str, row: Row) -> dict[str, str]:
        """A row's cells as they stood in its fields. ValueError for a class that is none."""
        found = texts(part, row)
        for cell in found:
            found[cell] = typed(self.fields.get(place(row.id, cell), found[cell]))
        if part == "indicators" and (value := self.fields.get(place(row.id, CLASS))) is not None:
            found["level1"], found["level2"] = map(typed, labels_of(value))
        return found


def read(post: Mapping[str, Sequence[str]]) -> Posted:
    """A submission from its fields, each with its values. BadOperation where it is not from our form."""
    try:
        base = int(post["base"][-1])
        if not 0 <= base < _LAST_REVISION:
            raise ValueError(base)
        posted = Posted(
            key=UUID(post["key"][-1]),
            base=base,
            seen=seen.read(post["seen"][-1]),
            fields={name: values[-1] for name, values in post.items() if "." in name},
            theirs=frozenset(post.get("theirs", ())),
            do=post["do"][-1] if "do" in post else "save",
            lost=[seen.read_lost(one) for one in post.get("lost", ())],
        )
        posted.changed()
        return posted
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise BadOperation(NOT_READ) from error


def key_of(posted: Posted, operations: Sequence[Operation]) -> UUID:
    """The key to save under: sent twice it is the same; with other texts, as after going back, another."""
    told = json.dumps([as_json(one) for one in operations], default=dict, sort_keys=True)
    return uuid5(posted.key, hashlib.sha256(told.encode()).hexdigest())
