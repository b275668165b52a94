"""Which department a file names: the first text that names one, never one of two."""

import pytest

from projects.importing.wording import named_department

NAMES = {1: ["财政局", "财政金融局"], 2: ["教育体育局"], 3: ["财政局服务中心"], 4: ["局"]}


@pytest.mark.parametrize(
    ("texts", "department"),
    [
        (["财政局2025年项目绩效目标表"], 1),
        (["财 政 金 融 局"], 1),
        (["芦台经济开发区教育体育局"], 2),
        (["财政局服务中心"], 3),
        (["区级部门预算项目绩效目标表", "教育体育局"], 2),
        (["教育体育局", "财政局"], 2),
        (["教育体育局、财政局"], None),
        (["财政局和财政局服务中心"], 3),
        (["表1", ""], None),
        ([], None),
    ],
)
def test_a_department_is_known_by_a_name_it_has_or_had(texts, department):
    assert named_department(texts, NAMES) == department
