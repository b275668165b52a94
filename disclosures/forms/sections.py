"""The forms of a draft's sections and of its title."""

from django import forms

from disclosures.editing.refused import seen
from disclosures.editing.sections import LONGEST_TEXT, LONGEST_TITLE, Kept


class SectionForm(forms.Form):
    """Title and text of one section, with a mark of what was shown of it."""

    was = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label="标题", max_length=LONGEST_TITLE, error_messages={"required": "请填写这一节的标题。"}
    )
    text = forms.CharField(
        label="文字",
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 12}),
        help_text="一行一段。【】里是数据的名称，公开时换成数据里的数，不要在文字里直接写数。",
    )

    def saying(self, **changed: str) -> "SectionForm":
        """The same form with other words in it."""
        data = self.data.copy()
        for name, text in changed.items():
            data[name] = text
        return type(self)(data)


class RevisionForm(forms.Form):
    """Which state of the list the page showed."""

    revision = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)


class NewSectionForm(RevisionForm):
    title = forms.CharField(
        label="新增一节，标题", max_length=LONGEST_TITLE, error_messages={"required": "请填写标题。"}
    )


class TitleForm(forms.Form):
    was = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    title = forms.CharField(
        label="公开说明的标题", max_length=200, error_messages={"required": "请填写标题。"}
    )


def mark(section: Kept) -> str:
    return seen([section["title"], section["text"]])


def initial(section: Kept) -> dict[str, str]:
    return {"was": mark(section), "title": section["title"], "text": section["text"]}
