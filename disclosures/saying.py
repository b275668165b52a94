"""Numbers as officials say them: 34.32万元, 同比降低6.5%, 与上年持平."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from projects.rules.telling import wan
from projects.values import plain

_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")
_BECAUSE = re.compile(
    r"\A(?:(?:主要)?原因(?:是|为|[：:])|主要(?=[是由因])|是(?=[由因])|主要是|是|由于|因为|因(?!公出|公临|此|素|地|果)|[，,：:])+"
)


def rounded(number: Decimal, place: Decimal = _TENTH) -> Decimal:
    """Half up, away from zero: as it is done by hand."""
    return number.quantize(place, ROUND_HALF_UP)


def percent(number: Decimal) -> str:
    """To one place, without a place that says nothing: 6.5%, 2%."""
    return f"{plain(rounded(number))}%"


def rated(rate: Decimal, rising: str = "") -> str:
    """A change in percent; of one too small to be rounded the words beside it say the way: 6.5%, -2%."""
    if rate and not rounded(rate):
        return "不足0.1%"
    return f"{rising if rate > 0 else ''}{percent(rate)}"


def growth(now: Decimal, last: Decimal) -> Decimal | None:
    """The change in percent of the year before; None where there was nothing to measure against."""
    return (now - last) / last * _HUNDRED if last > 0 else None


def change(now: Decimal | None, last: Decimal | None) -> str:
    """How a sum of this year stands to that of the year before; what is absent counts as none."""
    now, last = now or Decimal(0), last or Decimal(0)
    if now == last:
        return "与上年持平" if now else "本年和上年均未安排"
    moved = f"比上年{'增加' if now > last else '减少'}{wan(abs(now - last))}"
    if not last:
        return f"{moved}（上年无此项预算）"
    if not now:
        return f"{moved}，本年未安排"
    rate = growth(now, last)
    if rate is None:
        return moved
    way = "增长" if rate > 0 else "降低"
    return f"{moved}，同比{way}{rated(abs(rate))}"


def budgeted(name: str, now: Decimal, last: Decimal) -> str:
    """公务接待费113万元，与上年持平; 未安排公务接待费，比上年减少113万元."""
    if now:
        return f"{name}{wan(now)}，{change(now, last)}"
    return f"未安排{name}，比上年减少{wan(last)}" if last else f"未安排{name}"


def because(reason: str) -> str:
    """，主要原因是更新车辆减少: however it was begun; nothing where there is none."""
    plainly = _BECAUSE.sub("", "".join(reason.split("\n")).strip()).rstrip("。；;，,")
    return f"，主要原因是{plainly}" if plainly else ""


def arranged(name: str, amount: Decimal, parts: str = "") -> str:
    """安排政府采购预算80万元, 未安排对下转移支付."""
    return f"安排{name}{wan(amount)}{parts}" if amount else f"未安排{name}"


def made_of(parts: Iterable[tuple[str, Decimal]]) -> str:
    """（其中：本金1000万元，利息3176万元）; parts that are 0 go unsaid."""
    said = "，".join(f"{name}{wan(amount)}" for name, amount in parts if amount)
    return f"（其中：{said}）" if said else ""
