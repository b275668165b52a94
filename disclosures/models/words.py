"""What of the public entries is searched: a table of its own, since the public role may read no other."""

from django.db import models

from disclosures.models.public import PublicEntry
from projects.searching.indexing import Words


class PublicWords(Words):
    """Written by disclosures.public.searching with the entry, and gone with it."""

    entry = models.OneToOneField(PublicEntry, models.CASCADE, primary_key=True, related_name="words")

    class Meta:
        verbose_name = verbose_name_plural = "公开检索文字"
