"""Government procurement: what is bought above the limits is budgeted as such; what is just below is seen."""

from collections.abc import Iterator
from decimal import Decimal

from projects.rules.context import Context
from projects.rules.examples import changed, set_cells
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import Reading, at
from projects.rules.reading.words import contains
from projects.rules.rule import Example, Register
from projects.rules.telling import wan

REGISTER = Register("政府采购")
_GOODS, _WORKS = "货物和服务", "工程"


def _bought(reading: Reading, context: Context) -> str:
    """货物和服务 or 工程 where the project is a purchase by its name; empty where it is none."""
    table, settings = reading.table, context.settings
    if contains("not_procured", table.name, settings) or contains("not_procured", table.purpose, settings):
        return ""
    if contains("procured_works", table.name, settings):
        return _WORKS
    if contains("procured_goods", table.name, settings) or contains(
        "procured_goods", table.purpose, settings
    ):
        return _GOODS
    return ""


def _says_how(reading: Reading, context: Context) -> bool:
    text = "\n".join(cell.text for cell in reading.prose)
    return contains("procurement_named", text, context.settings)


def _limit(kind: str, context: Context) -> Decimal:
    return context.settings.threshold("procurement_works" if kind == _WORKS else "procurement_goods")


@REGISTER.rule(
    "E8",
    "达到采购限额的项目注明政府采购",
    basis="达到政府采购限额标准的货物、服务和工程应编列政府采购预算",
    level=Level.HINT,
    bad=[
        Example("采购服务", changed(set_cells("成本指标", basis="市场价"), name="校园保洁服务采购项目")),
        Example(
            "达到60万元的工程",
            changed(
                set_cells("成本指标", basis="市场价"), name="实验小学操场改造工程", total="60", fiscal="60"
            ),
        ),
        Example(
            "达到公开招标标准",
            changed(
                set_cells("成本指标", basis="市场价"), name="智慧校园平台建设", total="260", fiscal="260"
            ),
        ),
    ],
    good=[
        Example("已注明政府采购", changed(name="校园保洁服务采购项目", purpose="通过政府采购购买保洁服务。")),
        Example(
            "补助不是采购",
            changed(set_cells("成本指标", basis="市场价"), name="农机购置补贴", purpose="补贴农户购置农机。"),
        ),
        Example(
            "工程不到60万元",
            changed(set_cells("成本指标", basis="市场价"), name="校舍维修工程", total="50", fiscal="50"),
        ),
    ],
)
def purchase_is_named(reading: Reading, context: Context) -> Iterator[Remark]:
    """By the limits of the district's year; a purchase that says how it buys is left alone."""
    total = reading.table.total.value
    if total is None or not (kind := _bought(reading, context)) or total < (limit := _limit(kind, context)):
        return
    if _says_how(reading, context):
        return
    tender = context.settings.threshold("open_tender")
    more = f"，并已达到公开招标标准{wan(tender)}" if kind == _GOODS and total >= tender else ""
    yield flag(
        at("total"),
        f"预算数{wan(total)}达到{kind}采购限额{wan(limit)}{more}，请确认是否属于政府采购并编列采购预算。",
        actual=wan(total),
        expected=f"{kind}采购限额{wan(limit)}",
        evidence=f"{wan(total)} ≥ {wan(limit)}",
    )


@REGISTER.rule(
    "E8a",
    "预算数略低于采购限额",
    basis="略低于限额标准的采购容易被认为是为了不走采购程序",
    level=Level.HINT,
    bad=[
        Example("29.02万元", changed(name="科技活动室采购项目", total="29.02", fiscal="29.02")),
        Example("59.8万元的工程", changed(name="校舍维修工程", total="59.8", fiscal="59.8")),
        Example("略低于公开招标标准", changed(name="物业服务采购", total="199.9万元", fiscal="199.9")),
    ],
    good=[
        Example("低得多", changed(name="科技活动室采购项目", total="25", fiscal="25")),
        Example("正好达到限额", changed(name="科技活动室采购项目", total="30", fiscal="30")),
        Example(
            "奖励不是采购", changed(name="科技创新奖励", purpose="奖励企业。", total="29.5", fiscal="29.5")
        ),
    ],
)
def purchase_is_just_below(reading: Reading, context: Context) -> Iterator[Remark]:
    """Within some percent under a limit; nobody is accused, the reviewer only looks."""
    total = reading.table.total.value
    if total is None or not (kind := _bought(reading, context)):
        return
    margin = 1 - context.settings.threshold("just_below") / 100
    limits = {"采购限额": _limit(kind, context)}
    if kind == _GOODS:
        limits["公开招标标准"] = context.settings.threshold("open_tender")
    for name, limit in limits.items():
        if limit * margin <= total < limit:
            yield flag(
                at("total"),
                f"预算数{wan(total)}略低于{kind}{name}{wan(limit)}，请核对测算依据，同类采购不宜拆分。",
                actual=wan(total),
                evidence=f"{wan(limit)} - {wan(total)} = {wan(limit - total)}",
            )
