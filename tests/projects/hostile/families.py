"""All of them by name, and the door that each comes in by."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from tests.projects.hostile import (
    cut,
    entities,
    markup,
    papers,
    pdfs,
    pictures,
    reaching,
    sheets,
    strangers,
    words,
    zips,
)
from tests.projects.hostile.case import Case


class Door(StrEnum):
    """Where a file comes in: the import of tables, a list of departments, the papers of an assessment."""

    IMPORT = "import"
    LIST = "list"
    PAPER = "paper"


_OF: dict[Door, dict[str, Callable[[], Iterator[Case]]]] = {
    Door.IMPORT: {
        "names": zips.of_names,
        "lies": zips.of_lies,
        "bombs": zips.of_bombs,
        "entities": entities.of_entities,
        "encodings": entities.of_encodings,
        "markup": markup.of_markup,
        "words": words.of_words,
        "macros": words.of_macros,
        "missing": words.of_missing,
        "cells": sheets.of_cells,
        "floods": sheets.of_floods,
        "kinds": sheets.of_kinds,
        "links": reaching.of_links,
        "strangers": strangers.of_strangers,
        "cuts": cut.of_cuts,
    },
    Door.LIST: {"cut lists": cut.of_cut_lists},
    Door.PAPER: {"papers": papers.of_papers, "pdfs": pdfs.of_pdfs, "pictures": pictures.of_pictures},
}
FAMILIES = {name: door for door, families in _OF.items() for name in families}


def cases(family: str) -> list[Case]:
    return list(_OF[FAMILIES[family]][family]())
