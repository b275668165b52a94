"""What a disclosure says in words: reasons for changes, what there is none of, headings, who approved it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from projects.rules.context import Context
from projects.rules.divisions import DIVISIONS
from projects.rules.document_rule import DocumentExample, DocumentRegister, place
from projects.rules.document_sound import FIGURES, THREE
from projects.rules.examples import CONTEXT
from projects.rules.figures import ITEM_NAMES, DocumentFigures, Item, Statement, items
from projects.rules.finding import Level, Remark, flag
from projects.rules.telling import quote, wan

REGISTER = DocumentRegister("公开说明的文字")
_FIGURE = "一二三四五六七八九"
_CHINESE = re.compile(f"(?:([{_FIGURE}]?)(十))?([{_FIGURE}]?)")
_NUMBERED = re.compile(
    r"\s*(?:([一二三四五六七八九十]{1,3})[、.．]|[（(]([一二三四五六七八九十]{1,3})[）)]"
    r"|([0-9]{1,2})[、.．](?![0-9])|[（(]([0-9]{1,2})[）)])"
)
_SPELLED = ("{}、", "（{}）", "{}.", "({})")
_CONGRESS = re.compile("人民代表大会|人大")
_ABOVE = re.compile("[省市](?:第[^，。]{0,6}届)?(?:人民代表大会|人大)")
_ZONE = replace(CONTEXT, district="明川经济开发区")


def _three(**changes: Item) -> DocumentFigures:
    return replace(FIGURES, three=replace(THREE, **changes))


@REGISTER.rule(
    "F3",
    "“三公”经费的增减说明原因",
    basis="“三公”经费预算与上年相比有增减的，应当逐项说明原因",
    level=Level.WARNING,
    bad=[
        DocumentExample("减少购车未说明原因", _three(purchase=Item(Decimal(30), change=Decimal(-2)))),
        DocumentExample("只有上年数，看得出增加", _three(reception=Item(Decimal(36), Decimal(30)))),
    ],
    good=[
        DocumentExample("每项增减都有原因", FIGURES),
        DocumentExample("与上年持平", _three(reception=Item(Decimal(36), Decimal(36), Decimal(0)))),
        DocumentExample("合计的增减由各项说明", _three(total=Item(Decimal(128), Decimal(128), Decimal(0)))),
    ],
)
def changes_have_reasons(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    """Of the items; that of the total is told by them."""
    for name, item in items(figures.three).items():
        change = item.change
        if change is None and None not in (item.amount, item.previous):
            change = item.amount - item.previous
        if name not in ("total", "vehicles") and change and not item.reason.strip():
            how = f"{'增加' if change > 0 else '减少'}{wan(abs(change))}"
            yield flag(
                place("three", name), f"{ITEM_NAMES[name]}比上年{how}，未说明原因，请补充。", actual=how
            )


@REGISTER.rule(
    "F3a",
    "公务用车购置及运行费合并列示",
    basis="“三公”经费中公务用车购置及运行费是一项，其下分购置费和运行维护费",
    level=Level.WARNING,
    bad=[
        DocumentExample("只分列购置和运行", _three(vehicles=Item())),
        DocumentExample("合并数下没有运行费", _three(vehicles=Item(Decimal(92)), running=Item())),
    ],
    good=[
        DocumentExample("合并一项、分列两项", FIGURES),
        DocumentExample("没有“三公”经费的数字", DocumentFigures()),
    ],
)
def vehicles_are_one_item(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    three, at = figures.three, place("three", "vehicles")
    parts = (three.purchase.amount, three.running.amount)
    if three.vehicles.amount is None and parts != (None, None):
        yield flag(at, "请将公务用车购置及运行费合并为一项列示，再分列购置费和运行维护费。")
    elif three.vehicles.amount is not None and None in parts:
        yield flag(at, "公务用车购置及运行费请分列购置费和运行维护费，没有的写0。")


@REGISTER.rule(
    "F8",
    "没有安排的事项前后一致",
    basis="没有数据的表格和事项也应公开，并说明没有安排",
    level=Level.WARNING,
    bad=[
        DocumentExample(
            "写没有而有金额", replace(FIGURES, statements=(Statement("转移支付", True, Decimal(120)),))
        ),
        DocumentExample(
            "金额为0而没有说明",
            replace(FIGURES, statements=(Statement("国有资本经营预算", False, Decimal(0)),)),
        ),
        DocumentExample("既没有金额也没有说明", replace(FIGURES, statements=(Statement("政府采购"),))),
    ],
    good=[
        DocumentExample(
            "写没有，金额为0", replace(FIGURES, statements=(Statement("转移支付", True, Decimal(0)),))
        ),
        DocumentExample("写没有，没有金额", replace(FIGURES, statements=(Statement("转移支付", True),))),
        DocumentExample("有金额", replace(FIGURES, statements=(Statement("政府采购", False, Decimal(310)),))),
    ],
)
def nothing_is_said_to_be_nothing(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    for number, one in enumerate(figures.statements):
        at, subject = place("statements", "subject", number), quote(one.subject)
        if one.none and one.amount:
            message = f"{subject}写没有安排，另处金额为{wan(one.amount)}，请核对后改为一致。"
            yield flag(at, message, actual=wan(one.amount))
        elif not one.none and not one.amount:
            yield flag(at, f"{subject}没有金额，请写明本年度没有安排。")


@REGISTER.rule(
    "F9",
    "标题序号连续",
    basis="GB/T 9704-2012：结构层次序数依次用“一、”“（一）”“1.”“(1)”标注",
    level=Level.WARNING,
    bad=[
        DocumentExample("跳过三", replace(FIGURES, headings=("一、三公经费", "二、债务", "四、绩效"))),
        DocumentExample(
            "一、之下又从一、开始",
            replace(FIGURES, headings=("一、三公经费", "二、绩效", "一、目标管理", "二、评估")),
        ),
        DocumentExample("序号重复", replace(FIGURES, headings=("一、三公经费", "（一）购车", "（一）接待"))),
    ],
    good=[
        DocumentExample(
            "各级依次编号",
            replace(FIGURES, headings=("一、绩效", "（一）目标", "（二）评估", "二、采购", "（一）货物")),
        ),
        DocumentExample(
            "十以后",
            replace(
                FIGURES,
                headings=tuple(
                    f"{n}、第{n}项"
                    for n in ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]
                ),
            ),
        ),
        DocumentExample("没有编号的标题", replace(FIGURES, headings=("重大政策和重点项目绩效目标",))),
    ],
)
def headings_are_counted(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    """A sequence that begins anew on its own level is told once, at its first heading."""
    counts, inner = [0, 0, 0, 0], [0, 0, 0, 0]
    for number, text in enumerate(figures.headings):
        level, figure = numbered(text)
        if not figure:
            continue
        at = place("headings", "text", number)
        expected = counts[level] + 1
        if figure == expected:
            inner[level] = 0
        elif inner[level] and figure == inner[level] + 1:
            inner[level] = figure
        elif figure == 1 and level < len(_SPELLED) - 1:
            inner[level] = 1
            deeper = _spelled(level + 1, 1)
            yield flag(
                at, f"标题{quote(text)}又从头编号，请改用下一级序号“{deeper}”或接着编号。", expected=deeper
            )
        else:
            wanted = _spelled(level, expected)
            yield flag(at, f"标题{quote(text)}的序号应为“{wanted}”，请核对。", expected=wanted)
        if not inner[level]:
            counts[level] = figure
        counts[level + 1 :] = inner[level + 1 :] = [0] * (len(counts) - level - 1)


def numbered(text: str) -> tuple[int, int]:
    """The level of a heading's number (一、 is 0) and the number; 0 where it has none."""
    found = _NUMBERED.match(text)
    if not found:
        return 0, 0
    level = next(place for place, group in enumerate(found.groups()) if group)
    figure = found[level + 1]
    if figure.isascii():
        return level, int(figure)
    chinese = _CHINESE.fullmatch(figure)
    if not chinese:
        return level, 0
    tens = (_FIGURE.find(chinese[1]) + 1 if chinese[1] else 1) if chinese[2] else 0
    return level, 10 * tens + (_FIGURE.find(chinese[3]) + 1 if chinese[3] else 0)


