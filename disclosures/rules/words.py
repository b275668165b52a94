"""How the text is numbered, and who it says approved the budget."""

import re
from collections.abc import Iterable, Iterator

from disclosures.rendering.numbering import numeral, section
from disclosures.rules.inputs import Inputs
from disclosures.rules.rule import Outcome, Register, failed, passed, unchecked
from projects.rules.finding import Level
from projects.rules.reading.divisions import all_divisions
from projects.rules.telling import quote

REGISTER = Register()
_NUMERALS = {numeral(number): number for number in range(1, 100)}
_NUMERALS |= {f"一{numeral(number)}": number for number in range(10, 20)}  # as some write 十一
_NUMBERED = re.compile(
    r"\s*(?:([一二三四五六七八九十]{1,3})[、.．]|[（(]([一二三四五六七八九十]{1,3})[）)]"
    r"|([0-9]{1,2})[、.．](?![0-9])|[（(]([0-9]{1,2})[）)])"
)
_SPELLED = ("{}、", "（{}）", "{}.", "({})")
_APPROVED = re.compile("[^。；;\n]*(?:人民代表大会|人大|人代会)[^。；;\n]*")
_ABOVE = re.compile("[省市](?:第[^，。]{0,6}届)?(?:人民代表大会|人大)")


@REGISTER.rule(
    "F9",
    "标题序号连续",
    why="GB/T 9704-2012：结构层次序数依次用“一、”“（一）”“1.”“(1)”标注；章节的序号由系统编排。",
    level=Level.WARNING,
)
def headings_are_numbered(inputs: Inputs) -> Iterator[Outcome]:
    found = [
        failed(f"{one.name}的标题里写了序号，章节由系统编号，请删去。")
        for one in inputs.sections
        if numbered(one.title)[1]
    ]
    headings: list[str] = []
    for place, one in enumerate(inputs.sections, start=1):
        headings.append(f"{section(place)}{one.title}")
        headings += [line for line in one.text.splitlines() if numbered(line)[1]]
    found += map(failed, breaks(headings))
    yield from found or [passed("标题序号连续。")]


def breaks(headings: Iterable[str]) -> Iterator[str]:
    """Where numbers do not go on; a sequence that begins anew on its own level is told once, at its first."""
    counts, inner = [0, 0, 0, 0], [0, 0, 0, 0]
    for text in headings:
        level, figure = numbered(text)
        if not figure:
            continue
        expected = counts[level] + 1
        if figure == expected:
            inner[level] = 0
        elif inner[level] and figure == inner[level] + 1:
            inner[level] = figure
        elif figure == 1 and level < len(_SPELLED) - 1:
            inner[level] = 1
            yield f"标题{quote(text)}又从头编号，请改用下一级序号“{_spelled(level + 1, 1)}”或接着编号。"
        else:
            yield f"标题{quote(text)}的序号应为“{_spelled(level, expected)}”，请核对。"
        if not inner[level]:
            counts[level] = figure
        counts[level + 1 :] = inner[level + 1 :] = [0] * (len(counts) - level - 1)


def numbered(text: str) -> tuple[int, int]:
    """The level of a heading's number (一、 is 0) and the number; 0 where it has none."""
    found = _NUMBERED.match(text)
    if not found:
        return 0, 0
    level = found.lastindex - 1
    figure = found[found.lastindex]
    return level, int(figure) if figure.isascii() else _NUMERALS.get(figure, 0)


def _spelled(level: int, number: int) -> str:
    return _SPELLED[level].format(numeral(number) if level < 2 else number)


@REGISTER.rule(
    "F10",
    "批准预算的机关是本级所设",
    why="开发区等一般不设本级人民代表大会，其预算由所属政府的人民代表大会批准。",
    level=Level.HINT,
)
def approval_is_by_an_organ_there_is(inputs: Inputs) -> Iterator[Outcome]:
    """By the district's name: a zone that is no division of its own has no congress."""
    told = [(one, match[0]) for one, line in inputs.lines() for match in _APPROVED.finditer(line)]
    if not told:
        yield unchecked("文中没有写批准预算的机关，未能核对。")
        return
    district = inputs.publisher.district_name
    has_none = district not in all_divisions() and district.endswith(inputs.settings.words("zones"))
    for one, approval in told:
        if has_none and not _ABOVE.search(approval.replace("人代会", "人大")):
            yield failed(
                f"{one.name}写{quote(approval, 40)}："
                f"{quote(district)}一般不设本级人民代表大会，请核对批准预算的机关。"
            )
        else:
            yield passed(f"{one.name}写的批准机关是本级或上级所设：{quote(approval, 40)}。")
