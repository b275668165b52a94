"""How the sums of a table hang together: its code, its amounts and where the money comes from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from projects.drafting.sheet import AMOUNTS
from projects.rules.context import Context
from projects.rules.examples import CONTEXT, changed
from projects.rules.finding import Level, Remark, flag, passed, unchecked
from projects.rules.reading import Cell, Reading, at
from projects.rules.reading.filled import sums, tells
from projects.rules.rule import Example, Register
from projects.rules.settings import Settings
from projects.rules.telling import CELL_NAMES, quote, wan
from projects.spelling import bare
from projects.tables import Amount, ProjectTable
from projects.values import AMOUNT_PLACES, HALF_WIDTH, plain

REGISTER = Register("资金")
WAN = Decimal(10_000)
_TYPED_PLACES = re.compile(r"¥?[0-9,]+(?:\.([0-9]+))?(?:万元?)?整?。?")
_TOO_FINE = re.compile(r"[0-9]\.[0-9]{7,}")
_LENIENT = replace(CONTEXT, settings=Settings(thresholds={"rounding": Decimal("0.005")}))
_LEAST_MISREAD = Decimal(10_000)  # 元: below it a total that equals a sum in 元 is chance, not a wrong unit


@REGISTER.rule(
    "A1",
    "填写项目编码",
    basis="项目编码用来与预算管理一体化系统的项目库对应",
    level=Level.WARNING,
    bad=[Example("编码未填", changed(code="")), Example("编码写“待定”", changed(code="待定"))],
    good=[
        Example("只有数字的编码", changed(code="130200250012")),
        Example("编码中有空格和全角字符", changed(code="１３０２ 9925P0012")),
    ],
)
def code_is_there(reading: Reading, context: Context) -> Iterator[Remark]:
    """Shapes of codes differ by province, so only its absence is told."""
    code = reading.table.code
    if not tells(code, context.settings):
        yield flag(at("code"), "项目编码未填，请填写项目库中的编码；还没有编码的请说明原因。", actual=code)


@REGISTER.rule(
    "A3",
    "预算数等于财政资金与其他资金之和",
    basis="预算数由财政资金和其他资金构成，未填的一项按0计算",
    level=Level.ERROR,
    bad=[
        Example("合计比预算数少1万元", changed(fiscal="44.6")),
        Example("其他资金没有计入预算数", changed(other="5")),
        Example("财政资金按元填写", changed(fiscal="456000")),
        Example("预算数为0", changed(total="0", fiscal="0")),
        Example("预算数不是确定的金额", changed(total="约45.6万元")),
        Example("资金来源均未填", changed(fiscal="", other="")),
    ],
    good=[
        Example("其他资金写“无”", changed(other="无")),
        Example("单位写法不同", changed(total="４５.60万元", fiscal="456000元")),
        Example("两项来源相加", changed(fiscal="40.6", other="5")),
        Example("本区允许预算数四舍五入到0.01万元", changed(total="45.60", fiscal="45.5968"), _LENIENT),
    ],
)
def sources_add_up(reading: Reading, context: Context) -> Iterator[Remark]:
    """万元; each amount is looked at alone first, and the sum only where all of them can be read."""
    astray = list(_unsound(reading, context.settings))
    yield from astray
    total = reading.table.total.value
    if astray:
        return
    if total is None:
        yield unchecked(at("total"), "预算数未填，未能核对资金合计。")
        return
    typed = [name for name in AMOUNTS[1:] if sums(reading.head[name].text, context.settings)]
    if not typed:
        message = f"财政资金、其他资金均未填，请填写资金来源，合计应为{wan(total)}。"
        yield flag(at("fiscal"), message, expected=wan(total), also=at("total"))
    else:
        yield _compared(reading.table, total, context.settings)


def _unsound(reading: Reading, settings: Settings) -> Iterator[Remark]:
    """Amounts that are no amounts: in words, too fine, or not above zero."""
    for name in AMOUNTS:
        cell, value = reading.head[name], getattr(reading.table, name).value
        if value is None:
            if sums(cell.text, settings):
                yield _unread(cell, CELL_NAMES[name])
        elif value < 0 or (value == 0 and name == "total"):
            least = "大于0" if name == "total" else "不小于0"
            yield flag(
                cell.at, f"{CELL_NAMES[name]}应{least}，现填{quote(cell.text)}，请核对。", actual=cell.text
            )


def _unread(cell: Cell, name: str) -> Remark:
    if _TOO_FINE.search(cell.text.translate(HALF_WIDTH)):
        need = f"以万元为单位最多保留{AMOUNT_PLACES}位小数（精确到分）"
    else:
        need = "请只填一个确定的金额，如“45.6”，说明文字写到资金用途中"
    return flag(cell.at, f"{name}{quote(cell.text)}无法识别为金额，{need}。", actual=cell.text)


def _compared(table: ProjectTable, total: Decimal, settings: Settings) -> Remark:
    sources = [amount for amount in (table.fiscal, table.other) if amount.value is not None]
    parts = [amount.value for amount in sources]
    together = sum(parts, Decimal(0))
    shown = " + ".join(plain(part) for part in parts)
    made_up = f"{shown} = {plain(together)}" if len(parts) > 1 else shown
    if together == total:
        return passed(at("total"), "资金来源合计与预算数一致。", evidence=f"{made_up}（万元）")
    told = {
        "actual": wan(together),
        "expected": wan(total),
        "evidence": f"{made_up} ≠ {plain(total)}（万元）",
    }
    if abs(together - total) <= min(settings.threshold("rounding"), _last_figure((table.total, *sources))):
        rounded = f"{made_up} ≈ {plain(total)}（万元）"
        return passed(at("total"), "资金来源合计与预算数在四舍五入范围内一致。", evidence=rounded)
    for name in ("fiscal", "total"):
        one, other = getattr(table, name), together if name == "total" else total
        if len(parts) == 1 and one.value == other * WAN:
            message = (
                f"{CELL_NAMES[name]}{quote(one.raw)}像是按元填写的，本表以万元为单位，请改为{plain(other)}。"
            )
            return flag(at(name), message, proposal=plain(other), **told)
    away = wan(abs(together - total))
    message = f"财政资金与其他资金合计{wan(together)}，与预算数{wan(total)}相差{away}，请核对。"
    return flag(at("fiscal"), message, also=at("total"), **told)


def _last_figure(amounts: Sequence[Amount]) -> Decimal:
    """万元: half of the last figure of the coarsest amount; nothing where all are equally fine."""
    places = {_places(amount) for amount in amounts if amount.value}
    return Decimal(1).scaleb(-min(places)) / 2 if len(places) > 1 else Decimal(0)


def _places(amount: Amount) -> int:
    """Decimals of 万元 as typed (45.60 has two); of another unit, those that its value needs."""
    found = _TYPED_PLACES.fullmatch(bare(amount.raw))
    return len(found[1] or "") if found else max(-amount.value.as_tuple().exponent, 0)


@REGISTER.rule(
    "A3a",
    "金额单位没有把元当成万元",
    basis="本表金额以万元为单位，按元填写会相差一万倍",
    level=Level.WARNING,
    bad=[
        Example(
            "预算数按元填写，用途写明45.6万元",
            changed(total="456000", fiscal="456000", purpose="更换课桌椅45.6万元。"),
        ),
        Example("预算数按元填写，等于单价乘数量", changed(total="456000", fiscal="456000")),
        Example("用途把元写成万元", changed(purpose="更换课桌椅，共456000万元。")),
    ],
    good=[
        Example("用途按元写同一金额", changed(purpose="更换课桌椅，共456000元。")),
        Example(
            "预算数恰与单价的数字相同",
            changed(total="380", fiscal="380", purpose="更换课桌椅10000套，每套380元。"),
        ),
        Example("过亿的项目", changed(total="12000", fiscal="12000", purpose="建设2条道路，共1.2亿元。")),
    ],
)
def unit_is_wan(reading: Reading, context: Context) -> Iterator[Remark]:
    """The budget against the sums that the table itself names: 10,000-fold off in either direction."""
    total = reading.table.total.value
    if total is None or total <= 0:
        return
    parts = [amount.value for amount in (reading.table.fiscal, reading.table.other) if amount.value]
    if total >= _LEAST_MISREAD and (not parts or sum(parts) == total):  # else A3 tells it
        yield from _typed_in_yuan(reading, total)
    for cell in (reading.head["purpose"], *reading.goals):
        for one in cell.quantities:
            if one.measure == "万元" and not one.per and one.number == total * WAN:
                message = (
                    f"文中的{quote(one.text)}是预算数{wan(total)}的一万倍，像是把元写成了万元，请核对单位。"
                )
                yield flag(cell.at, message, actual=one.text, expected=wan(total), also=at("total"))


def _typed_in_yuan(reading: Reading, total: Decimal) -> Iterator[Remark]:
    """A budget above 1亿元 that equals a sum or a price × number named in 元, and none in 万元."""
    cells = [cell for cell in reading.prose if cell.at.cell != "basis"]
    found = [(cell, one) for cell in cells for one in cell.quantities]
    named = {one.yuan: (cell, one.text) for cell, one in found if one.yuan is not None}
    counts = [one for _, one in found if one.yuan is None and one.unit and one.measure not in "%‰"][:20]
    for cell, one in [pair for pair in found if pair[1].yuan is not None][:20]:
        for count in counts:
            named.setdefault(one.yuan * count.number, (cell, f"{count.text} × {one.text}"))
    if total in named and total * WAN not in named:
        cell, text = named[total]
        right = wan(total / WAN)
        message = (
            f"预算数{quote(reading.table.total.raw)}是文中金额{right}的一万倍，像是按元填写的，请核对单位。"
        )
        yield flag(at("total"), message, actual=wan(total), expected=right, evidence=text, also=cell.at)
