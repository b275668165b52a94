"""Which of the two trees a document's class labels follow."""

import pytest

from projects.official.trees import tree_of

OLD, NEW = ("产出指标", "成本指标"), ("成本指标", "经济成本指标")
OTHER = [("产出指标", "数量指标"), ("满意度指标", "服务对象满意度指标"), ("", "")]


@pytest.mark.parametrize(
    ("labels", "tree"),
    [
        ([], "2015"),
        (OTHER, "2015"),
        ([OLD, *OTHER], "2015"),
        ([NEW, *OTHER], "2021"),
        ([("成 本\n指标", "")], "2021"),
        ([NEW, OLD], "2015"),
        ([NEW, *[OLD] * 199], "2015"),
        ([OLD, *[NEW] * 199], "2021"),
    ],
)
def test_most_of_the_rows_that_tell_choose_the_tree(labels, tree):
    assert tree_of(labels) == tree
