"""Word files as papers of an assessment: they are kept and opened by others, so more of them is refused."""

from collections.abc import Iterator
from functools import partial

from tests.projects.hostile import reaching, strangers, words, zips
from tests.projects.hostile.case import READ, Case
from tests.projects.hostile.entities import of_encodings, of_entities
from tests.projects.hostile.sound import parts, real
from tests.wordml import OFFICE, zipped

_CARRIED = ("oleObject", "control", "aFChunk", "attachedToolbars")


def of_papers() -> Iterator[Case]:
    for name, target in reaching.TARGETS.items():
        for relation in reaching.WORD_KINDS:
            told = "外部|嵌有"
            if relation == "hyperlink" and name == "web":
                told = READ  # a link that one has to click
            yield Case(f"{relation} of {name}", partial(reaching.linked, "word", relation, target), told)
    for kind in _CARRIED:
        yield Case(f"{kind} inside", partial(_carrying, kind), "嵌有")
    # The figures of a chart come along as a workbook: nobody opens it but with the chart.
    yield Case("figures of a chart inside", partial(_carrying, "package"), READ)
    yield Case("link of a picture", lambda: _linked("media/a.png.rels"), "外部")
    yield Case("link of a part nobody knows", lambda: _linked("_rels/none.xml.rels"), "外部")
    for case in (*words.of_macros(), *zips.of_names(), *zips.of_bombs()):
        if not case.name.startswith("excel") and "in an archive" not in case.name:
            yield Case(case.name, case.make, _told(case.told))
    for case in (*of_entities(), *of_encodings()):
        if "word [Content" in case.name or "word _rels" in case.name:
            yield case
    for case in strangers.of_strangers():
        if "pdf" not in case.name and "png" not in case.name and "jpeg" not in case.name:
            yield Case(case.name, case.make, f"{case.told}|请|空的")
    yield Case("workbook", partial(real, "excel"), "请")


def _told(told: str) -> str:
    return told if told == READ else f"{told}|请"


def _carrying(kind: str) -> bytes:
    main = "word/_rels/document.xml.rels"
    link = f'<Relationship Id="in" Type="{OFFICE}/{kind}" Target="embeddings/a.bin"/>'
    text = str(parts("word")[main]).replace("</Relationships>", f"{link}</Relationships>")
    return zipped(parts("word") | {main: text, "word/embeddings/a.bin": b"\xd0\xcf\x11\xe0MZ"})


def _linked(rels: str) -> bytes:
    link = f'<Relationship Id="a" Type="{OFFICE}/image" Target="file:///etc/passwd" TargetMode="External"/>'
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(parts("word") | {f"word/{rels}": f'<Relationships xmlns="{space}">{link}</Relationships>'})
