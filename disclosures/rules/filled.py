"""What keeps a document from being published: gaps, labels that are none, figures that cannot be."""

from collections.abc import Iterator

from disclosures.figures import BY_KEY, LIMITS, Part
from disclosures.labels import LABEL
from disclosures.narrative import gaps
from disclosures.rules.inputs import Inputs
from disclosures.rules.rule import Outcome, Register, failed, passed, unchecked
from projects.rules.finding import Level
from projects.rules.telling import listed, wan

REGISTER = Register()


@REGISTER.rule(
    "F13",
    "没有空缺，数据能看懂",
    why="没有填的数据不能当作没有，没有安排的填0；【】里须是数据的名称；金额不小于0。",
    level=Level.ERROR,
    blocks=True,
)
def nothing_is_left_open(inputs: Inputs) -> Iterator[Outcome]:
    titles = {"标题": inputs.title} | {f"{one.name}的标题": one.title for one in inputs.sections}
    for name, title in titles.items():
        if left := _labels(title):
            yield failed(f"{name}里不能用{listed(left)}，标题里只能用【年度】和【上年度】。")
    for section in inputs.sections:
        lacking, strange = gaps(section.text), _labels(section.text)
        if lacking:
            yield failed(f"{section.name}缺少{listed(lacking)}，请填写；没有安排的请填0。")
        if strange:
            yield failed(f"{section.name}的{listed(strange)}不是数据的名称，请改正或删除。")
        if not lacking and not strange:
            yield passed(f"{section.name}没有空缺。")
    yield from _amounts(inputs)


def _labels(text: str) -> list[str]:
    """Those that stayed when the text was filled, each once."""
    return [f"【{label}】" for label in dict.fromkeys(LABEL.findall(text))]


def _amounts(inputs: Inputs) -> Iterator[Outcome]:
    amounts = {
        BY_KEY[key].label: one
        for key, one in inputs.figures.amounts.items()
        if inputs.section(BY_KEY[key].part)
    }
    if unread := [f"{label}“{one.raw}”" for label, one in amounts.items() if one.value is None]:
        yield failed(f"{listed(unread)}没有看懂，请写成万元的数。")
    if below := [f"{label}“{one.raw}”" for label, one in amounts.items() if one.value and one.value < 0]:
        yield failed(f"{listed(below)}小于0，请核对。")
    if amounts and not unread and not below:
        yield passed(f"{len(amounts)}项数据都能看懂，都不小于0。")


@REGISTER.rule(
    "F14",
    "采购限额标准与审核用的标准一致",
    why="审核项目时按规则设置里的标准看是否应当编列政府采购预算，公开的标准应当是同一个。",
    level=Level.WARNING,
)
def limits_are_those_that_are_asked_by(inputs: Inputs) -> Iterator[Outcome]:
    if not inputs.section(Part.PROCUREMENT):
        return
    limits = {key: inputs.settings.threshold(name) for key, name in LIMITS.items()}
    known = {key: inputs.value(key) for key in LIMITS if inputs.value(key) is not None}
    for key in (key for key in LIMITS if key not in known):
        yield unchecked(f"{BY_KEY[key].label}未填，未能核对。")
    wrong = {key: amount for key, amount in known.items() if amount != limits[key]}
    for key, amount in wrong.items():
        yield failed(
            f"{BY_KEY[key].label}填的是{wan(amount)}，审核项目用的是{wan(limits[key])}，"
            "请核对后改其中一个；留空则用审核的标准。"
        )
    if known and not wrong:
        yield passed(f"采购限额标准与审核用的一致：{'、'.join(map(wan, known.values()))}。")
