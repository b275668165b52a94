"""What of a version is searched."""

from django.db import models

from projects.models.version import TableVersion
from projects.searching.indexing import Words


class VersionWords(Words):
    """What a table is found by; written whenever it is (projects/storing.py)."""

    version = models.OneToOneField(TableVersion, models.CASCADE, primary_key=True, related_name="words")

    class Meta:
        verbose_name = verbose_name_plural = "表格检索"
