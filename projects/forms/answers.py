"""The list of an uploaded file's tables as a form: which come in, whose they are, what they update."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject, Submit
from django import forms
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from projects.importing.deciding import NEW, Answer, problem
from projects.importing.importer import Importer
from projects.importing.proposing import Proposal
from projects.spelling import bare

_NAME = 24  # characters of a project's name in a choice


@dataclass(frozen=True, slots=True)
class Line:
    """One table as the list shows it; options are None where there is nothing to choose."""

    proposal: Proposal
    answer: Answer
    departments: SafeString | None
    matches: SafeString | None
    wrong: str  # the field that stands in the way
    sentence: str


class AnswersForm(forms.Form):
    """What is decided about the tables of one page. It takes what is sent; `deciding.problem` judges it."""

    framework = forms.BooleanField(
        label="按文件内容建立本年度的表格样式（表名、栏目名称、支出计划时间和指标分类）", required=False
    )
    confirmed = forms.BooleanField(label="标“建议”的部门已逐张核对", required=False)

    def __init__(
        self,
        *args,
        shown: Sequence[Proposal],
        answers: Mapping[int, Answer],
        importer: Importer,
        formless: bool,
        guessing: bool,
        action: str,
        judged: bool = False,
        **kwargs,
    ) -> None:
        """`formless`: the year has no form of its tables yet; `guessing`: departments were guessed; `judged`:
        say what is still to be decided.
        """
        super().__init__(*args, **kwargs)
        self._shown, self._answers, self._importer, self._judged = shown, answers, importer, judged
        for name, wanted in (("framework", formless), ("confirmed", guessing)):
            if not wanted:
                del self.fields[name]
        for one in shown:
            self.fields[f"take-{one.index}"] = forms.BooleanField(required=False)
            self.fields[f"department-{one.index}"] = forms.CharField(required=False)
            self.fields[f"match-{one.index}"] = forms.CharField(required=False)
        self.helper = FormHelper()
        self.helper.form_id, self.helper.form_action = "answers", action
        self.helper.form_class = "incoming"
        asked = [name for name in ("framework", "confirmed") if name in self.fields]
        self.helper.layout = Layout(Lines(), *asked, Submit("", "导入勾选的表", css_class="btn-primary"))

    def answered(self) -> dict[int, Answer]:
        """What was sent; where nothing was to be chosen, what is proposed."""
        self.is_valid()
        return {one.index: self._answer(one) for one in self._shown}

    def _answer(self, proposal: Proposal) -> Answer:
        def sent(name: str, default: str) -> str:
            field = f"{name}-{proposal.index}"
            return self.cleaned_data.get(field, "") if field in self.data else default

        proposed = Answer.proposed(proposal)
        take = bool(self.cleaned_data.get(f"take-{proposal.index}"))
        department = sent("department", "" if self._importer.only_department else proposed.department)
        return Answer(take, department, sent("match", proposed.match))

    @property
    def chooses(self) -> bool:
        """Whether there is more than one department that a new project may be for."""
        return not self._importer.only_department

    def lines(self) -> list[Line]:
        made: dict[str, SafeString] = {}
        return [self._line(one, self._answers[one.index], made) for one in self._shown]

    def _line(self, proposal: Proposal, answer: Answer, made: dict[str, SafeString]) -> Line:
        departments = None
        if self.chooses:
            if answer.department not in made:
                made[answer.department] = self._departments(answer.department)
            departments = made[answer.department]
        found = problem(proposal, answer, self._importer) if self._judged and answer.take else None
        return Line(
            proposal=proposal,
            answer=answer,
            departments=departments,
            matches=_matches(proposal, answer),
            wrong=found[0] if found else "",
            sentence=found[1] if found else "",
        )

    def _departments(self, selected: str) -> SafeString:
        """The options of the many selects; those with the same choice share one text."""
        none = "暂不分配" if self._importer.is_finance else "请选择部门"
        year = self._importer.year
        named = [("", none), *((str(one.pk), one.called_in(year)) for one in self._importer.departments)]
        return _options(named, selected)


def _matches(proposal: Proposal, answer: Answer) -> SafeString | None:
    here = proposal.existing
    if not here or not here.is_written:
        return None
    name = here.name if len(here.name) <= _NAME else f"{here.name[:_NAME]}…"
    other = bare(here.name) != bare(proposal.summary.name)
    named = [(str(here.id), f"更新“{name}”" if other else "更新已有项目"), (NEW, "作为新项目")]
    if not Answer.proposed(proposal).match:
        named.insert(0, ("", "请选择"))
    return _options(named, answer.match)


def _options(named: Sequence[tuple[str, str]], selected: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SafeString(" selected") if value == selected else "", name) for value, name in named),
    )


class Lines(LayoutObject):
    """The list itself, by a template of its own."""

    def __init__(self) -> None:
        self.fields = []

    def render(
        self, form: forms.BaseForm, context: Context, template_pack: str = "", **kwargs: Any
    ) -> SafeString:
        with context.push(lines=form.lines(), chooses=form.chooses):
            return get_template("projects/importing/lines.html").template.render(context)
