"""The review page: the table to be read, with what was said at its cells and what changed since."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from budget_site.accounts.models import User
from projects.drafting.places import place, row_and_cell
from projects.drafting.sheet import cell_texts, rows_of
from projects.examining.keeping import findings_of
from projects.examining.showing import beside, due_and_hints, spot
from projects.models import TableVersion
from projects.models.talk import Thread
from projects.rendering import html
from projects.rendering.markup import Note
from projects.review import threads
from projects.review.correcting import named_cells, waiting
from projects.review.facts import Facts, token
from projects.review.naming import Place, Printed, cell_name, names, printed
from projects.review.offering import offers
from projects.review.since import since
from projects.review.speaking import Voice
from projects.review.threads import FEEDBACK, INTERNAL, Kind, find_row
from projects.rules import Level
from projects.storing import table_of
from projects.tables import ProjectTable

# What the year's form says, not the department: no small correction changes it.
FORMS_OWN = frozenset({"title", "name_label", "plan_label", "label", "level1", "level2"})


@dataclass(frozen=True)
class Talk:
    """A thread as the page shows it: at which cell it stands now, and what this person may do with it."""

    thread: Thread
    kind: Kind
    at: str  # the place in the address; empty where its row is gone
    name: str
    says: bool
    resolves: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A finding as the page lists it, with its number there and the field of the print that it stands at."""

    number: int
    told: dict[str, Any]
    field: str  # empty where it is about what has no cell on the print

    def note(self, about: str) -> Note:
        """The word at the cell: how grave it is, or that the department has said why."""
        level, given = Level(self.told["level"]), "reason" in self.told
        kind = "" if given or level is Level.HINT else f"has-{level}"
        return Note(
            f"at-found-{self.number}", f"found-{self.number}", kind, "已说明" if given else level.label, about
        )


def page(version: TableVersion, user: User, at: str = "") -> dict[str, Any]:
    """Everything but the forms, which the view makes."""
    table = table_of(version)
    called = names(table)
    facts, voice = Facts(version, user), Voice(user, version.project)
    talks = [*_talks(FEEDBACK, version, voice, table), *_talks(INTERNAL, version, voice, table)]
    speaks = [kind for kind in (INTERNAL, FEEDBACK) if voice.sides(kind.sides)]
    proposed = waiting(version).select_related("proposed_by").first()
    compared = since(version, table)
    place_asked = _asked(at, called)
    told = beside(findings_of(version))
    where = printed(table)
    found = _found(told, where)
    return {
        "version": version,
        "project": version.project,
        "table": _drawn(table, where, talks, found, compared.was if compared else {}, bool(speaks)),
        "since": compared,
        "talks": talks,
        "open_talks": sum(talk.thread.state != Thread.State.RESOLVED for talk in talks),
        "speaks": speaks,
        "at": place(*place_asked) if place_asked else "",
        "at_name": called[place_asked] if place_asked else "整张表",
        "told": told,
        "found": found,
        "counts": _counts(told),
        "offers": offers(facts),
        "claimer": facts.claimer,
        "judgement": facts.judgement,
        "proposed": proposed,
        "proposed_cells": named_cells(version, proposed) if proposed else (),
        "seen": token(version),
        "cells": {cell: name for cell, name in called.items() if cell[1] not in FORMS_OWN},
        "texts": cell_texts(table),
        "earlier": [(kind, thread) for kind in speaks for thread in threads.carried_candidates(kind, voice)],
    }


def _asked(at: str, called: Mapping[Place, str]) -> Place | None:
    """The cell to say something of, by the address; what is none is none."""
    try:
        asked = row_and_cell(at)
    except ValueError:
        return None
    return asked if asked in called else None


def _talks(kind: Kind, version: TableVersion, voice: Voice, table: ProjectTable) -> Iterable[Talk]:
    parts = {row.id: part for part, row in rows_of(table)}
    says = bool(voice.sides(kind.sides))
    for thread in threads.of_project(kind, voice.user, version.project):
        row = find_row(table, thread)
        gone = thread.row is not None and row is None
        yield Talk(
            thread,
            kind,
            "" if gone or not thread.cell else place(row.id if row else None, thread.cell),
            f"{thread.text or '一行'}（已删除）"
            if gone
            else cell_name(parts.get(row and row.id, ""), row, thread.cell),
            says,
            says and voice.settles(thread, kind.sides) is not None,
        )


def _found(told: Mapping[str, list[dict[str, Any]]], where: Mapping[Place, Printed]) -> list[Found]:
    """What is to be mended, the gravest first, and after it what the department gave a reason for."""
    fields = {place(*cell): one.field for cell, one in where.items()}
    listed = [*told["open"], *told["answered"]]
    return [Found(number, one, fields.get(spot(one), "")) for number, one in enumerate(listed, 1)]


def _counts(told: Mapping[str, list[dict[str, Any]]]) -> str:
    due, hints = due_and_hints(told)
    counted = {"处待处理": due, "处提示": hints, "处已说明理由": len(told["answered"])}
    return "，".join(f"{count} {what}" for what, count in counted.items() if count or what == "处待处理")


def _drawn(
    table: ProjectTable,
    where: Mapping[Place, Printed],
    talks: Iterable[Talk],
    found: Iterable[Found],
    was: Mapping[Place, str],
    speaks: bool,
) -> str:
    """The official print, with a word at cells talked about or found wanting, and a way to speak of each."""
    called = names(table)
    count = Counter((talk.kind, talk.at) for talk in talks if talk.thread.state != Thread.State.RESOLVED)
    notes: dict[str, list[Note]] = {}
    for cell, one in where.items():
        at = place(*cell)
        words = notes.setdefault(one.field, [it.note(called[cell]) for it in found if it.field == one.field])
        for kind, word in ((FEEDBACK, "反馈"), (INTERNAL, "内部")):
            if number := count[kind, at]:
                address = f"?{urlencode({'at': at})}#talk"
                words.append(
                    Note(f"{kind.name}-{at}", address, f"has-{kind.name}", f"{word}{number}", called[cell])
                )
        if speaks and one.is_typed:
            words.append(
                Note(f"say-{at}", f"?{urlencode({'at': at})}#talk", "", "＋", f"提意见：{called[cell]}")
            )
    changed = {where[cell].field: old for cell, old in was.items() if cell in where}
    return html.fragment(
        table, notes={field: tuple(some) for field, some in notes.items() if some}, was=changed
    )
