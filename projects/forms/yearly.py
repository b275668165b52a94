"""Forms of the year's set-up: deadlines, lists to upload, a department's change, the year's form."""

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from django import forms

from budget_site.laying_out import helper
from projects.library import LONGEST, key
from projects.models import Deadline, LibraryEntry, ReviewSetup
from projects.official.trees import plain_label
from projects.tables import typed
from projects.workflow import OPTIONAL_STEPS
from projects.yearly.revising import Form


class DeadlinesForm(forms.Form):
    """The last day of each step that the district has switched on; an empty one has none."""

    def __init__(self, *args, setup: ReviewSetup | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for step in Deadline.Step:
            if step in OPTIONAL_STEPS.values() and not getattr(setup, step, False):
                continue
            self.fields[step] = forms.DateField(
                label=f"{step.label}截止",
                required=False,
                widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": "请填写日期，例如 2025-03-01。"},
            )

    def clean(self) -> dict:
        """Each step ends no earlier than the one before."""
        last = None
        for step in Deadline.Step:
            due = self.cleaned_data.get(step)
            if due and last and due < last[1]:
                self.add_error(step, f"早于{last[0].label}截止，请核对先后。")
            last = (step, due) if due else last
        return self.cleaned_data


class ListForm(forms.Form):
    file = forms.FileField(
        help_text="先下载模板，填好后上传；确认前不写入任何内容。",
        widget=forms.FileInput({"accept": ".xlsx", "class": "form-control"}),
    )


class DepartmentForm(forms.Form):
    """A department gets a new name from this year, or becomes part of another."""

    name = forms.CharField(label="新名称", max_length=100, required=False)
    into = forms.ModelChoiceField(None, label="并入", required=False, empty_label="不合并")

    def __init__(self, *args, others, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others
        self.helper = helper("保存")

    def clean(self) -> dict:
        name, into = self.cleaned_data.get("name"), self.cleaned_data.get("into")
        if bool(name) == bool(into):
            raise forms.ValidationError("请填写新名称，或选择要并入的部门，只办其中一项。")
        return self.cleaned_data


class FrameworkForm(forms.Form):
    """The form of a year's tables; checkpoints and classes one a line."""

    title = forms.CharField(
        label="表名", max_length=200, help_text="印在每张表的最上面，例如：区级部门预算项目绩效目标表"
    )
    name_label = forms.CharField(
        label="项目名称栏", max_length=50, help_text="表里项目名称左边的字，例如：项目名称"
    )
    plan_label = forms.CharField(
        label="支出计划栏", max_length=50, help_text="表里支出计划左边的字，例如：资金支出计划（%）"
    )
    plan_labels = forms.CharField(
        label="支出计划时间节点", widget=forms.Textarea({"rows": 4}), help_text="一行一个。"
    )
    classes = forms.CharField(
        label="指标分类",
        widget=forms.Textarea({"rows": 6}),
        help_text="一行一个一级指标，冒号后面是它的二级指标，用顿号隔开。例如：产出指标：数量指标、质量指标",
    )

    def __init__(self, *args, form: Form | None = None, **kwargs) -> None:
        if form:
            kwargs["initial"] = {
                "title": form.title,
                "name_label": form.name_label,
                "plan_label": form.plan_label,
                "plan_labels": "\n".join(form.plan_labels),
                "classes": "\n".join(f"{level1}：{'、'.join(below)}" for level1, below in form.classes),
            }
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_plan_labels(self) -> tuple[str, ...]:
        labels = tuple(line for line in map(typed, self.cleaned_data["plan_labels"].splitlines()) if line)
        if len(labels) > 20 or len(set(labels)) < len(labels) or any(len(label) > 50 for label in labels):
            raise forms.ValidationError("时间节点最多20个，不能重复，每个不超过50字。")
        return labels

    def clean_classes(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        tree = []
        for line in filter(None, map(typed, self.cleaned_data["classes"].splitlines())):
            level1, _, below = line.replace(":", "：").partition("：")
            level2 = tuple(name for name in map(typed, below.replace("，", "、").split("、")) if name)
            if not typed(level1) or not level2:
                raise forms.ValidationError(f"“{line[:30]}”要写成“一级指标：二级指标、二级指标”。")
            tree.append((typed(level1), level2))
        names = [(level1, level2) for level1, below in tree for level2 in below]
        _refuse_twice([((plain_label(level1),), level1) for level1, _ in tree])
        _refuse_twice([((plain_label(level1), plain_label(level2)), level2) for level1, level2 in names])
        if any(len(name) > 50 for pair in names for name in pair) or len(names) > 60:
            raise forms.ValidationError("每个指标名不超过50字，二级指标总共不超过60个。")
        return tuple(tree)

    def said(self) -> Form:
        data = self.cleaned_data
        labels = (data["title"], data["name_label"], data["plan_label"])
        return Form(*labels, data["plan_labels"], data["classes"])


def _refuse_twice(classes: Iterable[tuple[tuple[str, ...], str]]) -> None:
    """Classes by what they mean and as they are spelled: two spellings of one are one class."""
    known: dict[tuple[str, ...], str] = {}
    for meant, label in classes:
        if meant in known:
            raise forms.ValidationError(f"有重复的指标：“{known[meant]}”和“{label}”算同一个，请合并到一行。")
        known[meant] = label


class LibraryEntryForm(forms.ModelForm):
    """An entry of the bureau's own."""

    name = forms.CharField(label="三级指标", max_length=LONGEST)

    class Meta:
        model = LibraryEntry
        fields = ["class_label", "name", "description", "unit", "basis"]
        widgets = {name: forms.TextInput() for name in ("description", "basis")}
        help_texts = {
            "description": "怎样计算、数据从哪里来。",
            "unit": "例如：套、人次、%",
            "basis": "文件名称和文号、标准编号或数据来源。",
        }

    def __init__(self, *args, classes: list[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["class_label"] = forms.ChoiceField(
            label="二级指标", choices=[(label, label) for label in classes]
        )
        self.helper = helper("添加", main=False)

    def clean_name(self) -> str:
        """Some signs are several letters to the eye: what is found and kept apart by is what counts."""
        name = self.cleaned_data["name"]
        if not 0 < len(key(name)) <= LONGEST:
            raise forms.ValidationError(f"指标名称请不要超过{LONGEST}个字。")
        return name
