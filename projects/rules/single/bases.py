"""Whether the ground of a value can be looked up, and whether document numbers are well formed."""

import re
from collections.abc import Iterator
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading
from projects.rules.reading.filled import says
from projects.rules.reading.whole import whole
from projects.rules.reading.words import pattern
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import quote
from projects.spelling import bare

REGISTER = Register("依据")
_LONGEST = 40  # characters of a ground that names nothing
_RECKONED = re.compile(
    "按照?(?:往年|历年|上年|以往|实际|业务)[^0-9]{0,10}(?:估算|预测|测算|估计|推算)(?:资金|数|得出)?"
)
_MARKS = re.compile(r"20[0-9]{2}年?[度初]?|[^\w一-鿿]|_")


@REGISTER.rule(
    "C19",
    "指标值的依据可以查到",
    basis="依据要写到能查证的文件、标准或数据，只写“工作计划”无从核对",
    level=Level.WARNING,
    bad=[
        Example("年度工作计划", changed(set_cells("数量指标", basis="年度工作计划"))),
        Example("带年份的工作计划", changed(set_cells("数量指标", basis="按照2025年度工作计划安排"))),
        Example("几种说法并列", changed(set_cells("质量指标", basis="国家相关标准、上级文件要求"))),
        Example("怎样估算没有说", changed(set_cells("数量指标", basis="按往年企业数量估算"))),
        Example("往年数据", changed(set_cells("社会效益指标", basis="以前年度比照"))),
    ],
    good=[
        Example("有文号", changed(set_cells("数量指标", basis="明教〔2024〕18号"))),
        Example("有名称的规划", changed(set_cells("数量指标", basis="义务教育优质均衡发展规划"))),
        Example("数据来源", changed(set_cells("数量指标", basis="2024年学校装备统计年报"))),
        Example("上年数值", changed(set_cells("社会效益指标", basis="上年实际71%"))),
        Example("未填由另一条规则提示", changed(set_cells("数量指标", basis=""))),
    ],
)
def grounds_can_be_looked_up(reading: Reading, context: Context) -> Iterator[Remark]:
    for row in reading.rows:
        text = row.indicator.basis
        if 1 < len(text) <= _LONGEST and _is_weak(text, context.settings) and says(text):
            yield flag(
                row.at("basis"),
                f"{quote(text)}无法查证，请写明文件名称和文号、标准编号或数据来源（如“2024年学籍统计1200人”）。",
                actual=text,
                expected="文件名称和文号、标准编号或数据来源",
            )


@lru_cache(maxsize=8192)
def _is_weak(text: str, settings: Settings) -> bool:
    """Whether nothing is left without the sayings that name nothing."""
    words = _MARKS.sub("", bare(text))
    left = pattern("weak_bases", settings).sub("", words)
    return not left or _RECKONED.fullmatch(words) is not None


_NUMBER = re.compile(
    r"(?:(?<=[一-鿿])\s{0,2}[(（]\s?20[0-9]{2}\s?年?\s?[)）\]］】〕]"
    r"|\s{0,2}[\[［【﹝{｛<〈「『〔]\s?20[0-9]{2}\s?年?\s?[\]］】﹞}｝>〉」』)）〕]"
    r")\s{0,2}第?\s?[0-9]{1,5}\s?号"
)
_BRACKET = re.compile(r"[〔\[［【﹝{｛<〈「『（(]\s?20[0-9]{2}")
_PARTS = re.compile(r"\s*[^0-9]\s?(20[0-9]{2})\s?年?\s?[^0-9]\s*第?\s?0*([1-9][0-9]{0,4})\s?号")
_RIGHT_YEAR = re.compile("〔20[0-9]{2}〕")
_RIGHT = re.compile(r"〔20[0-9]{2}〕\s?[1-9][0-9]{0,4}\s?号")


@REGISTER.rule(
    "C20",
    "文号年份用六角括号",
    basis="《党政机关公文格式》（GB/T 9704-2012）规定发文字号的年份用六角括号“〔〕”括入，不加“第”字",
    level=Level.WARNING,
    bad=[
        Example("方头括号", changed(set_cells("数量指标", basis="明教【2024】18号"))),
        Example("方括号", changed(set_cells("数量指标", basis="明教[2024]18号"))),
        Example("圆括号", changed(purpose="按明财教（2024）18号为3所高中更换课桌椅1200套，每套380元。")),
        Example("中间断行", changed(set_cells("数量指标", basis="明教字\n【2024】 18号"))),
        Example("两半不同", changed(set_cells("数量指标", basis="明教〔2024]18号"))),
        Example("加了“第”字", changed(set_cells("数量指标", basis="明教〔2024〕第18号"))),
    ],
    good=[
        Example("六角括号", changed(set_cells("数量指标", basis="明教〔2024〕18号"))),
        Example("圆括号里是年份，不是文号", changed(set_cells("数量指标", basis="学校装备统计（2024）"))),
        Example("裁判文书的案号", changed(set_cells("数量指标", basis="（2024）冀01民初22号判决"))),
        Example("令号", changed(set_cells("数量指标", basis="财政部令第102号"))),
    ],
)
def document_numbers_are_well_formed(reading: Reading, context: Context) -> Iterator[Remark]:
    """The correction is certain: year and number stay as typed, a break within was only the line's."""
    for cell in whole(reading).having(_BRACKET):
        text = cell.text
        wrong = [found[0] for found in _NUMBER.finditer(text) if not _RIGHT.fullmatch(found[0].strip())]
        if not wrong:
            continue
        proposal = _NUMBER.sub(lambda found: _right(found[0]), text)
        shown = quote(" ".join(wrong[0].split()), 20)
        why = "年份用六角括号" if not _RIGHT_YEAR.match(wrong[0].strip()) else "序号前不加“第”和0"
        yield flag(
            cell.at,
            f"文号{shown}请写成“{_right(wrong[0])}”，{why}。",
            actual=wrong[0],
            expected=_right(wrong[0]),
            proposal=proposal,
        )


def _right(number: str) -> str:
    """〔2021〕22号 of 【2021】 第22号."""
    return _PARTS.sub(r"〔\1〕\2号", number)
