"""The files a table can be had as: their names, their types, and who draws or writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from projects.rendering.paper import HERE
from projects.tables import ProjectTable


@dataclass(frozen=True)
class Format:
    """A drawing of the official table; the renderer is loaded when it is first wanted."""

    name: str  # also the ending of the file's name
    label: str
    content_type: str
    renderer: str
    at_once: int = 100  # tables that are drawn while a person waits, for a second or two; more are a job

    def render(self, tables: Sequence[ProjectTable], title: str, mark: str = "", **how: Any) -> bytes:
        """The file; whatever is not public yet has a mark, one line that says so on every page."""
        return import_module(f"projects.rendering.{self.renderer}").render(tables, title, mark, **how)


_OFFICE = "application/vnd.openxmlformats-officedocument"

FORMATS = {
    form.name: form
    for form in (
        Format("docx", "Word", f"{_OFFICE}.wordprocessingml.document", "word"),
        Format("pdf", "PDF", "application/pdf", "pdf", at_once=HERE),
        Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", "excel"),
        Format("html", "网页", "text/html; charset=utf-8", "html"),
    )
}
