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
_SEPARATOR = r"[ \u3000]*[、，,；;/\s][ \u3000]*"
_NAME = rf"(?:(?:{_DOUBLE})[一-鿿]{{1,2}}|[{_SINGLE}][一-鿿]{{1,2}})"
_ROW = re.compile(rf"(?<![一-鿿]){_NAME}(?:{_SEPARATOR}{_NAME})+(?![一-鿿])")
_AFTER_WORD = re.compile(rf"(?<=[：:为是有员人单]){_NAME}(?:{_SEPARATOR}{_NAME})+(?:等|(?![一-鿿]))")
_ITEM = re.compile(r"[一-鿿]+")


def lists_in(text: str) -> Iterator[tuple[int, int]]:
    """Where lists of persons stand: from the first name of three or more in a row to behind the last."""
    if not any(char in text for char in "、，,；;/ \u3000\n\t"):
        return
    spans = {match.span() for pattern in (_ROW, _AFTER_WORD) for match in pattern.finditer(text)}
    last = -1
    for start, end in sorted(spans):
        items = [item for item in _ITEM.findall(text[start:end]) if item not in _WORDS]
        if start >= last and len(items) >= LEAST and _all_names(text[start:end]):
            last = end
            yield start, end


def _all_names(row: str) -> bool:
    """Ordinary words among them make it no list of names, unless most are names."""
    items = _ITEM.findall(row)
    names = [item for item in items if item not in _WORDS and item[:2] not in _WORDS]
    return len(names) >= LEAST and len(names) * 3 > len(items) * 2


def masked(row: str) -> str:
    """Family names only."""
    return _ITEM.sub(lambda match: match.group()[0] + "某" * (len(match.group()) - 1), row)
