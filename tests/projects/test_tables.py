import hashlib
import json
import unicodedata
from dataclasses import FrozenInstanceError, fields, replace
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.tables import (
    INDICATOR_CELLS,
    INDICATOR_HEADS,
    Amount,
    Goal,
    Indicator,
    PlanStep,
    ProjectTable,
    content_hash,
    from_canonical,
    to_canonical,
    typed,
)
from tests.projects.strategies import tables

PARTS = ("plan", "goals", "indicators")
VERSION1 = Path(__file__).parents[1] / "fixtures" / "version1.json"

TABLE = ProjectTable(
    title="项目绩效目标表",
    name="校车服务",
    total=Amount.of("156万元"),
    plan=(PlanStep.of("6月底", "36"), PlanStep.of("12月底", "100")),
    goals=(Goal("目标1", "上下学安全"), Goal("目标2", "准点")),
    indicators=(
        Indicator("产出指标", "数量指标", "校车数", "校车数", "≥7辆", "计划"),
        Indicator("产出指标", "质量指标", "准点率", "准点率", "≥95%", "计划"),
    ),
)


def anonymous(table):
    parts = {
        part: tuple(replace(row, id=None, lineage=None) for row in getattr(table, part)) for part in PARTS
    }
    return replace(table, **parts)


def test_bytes_frozen_under_version_1_are_verified_and_read_for_ever():
    data = VERSION1.read_bytes()
    assert (
        hashlib.sha256(data).hexdigest() == "4c6e899eea4a74997fa700751cf5388ac40f780456acf3b21989659d25b2e51f"
    )
    table = from_canonical(data)
    assert content_hash(table) == "d2e89be863901aee3cc2fe612ab4ccbfd0c619869131bc07af71e5313b167c60"
    assert table.name == "社区“一老一小”服务 <试点> & 补助"
    assert table.total == Amount("1,250.50万元", Decimal("1250.5"))
    assert table.other == Amount("约5000元", None)
    assert [(step.raw, step.percent) for step in table.plan] == [
        ("", None),
        ("33.50%", Decimal("33.5")),
        ("视进度", None),
        ("100", Decimal(100)),
    ]
    assert table.goals[1] == Goal("", "老人和儿童有人照看")
    assert table.indicators[1].value == "＞95%"
    assert table.indicators[2].description == "长期\t运行情况"
    assert table.indicators[0].id == UUID("00000000-0000-0000-0007-000700070007")
    assert table.indicators[0].lineage == UUID("00000000-0000-0000-0007-000700070008")
    assert table.indicators[2].id is None


@given(tables())
def test_a_frozen_table_is_read_back_with_its_identities(table):
    data = to_canonical(table)
    again = from_canonical(data)
    assert again == table
    assert [(row.id, row.lineage) for part in PARTS for row in getattr(again, part)] == [
        (row.id, row.lineage) for part in PARTS for row in getattr(table, part)
    ]
    assert content_hash(again) == content_hash(table)
    assert to_canonical(again) == data


@given(tables())
def test_who_a_row_is_changes_neither_equality_nor_hash(table):
    assert anonymous(table) == table
    assert hash(anonymous(table)) == hash(table)
    assert content_hash(anonymous(table)) == content_hash(table)


@given(tables(), tables())
def test_hashes_are_equal_exactly_where_tables_are(one, other):
    assert (content_hash(one) == content_hash(other)) == (one == other)


CHANGES = [
    {"title": "绩效目标表"},
    {"code": "1"},
    {"name_label": "专项资金名称"},
    {"name": "校车"},
    {"total": Amount.of("156")},
    {"fiscal": Amount.of("156万元")},
    {"other": Amount.of("0")},
    {"purpose": "接送学生"},
    {"plan_label": "支出计划"},
    *({part: getattr(TABLE, part)[::-1]} for part in PARTS),
    *({part: getattr(TABLE, part)[:1]} for part in PARTS),
    *(
        {"indicators": (replace(TABLE.indicators[0], **{cell: "另"}), TABLE.indicators[1])}
        for cell in INDICATOR_CELLS
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_every_cell_and_the_order_of_rows_count(change):
    assert replace(TABLE, **change) != TABLE
    assert content_hash(replace(TABLE, **change)) != content_hash(TABLE)


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.5", "1.50"), ("100", "1E+2"), ("0", "-0.000"), ("0.1", "0.1000000000000000000000000000000000")],
)
def test_however_a_database_spells_a_number_the_frozen_text_is_the_same(one, other):
    spelt = [
        replace(
            TABLE,
            total=Amount("x", Decimal(number)),
            plan=(PlanStep("6月底", "x", Decimal(number), UUID(int=1), UUID(int=1)),),
        )
        for number in (one, other)
    ]
    assert spelt[0] == spelt[1]
    assert to_canonical(spelt[0]) == to_canonical(spelt[1])


def test_a_long_number_is_frozen_to_its_last_digit():
    number = Decimal("12345678901234567890123456789012345.000000000000000000000000000000000001")
    table = replace(TABLE, total=Amount("x", number))
    assert from_canonical(to_canonical(table)).total.value == number


def test_a_meaning_is_frozen_too_and_not_read_anew():
    table = replace(TABLE, total=Amount("约50万", Decimal(50)))
    assert from_canonical(to_canonical(table)) == table


def test_canonical_json_is_utf8_with_sorted_keys_and_a_schema_number():
    data = to_canonical(TABLE)
    parts = json.loads(data.decode())
    assert parts["schema"] == 1
    assert json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() == data
    assert "校车服务".encode() in data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b'{"content":',
        b'{"schema":2,"content":{}}',
        b'{"schema":null}',
        "表".encode("gb18030"),
    ],
)
def test_a_schema_nobody_knows_is_refused(data):
    with pytest.raises(ValueError):
        from_canonical(data)


