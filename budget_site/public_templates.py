"""Templates with Django's own tags alone: those of the staff's applications bring in all that they use."""

from typing import Any

from django.core.checks import CheckMessage
from django.template.backends.django import DjangoTemplates


class PlainTemplates(DjangoTemplates):
    def get_templatetag_libraries(self, custom_libraries: dict[str, Any]) -> dict[str, Any]:
        return custom_libraries

    def _check_for_template_tags_with_the_same_name(self) -> list[CheckMessage]:
        """`manage.py check` would load those of the staff's applications for it."""
        return []
