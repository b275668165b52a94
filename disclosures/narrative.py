"""The official sentences of each section. Words may be edited; figures stand as 【labels】 and are drawn in.

A paragraph of which no figure was filled says only, in 〔〕, what is missing: nothing is said to be none
unless somebody typed 0.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from disclosures.figures import Figures, Part
from disclosures.labels import LABEL, LAST_YEAR, YEAR, Source, all_labels, gap, is_known, tell
from disclosures.totals import Total

PERFORMANCE, OTHERS, TOTALS, TABLES = "performance", "others", "totals", "tables"
GAP = re.compile("〔([^〔〕\n]+)未填〕")
_WORD = re.compile(r"\w")

_DEFAULTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        Part.THREE: (
            "按照中央八项规定精神和过紧日子的要求，从严控制“三公”经费。【年度】年【“三公”经费合计：安排】。",
            "一是【公务用车购置及运行维护费：安排】。",
            "二是【公务接待费：安排】。",
            "三是【因公出国（境）费用：安排】。",
        ),
        Part.DEBT: (
            "截至【债务余额截至】，政府债务限额为【政府债务限额：构成】，政府债务余额为【政府债务余额：构成】。",
            "【年度】年【还本付息合计：安排】。",
        ),
        Part.TRANSFERS: ("【年度】年年初预算【对下转移支付：安排】。", "【转移支付说明】。"),
        Part.STATE_CAPITAL: ("【年度】年【国有资本经营预算：安排】。",),
        Part.PROCUREMENT: (
            "【年度】年【政府采购预算：安排】。",
            "采购限额标准：货物、服务项目单项或批量采购预算金额【货物和服务采购限额标准】（含）以上，"
            "工程项目单项或批量采购预算金额【工程采购限额标准】（含）以上；"
            "公开招标数额标准：货物、服务项目【货物和服务公开招标数额标准】（含）以上，工程项目按照国家有关规定执行。",
        ),
        PERFORMANCE: (
            "按照全面实施预算绩效管理的要求，把绩效管理融入预算编制、执行和监督的全过程。",
            "一是把绩效目标作为安排预算的前提。编制【年度】年预算时，各部门的项目同步设定绩效目标，"
            "未按要求设定或者审核未通过的不安排预算。",
            "二是审核后的绩效目标随【年度】年部门预算一同批复，并按规定向社会公开，接受监督。",
            "三是跟踪绩效目标的实现情况和预算执行进度，发现偏差及时纠正。",
        ),
        OTHERS: ("除注明的以外，本说明的金额单位为万元，增减幅度四舍五入到一位小数。",),
        TOTALS: (
            "本年度已批复的项目共【已批复项目数】，预算数合计【项目预算数合计】，"
            "其中：财政资金【项目财政资金合计】，其他资金【项目其他资金合计】。",
        ),
    }
)


def default_text(key: str, figures: Figures, year: int) -> str:
    """The official sentences of a section, a paragraph a line; empty for one that has none.

    The same whatever the figures are: what they say is decided when they are drawn in, so that a text that
    was kept never goes stale.
    """
    return "\n".join(_DEFAULTS.get(key, ()))


def filled(text: str, figures: Figures, year: int, total: Total | None = None) -> str:
    """The text with what its labels say. Unknown labels stay; a paragraph that says nothing goes."""
    source = Source(figures, year, total)
    lines = (_paragraph(line, source) for line in text.splitlines())
    return "\n".join(line for line in lines if line.strip())


def titled(text: str, year: int) -> str:
    """A title with its year; other labels have no place in it and stay, for a rule to tell of."""
    years = {YEAR: str(year), LAST_YEAR: str(year - 1)}
    return LABEL.sub(lambda match: years.get(match[1].strip(), match[0]), text)


def unknown(text: str) -> list[str]:
    """Labels in a text that are none, each once, without their brackets."""
    return [label for label in dict.fromkeys(LABEL.findall(text)) if not is_known(label)]


def gaps(text: str) -> list[str]:
    """What a filled text says is missing, each once."""
    return list(dict.fromkeys(name for found in GAP.findall(text) for name in found.split("、")))


def tokens(figures: Figures, year: int | None = None, total: Total | None = None) -> dict[str, str]:
    """Every label that can be drawn from what is given, and what it says now."""
    source = Source(figures, year, total)
    told = {label: tell(label, source) for label in all_labels()}
    return {
        label: gap(one.missing) if one.missing else one.text for label, one in told.items() if one is not None
    }


def _paragraph(line: str, source: Source) -> str:
    found = {label: tell(label, source) for label in LABEL.findall(line)}
    told = [one for label, one in found.items() if one is not None and label not in ("年度", "上年度")]
    lacking = [name for one in told for name in one.missing]
    if lacking and all(one.missing for one in told):
        return gap(lacking)
    said = LABEL.sub(lambda match: _said(match, found), line)
    return said if not told or _WORD.search(said) else ""


def _said(match: re.Match[str], found: Mapping) -> str:
    told = found[match[1]]
    if told is None:
        return match[0]
    return gap(told.missing) if told.missing else told.text
