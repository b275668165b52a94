"""What the list of the year's budget projects says of a table: the amounts must be the same on both."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from projects.rules.collection import CollectionRule, Entry, Group
from projects.rules.context import Context
from projects.rules.examples import CONTEXT, SOUND, changed
from projects.rules.finding import Level, Remark, flag
from projects.rules.reading import at
from projects.rules.rule import Register
from projects.rules.settings import Settings
from projects.rules.telling import wan
from projects.rules.unlike import OTHER
from projects.values import plain

REGISTER = Register("预算项目清单", CollectionRule)


def _listing(*amounts: str, settings: Settings | None = None) -> Context:
    """The list says so much, in 万元, for the first table, the second, and so on."""
    listed = {number: Decimal(amount) for number, amount in enumerate(amounts)}
    return replace(CONTEXT, listed=listed, settings=settings or CONTEXT.settings)


@REGISTER.rule(
    "E10",
    "预算数与预算项目清单一致",
    basis="《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）要求预算和绩效管理一体化，"
    "《中央部门预算绩效目标管理办法》（财预〔2015〕88号）要求绩效目标与预算同步编制、同步审核、同步批复",
    level=Level.WARNING,
    bad=[
        Group("清单少5万元", (changed(total="55", fiscal="55"),), _listing("50")),
        Group("第二个项目的清单按元录入后没有换算", (SOUND, changed(total="12")), _listing("45.6", "120000")),
        Group("只差1元", (SOUND,), _listing("45.5999")),
    ],
    good=[
        Group("金额相同", (SOUND,), _listing("45.6")),
        Group("本表按元填写，换算后相同", (changed(total="456000元", fiscal="456000元"),), _listing("45.60")),
        Group("不在清单上的项目", (SOUND, OTHER), _listing("45.6")),
        Group("没有清单", (SOUND, OTHER)),
        Group("预算数未填，另有规则提示", (changed(total="", fiscal=""),), _listing("50")),
        Group(
            "本区允许预算数四舍五入到0.01万元",
            (SOUND,),
            _listing("45.603", settings=Settings(thresholds={"rounding": Decimal("0.005")})),
        ),
    ],
)
def amounts_are_those_of_the_list(
    entries: Sequence[Entry], context: Context
) -> Iterator[tuple[Entry, Remark]]:
    """`Context.listed` says which line of the list is of which table: projects.matching.covering finds it."""
    for entry in entries:
        listed, total = context.listed.get(entry.project), entry.table.total.value
        if away := difference(listed, total, context.settings):
            yield (
                entry,
                flag(
                    at("total"),
                    f"预算项目清单为{wan(listed)}，本表预算数为{wan(total)}，相差{wan(abs(away))}，"
                    "请核对后修改本表或联系预算科更正清单。",
                    actual=wan(total),
                    expected=wan(listed),
                    evidence=f"{plain(total)} - {plain(listed)} = {plain(away)}（万元）",
                ),
            )


def difference(listed: Decimal | None, total: Decimal | None, settings: Settings) -> Decimal | None:
    """万元 by which a table's 预算数 is above the list's; None where they agree or one of them is not known.

    What a district allows for rounding is no difference.
    """
    if listed is None or total is None:
        return None
    away = total - listed
    return away if abs(away) > settings.threshold("rounding") else None
