"""Whether the district's own name is spelt as it is: 明川经开区 typed as 明川经区开."""

import re
from collections.abc import Iterator
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import CONTEXT, changed
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading
from projects.rules.reading.divisions import named_in
from projects.rules.reading.whole import whole
from projects.rules.rule import Example, Register
from projects.rules.telling import CELL_NAMES, quote

REGISTER = Register("本地名称")
_SHORTEST = 6  # characters; of a shorter name too little is left to know it by
_ZONE = Context(2025, district="东澜经济开发区", names=("东澜经济开发区",), classes=CONTEXT.classes)


@REGISTER.rule(
    "G2a",
    "本地名称没有写错",
    basis="表中写到本区、本县时应当用全称或规范的简称",
    level=Level.WARNING,
    bad=[
        Example("少一个字", changed(goals=["保障东澜济开发区3所学校。"]), _ZONE),
        Example("错一个字", changed(purpose="更换东澜经济开友区课桌椅。"), _ZONE),
        Example("两个字颠倒", changed(name="东澜经济发开区课桌椅更新"), _ZONE),
    ],
    good=[
        Example("全称", changed(goals=["保障东澜经济开发区3所学校。"]), _ZONE),
        Example("简称", changed(goals=["保障东澜开发区和东澜经开区3所学校。"]), _ZONE),
        Example("名称很短", changed(goals=["保障明川市3所学校。"])),
    ],
)
def own_name_is_spelt_right(reading: Reading, context: Context) -> Iterator[Remark]:
    """Within one slip of the full name: a character left out, another in its place, or two turned round."""
    name = "".join(context.district.split())
    if len(name) < _SHORTEST:
        return
    slips, begins = _slips(name)
    for cell in whole(reading).having(begins):
        text = cell.text.replace(name, "\0" * len(name))
        if (found := slips.search(text)) and not _is_another(found[0], name):
            yield flag(
                cell.at,
                f"{CELL_NAMES.get(cell.at.cell, '')}中的{quote(found[0])}像是“{name}”写错，请改正。",
                actual=found[0],
                expected=name,
                proposal=cell.text[: found.start()] + name + cell.text[found.end() :],
            )


def _is_another(text: str, name: str) -> bool:
    """It is, or names, another division: 阿拉善右旗 beside 阿拉善左旗, 唐山市丰润区 beside 唐山市丰南区."""
    return any(text[start:end] not in name for start, end in named_in(text))


@lru_cache(maxsize=64)
def _slips(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """One slip of a name, and the character that it begins with.

    Characters at the ends stay: 东澜经开区 leaves out two and is a name of its own. The second is not
    replaced: 东营经济开发区 is elsewhere.
    """
    forms = []
    for place in range(1, len(name) - 1):
        before, after = re.escape(name[:place]), re.escape(name[place + 1 :])
        forms.append(before + after)
        if place > 1:
            forms.append(f"{before}[一-鿿]{after}")
        if place + 2 <= len(name) - 1:
            turned = name[place + 1] + name[place]
            forms.append(re.escape(name[:place] + turned + name[place + 2 :]))
    return re.compile("|".join(forms)), re.compile(re.escape(name[0]))