def _spelled(level: int, number: int) -> str:
    if level > 1:
        return _SPELLED[level].format(number)
    tens, ones = divmod(number, 10)
    ten = ("十" if tens == 1 else f"{_FIGURE[tens - 1]}十") if 0 < tens < 10 else ""
    return _SPELLED[level].format(ten + (_FIGURE[ones - 1] if ones else ""))


@REGISTER.rule(
    "F10",
    "批准预算的机关是本级所设",
    basis="开发区等一般不设本级人民代表大会，其预算由所属政府的人民代表大会批准",
    level=Level.HINT,
    bad=[
        DocumentExample(
            "开发区写区人大批准", replace(FIGURES, approval="经区人民代表大会批准，现予公开"), _ZONE
        ),
        DocumentExample(
            "管理区写本级人大",
            replace(FIGURES, approval="已经本级人大审议通过"),
            replace(CONTEXT, district="明川管理区"),
        ),
    ],
    good=[
        DocumentExample("市辖区有人大", replace(FIGURES, approval="经区人民代表大会批准，现予公开")),
        DocumentExample("由市人大批准", replace(FIGURES, approval="经市人民代表大会批准，现予公开"), _ZONE),
        DocumentExample("没有写批准机关", FIGURES, _ZONE),
        DocumentExample(
            "浦东新区是一级政权",
            replace(FIGURES, approval="经区人民代表大会批准，现予公开"),
            replace(CONTEXT, district="浦东新区"),
        ),
    ],
)
def approval_is_by_an_organ_that_exists(figures: DocumentFigures, context: Context) -> Iterator[Remark]:
    district = context.district
    if district in DIVISIONS or not district.endswith(context.settings.words("zones")):
        return
    approval = figures.approval
    if _CONGRESS.search(approval) and not _ABOVE.search(approval):
        message = f"{quote(district)}一般不设本级人民代表大会，请核对批准预算的机关。"
        yield flag(place("approval", "text"), message, actual=quote(approval, 40))
