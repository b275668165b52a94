"""Disclosures to print: an ordinary one with every kind of block, and the hashes that its last page bears."""

import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from disclosures.document import (
    Chart,
    ChartKind,
    DataTable,
    Disclosure,
    EditionFacts,
    Heading,
    Paragraph,
    ProjectTables,
    PublishedProject,
    Publisher,
    Section,
    Series,
    to_bytes,
)
from projects.tables import ProjectTable, to_canonical
from tests.projects.rendering.examples import forty_indicators, ordinary

PUBLISHER = Publisher("130209", "芦台经济开发区")
PREVIOUS = hashlib.sha256(b"manifest").hexdigest()
_TEXT = (
    "认真贯彻落实中央和省市全面实施预算绩效管理各项工作要求，以建立全方位、全过程、全覆盖的预算绩效管理体系为"
    "目标，进一步深化预算绩效管理工作，着力提高财政资金使用效益和管理水平。"
)
THREE = ("因公出国（境）费用", "公务用车购置", "公务用车运行维护费", "公务接待费")


def series(name: str, *values: str | None) -> Series:
    return Series(name, tuple(None if value is None else Decimal(value) for value in values))


THREE_CHART = Chart(
    ChartKind.BARS,
    "“三公”经费预算分项对比",
    "万元",
    THREE,
    (series("2025年", "18", "29", "100", "113"), series("2024年", "18", "31", "98", "113")),
)
DEBT_CHART = Chart(
    ChartKind.STACKED,
    "政府债务限额和余额",
    "万元",
    ("限额", "余额"),
    (series("一般债务", "26000", "24200"), series("专项债务", "81000", "80500")),
)
PLAN_CHART = Chart(
    ChartKind.STEPS,
    "全区项目支出计划",
    "%",
    ("3月底", "6月底", "9月底", "12月底"),
    (series("累计", "18.5", "43", "70", "100"),),
)


def departments(count: int) -> Chart:
    names = tuple(f"第{number}管理委员会办公室及其下属事业单位" for number in range(1, count + 1))
    values = (str(1000 - 20 * number) for number in range(1, count + 1))
    return Chart(ChartKind.BARS, "各部门项目资金", "万元", names, (series("预算数", *values),))


def beside(chart: Chart) -> DataTable:
    """The figures of a chart as its table."""
    rows = tuple(
        (group, *("" if one.values[at] is None else str(one.values[at]) for one in chart.series))
        for at, group in enumerate(chart.groups)
    )
    heads = ("项目", *(one.name for one in chart.series))
    return DataTable(chart.title, chart.unit, heads, rows, tuple(range(1, len(heads))))


def sections(departments_shown: int = 12) -> tuple[Section, ...]:
    three = Paragraph(
        "按照中央八项规定要求和厉行节约原则，严控“三公”经费等运行成本，2025年安排“三公”经费260万元，其中："
        "公务用车购置29万元，比上年减少2万元，下降6.5%；公务接待费113万元，与上年持平。"
    )
    shown = departments(departments_shown)
    return (
        Section("three_public", "安排“三公”经费预算情况", (three, beside(THREE_CHART), THREE_CHART)),
        Section("debt", "政府债务及还本付息情况", (Paragraph(_TEXT), beside(DEBT_CHART), DEBT_CHART)),
        Section("transfers", "财政转移支付预算安排情况", (Paragraph("年初预算未安排转移支付。"),)),
        Section(
            "performance",
            "预算绩效管理工作开展情况",
            (Heading("绩效目标管理"), Paragraph(_TEXT * 3), Heading("事前绩效评估"), Paragraph(_TEXT)),
        ),
        Section("totals", "项目资金总体情况", (beside(shown), shown, beside(PLAN_CHART), PLAN_CHART)),
        Section("tables", "重大政策和重点项目绩效目标", (Paragraph("共公开项目3个。"), ProjectTables())),
        Section("free-1", "其他说明", (Paragraph(_TEXT),)),
    )


def published(number: int, table: ProjectTable) -> PublishedProject:
    frozen = to_canonical(table)
    same = UUID(int=number)
    return PublishedProject(
        same, same, number, "101", "财政局", "", 1, hashlib.sha256(frozen).hexdigest(), frozen
    )


TABLES = (ordinary(name="农业保险保费补贴"), forty_indicators(), ordinary(name="困难企业补贴"))


def disclosure(*tables: ProjectTable, **changes: Any) -> Disclosure:
    projects = tuple(published(number, table) for number, table in enumerate(tables or TABLES, 1))
    made = Disclosure(PUBLISHER, 2025, "关于2025年区级预算公开有关事项的说明", sections(), projects)
    return replace(made, **changes)


def facts(of: Disclosure | None = None, **changes: Any) -> EditionFacts:
    data = hashlib.sha256(to_bytes(of or disclosure())).hexdigest()
    told = {"note": "公务用车购置费原为30万元，更正为29万元。", "corrects": 1} | changes
    return EditionFacts(**{"number": 2, "previous": PREVIOUS, "data_hash": data} | told)
