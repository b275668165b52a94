"""The two indicator trees in use: 一级 and 二级 classes, and which class a typed label means.

The 2015 tree (财预〔2015〕88号) keeps 成本 under 产出 and is what Hebei's districts print; the 2021 tree
(财预〔2021〕101号) puts 成本 on level 1.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A class of indicators: its stable code, its official name and the classes below it."""

    code: str
    name: str
    children: tuple["TreeNode", ...] = ()


def _node(code: str, name: str, **children: str) -> TreeNode:
    return TreeNode(code, name, tuple(TreeNode(f"{code}.{key}", text) for key, text in children.items()))


_SATISFACTION = _node("satisfaction", "满意度指标", served="服务对象满意度指标")

TREES: dict[str, tuple[TreeNode, ...]] = {
    "2015": (
        _node(
            "output",
            "产出指标",
            quantity="数量指标",
            quality="质量指标",
            timeliness="时效指标",
            cost="成本指标",
        ),
        _node(
            "benefit",
            "效益指标",
            economic="经济效益指标",
            social="社会效益指标",
            ecological="生态效益指标",
            sustainable="可持续影响指标",
        ),
        _SATISFACTION,
    ),
    "2021": (
        _node(
            "cost", "成本指标", economic="经济成本指标", social="社会成本指标", ecological="生态环境成本指标"
        ),
        _node("output", "产出指标", quantity="数量指标", quality="质量指标", timeliness="时效指标"),
        _node(
            "benefit",
            "效益指标",
            economic="经济效益指标",
            social="社会效益指标",
            ecological="生态效益指标",
        ),
        _SATISFACTION,
    ),
}


def plain_label(text: str) -> str:
    """A class label without what districts vary: blanks, a closing 指标, 效果 or 效益, 可持续性 or 可持续."""
    label = re.sub(r"\s+", "", text).replace("效果", "效益").replace("可持续性", "可持续").replace("环境", "")
    return label.removesuffix("指标").removesuffix("影响")


def tree_of(labels: Iterable[tuple[str, str]]) -> str:
    """Which tree most of these (一级, 二级) labels follow: 2021 has 成本 on level 1, 2015 under 产出.

    Rows of other classes do not tell; where none does, or as many say one as the other, it is 2015.
    """
    cost, leaning = "成本", 0
    for level1, level2 in labels:
        if plain_label(level1) == cost:
            leaning += 1
        elif plain_label(level1) == "产出" and plain_label(level2) == cost:
            leaning -= 1
    return "2021" if leaning > 0 else "2015"