@pytest.mark.parametrize("part", [TABLE, TABLE.total, TABLE.plan[0], TABLE.goals[0], TABLE.indicators[0]])
def test_a_table_is_never_changed_in_place(part):
    with pytest.raises(FrozenInstanceError):
        setattr(part, fields(part)[0].name, "另")


def test_rows_given_as_lists_are_kept_as_tuples():
    table = ProjectTable(plan=list(TABLE.plan), goals=list(TABLE.goals), indicators=list(TABLE.indicators))
    assert [type(getattr(table, part)) for part in PARTS] == [tuple] * 3
    assert hash(table) == hash(replace(table))


@given(tables())
def test_the_normal_form_is_final(table):
    assert replace(table) == table


def test_an_empty_class_label_means_as_above():
    rows = [
        ("产出指标", "数量指标", "甲"),
        ("", "", "乙"),
        ("", "质量指标", "丙"),
        ("产出指标", "", "丁"),
        ("满意度指标", "", "戊"),
        ("", "", "己"),
    ]
    table = ProjectTable(indicators=[Indicator(*row) for row in rows])
    assert [(row.level1, row.level2, row.level3) for row in table.indicators] == [
        ("产出指标", "数量指标", "甲"),
        ("产出指标", "数量指标", "乙"),
        ("产出指标", "质量指标", "丙"),
        ("产出指标", "质量指标", "丁"),
        ("满意度指标", "", "戊"),
        ("满意度指标", "", "己"),
    ]


def test_a_filled_label_keeps_the_row_it_belongs_to():
    row = Indicator("", "", "乙", id=uuid4(), lineage=uuid4())
    [_, filled] = ProjectTable(indicators=[Indicator("产出指标", "数量指标", "甲"), row]).indicators
    assert (filled.id, filled.lineage) == (row.id, row.lineage)


def test_empty_rows_and_a_repeated_head_are_no_content():
    heads = Indicator(*(f" {head[:2]} {head[2:]}" for head in INDICATOR_HEADS))
    table = ProjectTable(
        plan=[PlanStep(), *TABLE.plan],
        goals=[Goal(), *TABLE.goals, Goal(" ", "\n")],
        indicators=[
            Indicator(),
            TABLE.indicators[0],
            Indicator(value="\u200b"),
            heads,
            *TABLE.indicators[1:],
        ],
    )
    assert [getattr(table, part) for part in PARTS] == [getattr(TABLE, part) for part in PARTS]


def test_a_row_with_only_its_labels_is_kept():
    assert len(ProjectTable(indicators=[Indicator("产出指标", "时效指标")]).indicators) == 1


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (" 满意 度指 标\u3000", "满意 度指 标"),
        ("一\r\n二\r三\u2028四\v五", "一\n二\n三\n四\n五"),
        ("\ufeff50\u200b万\xad元\x00", "50万元"),
        ("\u202e05\u202c万元", "05万元"),
        ("可见\ufffd的㎡³☑𠮷👨\u200d👩", "可见\ufffd的㎡³☑𠮷👨\u200d👩"),
        ("藏\U000e0041\U000e0042", "藏"),
        ("a\tb", "a\tb"),
        ("≥ ＞ ≧ < & \"'", "≥ ＞ ≧ < & \"'"),
    ],
)
def test_a_cell_is_what_its_reader_sees(text, seen):
    assert typed(text) == seen


@given(st.text(st.characters()))
def test_a_typed_text_has_nothing_unseen_and_is_final(text):
    clean = typed(text)
    assert typed(clean) == clean == clean.strip()
    assert not {"Cc", "Cs"} & {
        unicodedata.category(sign) for sign in clean.replace("\n", "").replace("\t", "")
    }
    clean.encode()
