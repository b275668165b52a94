from django.urls import path, register_converter

from projects.formats import FORMATS
from projects.views import tables


class FormatConverter:
    """A file format by the ending of its name."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str):
        return FORMATS[value]

    def to_url(self, value) -> str:
        return getattr(value, "name", value)


register_converter(FormatConverter, "format")

urlpatterns = [
    path("", tables.home, name="home"),
    path("tables/<slug:district>/<int:year>/", tables.year, name="year"),
    path("tables/<slug:district>/<int:year>/tables.<format:form>", tables.year_file, name="year_file"),
    path("projects/<uuid:pk>/", tables.project, name="project"),
    path("projects/<uuid:pk>/table.<format:form>", tables.project_file, name="project_file"),
]
