"""Whether the unit of a value fits what its name counts: 面积 in 亩 or 平方米, 人数 in 人."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading, Row
from projects.rules.reading.classes import kind_of
from projects.rules.reading.named import name_end
from projects.rules.reading.words import first_of
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.single.measures import counts, is_rate
from projects.rules.single.repeating import copied_from
from projects.rules.telling import quote
from projects.values import Kind

REGISTER = Register("指标值")
_KINDS = {  # the lists of names and units, and which units to name first
    "rate": "%",
    "area": "平方米、亩或公顷",
    "length": "公里或米",
    "weight": "吨或公斤",
    "water": "立方米或吨",
    "duration": "天、月、年或课时",
    "visit": "人次",
    "people": "人或人次",
    "household": "户",
    "times": "次、场或期",
    "money": "元或万元",
}
_GRADED = re.compile("^[^0-9０-９百]{0,4}[一二三四五ⅠⅡⅢⅣⅤ甲乙丙]+[级类等][A-Z]?(?:标准)?$")
_SCALE = re.compile("^(?:[十百千]?万|亿|百|千)(?=.)")


@dataclass(frozen=True)
class Fit:
    """What names end with and which kind they are then; which kinds a unit may stand for."""

    ends: tuple[str, ...]
    kind_of_end: Mapping[str, str]
    kinds_of_unit: Mapping[str, frozenset[str]]
    no_rates: tuple[str, ...]

    def kind(self, name: str) -> str:
        """The kind of what a name counts, by its longest ending; empty where that does not tell."""
        if not name.endswith(self.ends):
            return ""
        end = next(end for end in self.ends if name.endswith(end))
        other = any(len(one) >= len(end) for one in self.no_rates if name.endswith(one))
        return "" if other else self.kind_of_end[end]

    def kinds(self, unit: str) -> frozenset[str] | None:
        """The kinds that a unit may count; None for a unit that no list names."""
        if unit not in self.kinds_of_unit:
            unit = _SCALE.sub("", unit)
        return self.kinds_of_unit.get(unit)


@lru_cache(maxsize=64)
def fit(settings: Settings) -> Fit:
    kind_of_end = {end: kind for kind in _KINDS for end in settings.words(f"{kind}_names")}
    kinds: dict[str, frozenset[str]] = dict.fromkeys(settings.words("counting_units"), frozenset())
    for kind in _KINDS:
        for unit in settings.words(f"{kind}_units"):
            kinds[unit] = kinds.get(unit, frozenset()) | {kind}
    ends = tuple(sorted(kind_of_end, key=lambda end: (-len(end), end)))
    return Fit(ends, kind_of_end, kinds, settings.words("not_rate_names"))


@REGISTER.rule(
    "C9",
    "计量单位与指标名称相符",
    basis="名称说的是面积、里程、人数、比率或金额，单位就应与之对应",
    level=Level.WARNING,
    bad=[
        Example("面积用了公里", changed(set_cells("数量指标", level3="绿化面积", value="140.992公里"))),
        Example("户数用了人", changed(set_cells("数量指标", level3="补贴户数", value="≥７０１０人"))),
        Example("合格率用了套", changed(set_cells("质量指标", value="≥1200套"))),
        Example("合格率填了等级", changed(set_cells("质量指标", level3="水质合格率", value="一级A标准"))),
        Example("合格率漏了百分号", changed(set_cells("质量指标", value="≥95"))),
        Example(
            "受益人数填了百分比", changed(set_cells("社会效益指标", level3="受益师生人数", value="100%"))
        ),
    ],
    good=[
        Example("面积用万亩", changed(set_cells("数量指标", level3="造林面积", value="≥1.2万亩"))),
        Example(
            "名称后有说明", changed(set_cells("数量指标", level3="绿化里程（县道）", value="140.992公里"))
        ),
        Example("人数用名", changed(set_cells("数量指标", level3="保安人数", value="28名"))),
        Example("收入增长用百分比", changed(set_cells("社会效益指标", level3="较上年节约费用", value="≥5%"))),
        Example("少见的单位不作判断", changed(set_cells("数量指标", level3="造林面积", value="≥12垧"))),
        Example("频率不是百分数", changed(set_cells("质量指标", level3="巡查频率", value="≥2次/天"))),
    ],
)
def unit_fits_the_name(reading: Reading, context: Context) -> Iterator[Remark]:
    """Only where both are known. Costs, satisfaction and rates among quantities have rules of their own."""
    known = fit(context.settings)
    for row in reading.rows:
        value = row.value
        if value.number is None and _is_no_rate(row, known):
            yield _unfit(row, "rate")
        if value.number is None or kind_of(row.level1, row.level2) in ("成本", "满意度"):
            continue
        if _told_elsewhere(row):
            continue
        kind = known.kind(name_end(row.indicator.level3))
        if not kind:
            continue
        if not value.unit:
            if kind == "rate" and value.upper is None and _is_percent(row, context):
                yield _no_sign(row, context)
        elif not _fits(row, kind, known, context):
            yield _unfit(row, kind)


def _is_no_rate(row: Row, known: Fit) -> bool:
    """A grade or a thing where a rate is named: 出水水质合格率 is 一级A标准. Empty words are C12's."""
    text = row.indicator.value
    if kind_of(row.level1, row.level2) not in ("质量", "效益") or not _GRADED.search(text):
        return False
    return not copied_from(row) and known.kind(name_end(row.indicator.level3)) == "rate"


def _told_elsewhere(row: Row) -> bool:
    """Copies, rates and bare numbers among quantities, and money as an output."""
    if copied_from(row) or (counts(row) and (is_rate(row) or not row.value.unit)):
        return True
    return row.value.unit.endswith("元") and ("产出" in row.level1 or counts(row))


def _is_percent(row: Row, context: Context) -> bool:
    """A bare 95 behind a rate; 0.95 may be a fraction, but 0.5 behind 差错率 is no half."""
    bad = first_of("bad_names", row.indicator.level3, context.settings)
    return (0 if bad else 1) < row.value.number <= 100


def _fits(row: Row, kind: str, known: Fit, context: Context) -> bool:
    value = row.value
    measure, per, _ = value.unit.partition("/")
    kinds = known.kinds(measure)
    if kinds is None or kind in kinds:
        return True
    if kind == "rate":  # 件/万人 is a rate as well, and 0起 leaves nothing open
        return bool(per) or value.number == 0
    change = f"{row.indicator.level3}{row.indicator.description[:200]}"
    return "rate" in kinds and first_of("change_words", change, context.settings) != ""


def _unfit(row: Row, kind: str) -> Remark:
    name, value = row.indicator.level3, row.indicator.value
    return flag(
        row.at("value"),
        f"{quote(name, 16)}通常用{_KINDS[kind]}计量，现填{quote(value, 16)}，请核对名称或单位。",
        actual=value,
        expected=_KINDS[kind],
        evidence=f"三级指标：{name}",
        also=row.at("level3"),
    )


def _no_sign(row: Row, context: Context) -> Remark:
    """The sign is certain only behind rates that are never counted in ‰."""
    name, value = row.indicator.level3, row.indicator.value
    good = name_end(name).endswith(context.settings.words("good_rate_names"))
    certain = good and row.value.kind is Kind.NUMBER
    proposal = value.rstrip("。；; ") + "%" if certain else None
    return flag(
        row.at("value"),
        f"{quote(name, 16)}是比率，{quote(value, 16)}漏了百分号，请补充。",
        actual=value,
        expected=proposal or "%",
        evidence=f"三级指标：{name}",
        also=row.at("level3"),
        proposal=proposal,
    )
