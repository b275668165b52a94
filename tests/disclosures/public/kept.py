"""What is laid by hand is drawn once a process: then the same files are put there, and rows written anew."""

import shutil
import tempfile
from copy import copy
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from disclosures.models import PublicEdition, PublicEntry
from disclosures.public.searching import index_entries
from tests.disclosures.public import laying


@dataclass
class _Laid:
    folder: str
    editions: list[PublicEdition]
    entries: list[PublicEntry]


_kept: list[_Laid] = []


def two_years_public() -> list[PublicEdition]:
    """`laying.two_years_and_a_correction`, and the generation "1" that shows them."""
    if not _kept:
        rows = laying.two_years_and_a_correction()
        laying.switch("1")
        folder = tempfile.mkdtemp()
        _put(settings.PUBLIC_ROOT, folder)
        _kept.append(_Laid(folder, [copy(row) for row in rows], list(PublicEntry.objects.order_by("pk"))))
        return rows
    laid = _kept[0]
    _put(laid.folder, settings.PUBLIC_ROOT)
    return _write(laid)


def _put(source: Path | str, target: Path | str) -> None:
    shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True)


def _write(laid: _Laid) -> list[PublicEdition]:
    rows = {}
    for one in laid.editions:
        rows[one.pk] = row = copy(one)
        row.pk = None
        row.save(force_insert=True)
    entries = []
    for one in laid.entries:
        entries.append(entry := copy(one))
        entry.pk, entry.edition = None, rows[one.edition_id]
    index_entries(PublicEntry.objects.bulk_create(entries))
    return list(rows.values())
