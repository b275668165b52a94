"""Three or more persons' names beside each other in a text. Pure.

A name is two or three characters that begin with a family name and are no ordinary word (安全、高效、方便:
ordinary_words.txt holds those of this trade). What is found is a list that a person should look at; a single
name is none.
"""

import re
from collections.abc import Iterator
from pathlib import Path

LEAST = 3  # names in a row
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|夏侯|皇甫|尉迟|公孙|慕容|令狐|长孙|宇文|端木"
_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙朱马胡郭林何高罗郑梁谢宋唐许邓韩冯曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任"
    "沈姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔"
    "汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包宁尚符舒阮柯纪梅童凌毕单裴霍成苗曲"
    "盛冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
)
_WORDS = frozenset(Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8").split())
_NAME = rf"(?:(?:{_DOUBLE})[一-鿿]{{1,2}}|[{_SINGLE}][一-鿿]{{1,2}})"
_IS_NAME = re.compile(_NAME)
_FAMILY = re.compile(f"[{_SINGLE}]|{_DOUBLE}")
_ITEM = re.compile("[一-鿿]+")
_BETWEEN = re.compile(r"[、，,；;/|\s]{1,40}")
_BESIDE = re.compile(  # a note in brackets, a number before a name, an amount behind it
    r"[（(][^（）()\n]{0,20}[）)]|[①-⑳]|\d+(?:[.．,]\d+)*(?:万元|元|岁|亩)?[.．)）]?"
)
_AND = re.compile(rf"({_NAME})(以及|和|及|与)(?={_NAME})")
_LONGEST, _SHORTEST = 4, 2  # characters of a name


def lists_in(text: str) -> Iterator[tuple[int, int]]:
    """Where lists of persons stand: from the first name of three or more in a row to behind the last.

    Words may stand before the first name and behind the last; between two separators stands a name alone.
    """
    if len(_FAMILY.findall(text)) < LEAST:
        return
    last = -1
    for start, end in sorted(span for reading in _readings(text) for span in _lists(reading)):
        if start >= last:
            last = end
            yield start, end


def _readings(text: str) -> Iterator[str]:
    """As it stands, and with blanks for what may stand between names; each character stays in its place."""
    yield text
    bare = _BESIDE.sub(lambda match: " " * len(match.group()), text)
    yield _AND.sub(lambda match: match[1] + " " * len(match[2]), bare)


def _lists(text: str) -> Iterator[tuple[int, int]]:
    """Item by item: `row` holds the spans of those that could be the names of one list so far."""
    row: list[tuple[int, int]] = []
    behind = 0
    for match in _ITEM.finditer(text):
        start, end = match.span()
        if row and not _BETWEEN.fullmatch(text, behind, start):
            yield from _list(text, row)
            row = []
        behind = end
        if _IS_NAME.fullmatch(text, start, end):
            row.append((start, end))
            continue
        if row and (length := _at_head(match.group())):
            row.append((start, start + length))
        yield from _list(text, row)
        length = _at_tail(match.group())
        row = [(end - length, end)] if length else []
    yield from _list(text, row)


def _list(text: str, row: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ordinary words among them make it no list of names, unless most are names."""
    items = [text[start:end] for start, end in row]
    named = [one for one in items if not _is_ordinary(one)]
    if len(named) >= LEAST and len(named) * 3 > len(items) * 2:
        yield row[0][0], row[-1][1]


def _at_head(item: str) -> int:
    """How long the name is that the words begin with; 0: none."""
    parts = (item[:length] for length in range(_LONGEST, _SHORTEST - 1, -1))
    return next((len(one) for one in parts if _IS_NAME.fullmatch(one) and not _is_ordinary(one)), 0)


def _at_tail(item: str) -> int:
    parts = (item[-length:] for length in range(_LONGEST, _SHORTEST - 1, -1))
    return next((len(one) for one in parts if _IS_NAME.fullmatch(one) and not _is_ordinary(one)), 0)


def _is_ordinary(item: str) -> bool:
    return item in _WORDS or item[:2] in _WORDS


def masked(row: str) -> str:
    """Family names only."""
    return _ITEM.sub(lambda match: match.group()[0] + "某" * (len(match.group()) - 1), row)
