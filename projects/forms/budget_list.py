"""Forms of the budget list: which table a line is."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django import forms

from budget_site.laying_out import helper
from projects.matching.covering import Way
from projects.review.covering import Coverage, Line, Table
from projects.values import plain

_NOT_CHOSEN = "请先选择一张表，再按“指定”。"


class LinkForm(forms.Form):
    """One table of the year; those that it might be come first."""

    line = forms.IntegerField(widget=forms.HiddenInput)
    project = forms.UUIDField(
        label="对应的绩效目标表",
        widget=forms.Select,
        error_messages=dict.fromkeys(("required", "invalid"), _NOT_CHOSEN),
    )

    def __init__(self, *args, choices: Sequence = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].widget.choices = [("", "请选择"), *choices]
        self.helper = helper("指定")


def choices(covered: Coverage, line: Line, departments: Mapping[int, str]) -> Iterator[tuple[str, list]]:
    """Groups of tables: likely ones, those in no line, those that another line was found for by itself."""
    near = [table for table in covered.unlisted if table.project in line.candidates]
    free = [table for table in covered.unlisted if table.project not in line.candidates]
    found = [
        one.table
        for one in covered.lines
        if one.table and one.seen and one.way != Way.HAND and one.listed.pk != line.listed.pk
    ]
    groups = ("可能是这些表", near), ("还没有对应清单的表", free), ("已对应清单其他行的表", found)
    for label, tables in groups:
        if tables:
            yield label, [_choice(table, departments) for table in tables]


def _choice(table: Table, departments: Mapping[int, str]) -> tuple[UUID, str]:
    told = [departments.get(table.department, ""), table.code]
    told += [f"{plain(table.total)}万元"] if table.total is not None else []
    beside = "，".join(filter(None, told))
    name = table.name or "（未填名称）"
    return table.project, f"{name}（{beside}）" if beside else name
