"""How crispy-forms draws a whole form of ours: its fields below each other, and one button."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit


def helper(button: str, main: bool = True) -> FormHelper:
    made = FormHelper()
    made.add_input(Submit("", button, css_class="btn-primary" if main else "btn-outline-primary"))
    return made
