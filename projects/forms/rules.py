"""The form on which the finance bureau sets the rules of a year: levels, figures and word lists."""

from collections.abc import Iterator
from decimal import Decimal

from django import forms

from projects.rules import ALIKE, SINGLE, Settings
from projects.rules.finding import FLAGGED
from projects.rules.lexicons import LEXICONS, THRESHOLDS
from projects.rules.registered import BY_CODE
from projects.rules.settings import OFF
from projects.values import plain

_LEVELS = (*((level.value, level.label) for level in FLAGGED), (OFF, "不检查"))
MOST_WORDS, LONGEST_WORD = 500, 50


class WordsField(forms.CharField):
    """Words with blanks or line breaks between them."""

    widget = forms.Textarea

    def clean(self, value) -> tuple[str, ...]:
        words = tuple(dict.fromkeys(super().clean(value).split()))
        if len(words) > MOST_WORDS:
            raise forms.ValidationError(f"词表最多{MOST_WORDS}个词，现有{len(words)}个。")
        if long := next((word for word in words if len(word) > LONGEST_WORD), None):
            raise forms.ValidationError(
                f"“{long[:20]}…”超过{LONGEST_WORD}个字，请核对词与词之间的空格或换行。"
            )
        return words


class RuleSettingsForm(forms.Form):
    """Starts from settings; `settings()` are those that differ from what is shipped."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, data=None, *, settings: Settings, revision: int) -> None:
        super().__init__(data, initial={"revision": revision})
        for rule in (*SINGLE, *ALIKE):
            level = settings.levels.get(rule.code, rule.level.value)
            self.fields[f"level-{rule.code}"] = forms.ChoiceField(
                label=rule.title, choices=_LEVELS, initial=level
            )
        for name, one in THRESHOLDS.items():
            self.fields[f"figure-{name}"] = forms.DecimalField(
                label=one.title,
                initial=plain(settings.threshold(name)),
                min_value=Decimal(0),
                max_digits=15,
                decimal_places=6,
                widget=forms.NumberInput({"step": "any"}),
                error_messages={"required": "请填写数值。", "invalid": "请填写数值。"},
            )
        for name, one in LEXICONS.items():
            words = settings.lexicons.get(name, one.words)
            self.fields[f"words-{name}"] = WordsField(
                label=one.title, required=False, initial="\n".join(words), help_text=one.use
            )

    def settings(self) -> Settings:
        """What was set, once the form is valid."""
        said = self.cleaned_data
        levels = {code: said[f"level-{code}"] for code in BY_CODE}
        figures = {name: said[f"figure-{name}"] for name in THRESHOLDS}
        words = {name: said[f"words-{name}"] for name in LEXICONS}
        return Settings(
            levels={code: one for code, one in levels.items() if one != BY_CODE[code].level},
            thresholds={name: one for name, one in figures.items() if one != THRESHOLDS[name].value},
            lexicons={name: one for name, one in words.items() if set(one) != set(LEXICONS[name].words)},
        )

    def rules(self) -> Iterator[tuple[str, list[tuple[str, forms.BoundField]]]]:
        """(subject, its rules as (code, field)), in the order of the register."""
        subjects: dict[str, list] = {}
        for rule in (*SINGLE, *ALIKE):
            subjects.setdefault(rule.subject, []).append((rule.code, self[f"level-{rule.code}"]))
        yield from subjects.items()

    def figures(self) -> list[tuple[forms.BoundField, str]]:
        return [(self[f"figure-{name}"], one.unit) for name, one in THRESHOLDS.items()]

    def words(self) -> list[forms.BoundField]:
        return [self[f"words-{name}"] for name in LEXICONS]
