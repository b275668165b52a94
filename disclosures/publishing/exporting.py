"""An edition as plain pages and files, to be laid into any portal or read from a disk.

The pages stand as on the public site, with relative links, the files under `e/<token>/` with the same bytes,
manifest, sums and verify.py beside them. They say up to which day they know what became of editions; on one
day the same edition is the same bytes, as a ZIP too.
"""

import os
import shutil
import zipfile
from html import escape
from pathlib import Path

from disclosures import verifier
from disclosures.document import Disclosure, from_bytes
from disclosures.models import PublicEdition
from disclosures.public import addresses, generating
from disclosures.publishing import disk, linking, tree
from disclosures.publishing.refused import NotPublished

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the time of everything in a ZIP


def export(public: PublicEdition, folder: Path, department: str = "") -> int:
    """Fill an empty folder; with the code of a department, with what of the edition is that department's.

    How many files it holds. NotPublished where the department has nothing in it.
    """
    same_year = PublicEdition.objects.filter(chain=public.chain, year=public.year)
    generating.export(folder, [public], same_year.exclude(pk=public.pk))
    source = tree.root() / tree.EDITIONS / public.token
    disclosure = from_bytes((source / "data.json").read_bytes())
    if department:
        _narrow(public, folder, disclosure, department)
        chosen = _files_of(disclosure, department)
    else:
        chosen = [path.relative_to(source).as_posix() for path in disk.everything(source)]
    for path in chosen:
        if not path.startswith("pages/"):  # the pages themselves are made of these
            target = disk.within(folder / tree.EDITIONS / public.token, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, target)
    shutil.copyfile(verifier.__file__, folder / "verify.py")
    _sum_up(folder)
    return len(disk.everything(folder))


def _files_of(disclosure: Disclosure, department: str) -> list[str]:
    own = [one for one in disclosure.projects if one.department == department]
    tables = [f"tables/{one.id}.json" for one in own]
    return [*tables, verifier.MANIFEST]


def _narrow(public: PublicEdition, folder: Path, disclosure: Disclosure, department: str) -> None:
    """Leave the pages of the department and of its projects; what leads out of them leads to the site."""
    own = [one for one in disclosure.projects if one.department == department]
    if not own:
        raise NotPublished([f"这一版里没有代码为“{department}”的部门的项目。"])
    year = addresses.year(public, public.year)
    start = f"{year}{addresses.department(department)}index.html"
    pages = {start, *(f"{year}{addresses.project(one.number)}index.html" for one in own)}
    for path in disk.everything(folder):
        name = path.relative_to(folder).as_posix()
        if name not in pages and not name.startswith("assets/"):
            path.unlink()
    for name in pages:
        linking.loosen(folder, name)
    (folder / "index.html").write_text(_first_page(start), encoding="utf-8")
    _drop_empty(folder)


def _first_page(start: str) -> str:
    return (
        f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>预算公开</title>'
        f'<meta http-equiv="refresh" content="0; url={escape(start)}">'
        f'<p><a href="{escape(start)}">请点击这里查看公开内容</a></p></html>\n'
    )


def _drop_empty(folder: Path) -> None:
    for place, _, _ in os.walk(folder, topdown=False):
        if not os.listdir(place):
            os.rmdir(place)


def _sum_up(folder: Path) -> None:
    """SHA256SUMS of all that lies there, as sha256sum -c reads it."""
    paths = [path for path in disk.everything(folder) if path != folder / verifier.SUMS]
    lines = (f"{disk.measured(path)[1]}  {path.relative_to(folder).as_posix()}\n" for path in paths)
    (folder / verifier.SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def pack(folder: Path, out: Path) -> None:
    """A ZIP in which nothing tells of this machine; of today its pages alone, the day."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in disk.everything(folder):
            about = zipfile.ZipInfo(path.relative_to(folder).as_posix(), LONG_AGO)
            about.compress_type, about.create_system = zipfile.ZIP_DEFLATED, 3
            about.external_attr = 0o100644 << 16
            packed.writestr(about, path.read_bytes())
