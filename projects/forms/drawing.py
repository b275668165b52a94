"""Layout objects for crispy-forms that draw by templates of their own, and fields with what is beside."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import LayoutObject
from django.forms import BaseForm
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from projects.drafting.places import HEAD, place
from projects.forms.fields import Beside


class Drawn(LayoutObject):
    """Draws `projects/drafting/<template>.html`; what it holds is there as `content`."""

    template: str

    def __init__(self, *fields: LayoutObject) -> None:
        self.fields = list(fields)

    def values(self, form: BaseForm) -> dict[str, Any]:
        """What else the template is told."""
        return {}

    def render(self, form: BaseForm, context: Context, template_pack: str = "") -> SafeString:
        content = mark_safe("".join(one.render(form, context) for one in self.fields))
        with context.push(content=content, **self.values(form)):
            return get_template(f"projects/drafting/{self.template}.html").template.render(context)


@dataclass(frozen=True, slots=True)
class Box:
    """A field, with hints beside it in the element `note-<place>` and findings in `found-<place>`."""

    name: str
    field: SafeString
    place: str
    beside: Beside

    @property
    def note(self) -> str:
        return f"note-{self.place}"


def box(form: BaseForm, row: str | None, cell: str, label: str = "", labels: str = "") -> Box:
    """The field of a cell. Who does not see the table hears its name: a text, or what has these ids."""
    bound, here = form[place(row, cell)], f"{row or HEAD}-{cell}"
    attributes = {"aria-labelledby": labels} if labels else {"aria-label": label}
    form.rendered_fields.add(bound.name)
    field = bound.as_widget(attrs=attributes | {"aria-describedby": f"note-{here} found-{here}"})
    return Box(bound.name, field, here, form.beside(bound.name))
