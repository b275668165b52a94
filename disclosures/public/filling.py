"""What bodies leave to their shells: files with size and hash, the manifest's hash, the year's editions."""

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from disclosures import verifier
from disclosures.document import PublishedProject, dump
from disclosures.models import PublicEdition
from disclosures.public import addresses
from disclosures.public.catalog import READABLE, Issue, State
from disclosures.public.places import Place
from disclosures.public.shell import Site, minute
from disclosures.public.words import file_name
from disclosures.rendering import checking

# What a reader is told of each file; the rest is listed with the data of each project.
_TOLD = {
    "disclosure.docx": ("Word 文档", "全文，可编辑"),
    "disclosure.pdf": ("PDF 文档", "全文，适合打印和阅读"),
    "disclosure.xlsx": ("Excel 工作簿", "全部表格和数据"),
    "csv/projects.csv": ("CSV：项目", "每个项目一行"),
    "csv/plan.csv": ("CSV：支出计划", "每个时间节点一行"),
    "csv/goals.csv": ("CSV：绩效目标", "每个目标一行"),
    "csv/indicators.csv": ("CSV：绩效指标", "每条指标一行"),
    "csv/figures.csv": ("CSV：区级数据", "“三公”经费、债务等"),
    "csv/sections.csv": ("CSV：说明文字", "每节说明"),
    "data.json": ("JSON：公开数据", "全部内容，校验值以它为准"),
    "schema.json": ("JSON Schema", "公开数据的格式"),
    "datapackage.json": ("Data Package", "开放数据包的说明"),
    "note.txt": ("更正说明", "这一版更正了什么"),
    "verify.py": ("核验程序", "不联网即可核对全部文件"),
}
# What the manifest cannot name: itself, and what is derived from it.
_BESIDE = {verifier.MANIFEST: "文件清单", verifier.SUMS: "校验值清单", verifier.HELP: "核验说明"}
NAMES = {path: name for path, (name, _) in _TOLD.items()} | _BESIDE
_ORDER = {path: place for place, path in enumerate(_TOLD)}


def fill(
    name: str, site: Site, issue: Issue, row: PublicEdition, here: str, project: PublishedProject | None
) -> str:
    """The markup of a place on the page `here` of an edition."""
    context = {"row": row, "here": here, "number": str(row.number)}
    match name:
        case Place.FILES:
            context |= _files(row, here)
        case Place.FOOT:
            context |= _foot(row, here, project)
        case Place.HASHES:
            context |= {"manifest": addresses.link(here, manifest(row))}
        case Place.HISTORY:
            context |= record(site, issue, here)
        case _:
            return ""
    return render_to_string(f"public/fill/{name}.html", context)


def manifest(row: PublicEdition) -> str:
    """Where an edition's manifest stays public, whatever becomes of its files."""
    return f"{addresses.edition(row, row.year, row.number)}manifest.json"


def record(site: Site, issue: Issue, here: str) -> Mapping[str, Any]:
    """The editions of a year, the newest first; in an export also those that it leaves out, without links."""
    return {
        "editions": [_told(issue, row, here) for row in reversed(issue.record)],
        "until": site.until,
        "shown": "、".join(f"第{row.number}版" for row in issue.editions),
        "latest": site.latest(addresses.editions(issue.last, issue.year)),
    }


def _told(issue: Issue, row: PublicEdition, here: str) -> Mapping[str, Any]:
    readable, before, there = row.state in READABLE, issue.before(row), row in issue.editions
    changes = addresses.changes(row, row.year, row.number)
    return {
        "number": str(row.number),
        "state": row.state,
        "label": label(row),
        "published": minute(row.published_at),
        "said": row.note if readable else row.notice,
        "gone": "" if readable else minute(row.changed_at),
        "after": _after(issue, row),
        "at": addresses.link(here, addresses.edition(row, row.year, row.number)) if there else "",
        "changes": addresses.link(here, changes) if readable and before and there else "",
        "before": str(before.number) if before else "",
        "manifest": addresses.link(here, manifest(row)) if there else "",
        "hash": row.manifest_hash,
    }


def _after(issue: Issue, row: PublicEdition) -> str:
    """The number of the edition in whose place it came once that was withdrawn; none for other editions."""
    if row.manifest.get("corrects") is not None:  # it came while that was in force, whatever happened since
        return ""
    earlier = max((one for one in issue.record if one.number < row.number), key=_number, default=None)
    return str(earlier.number) if earlier and earlier.state not in READABLE else ""


def _number(row: PublicEdition) -> int:
    return row.number


def label(row: PublicEdition) -> str:
    """现行, 已更正, 已撤回."""
    return State(row.state).label


def _files(row: PublicEdition, here: str) -> Mapping[str, Any]:
    files = row.manifest.get("files", ())
    known = sorted((one for one in files if one["path"] in _TOLD), key=lambda one: _ORDER[one["path"]])
    own = addresses.edition(row, row.year, row.number)
    more = [one for one in files if one["path"] not in _TOLD and not one["path"].startswith("pages/")]
    return {
        "files": [_file(row, one, here) for one in known],
        "more": [_file(row, one, here) for one in more],
        "pages": str(sum(one["path"].startswith("pages/") for one in files)),
        "verify": addresses.link(here, addresses.verify(row.district)),
        "manifest": addresses.link(here, manifest(row)),
        "sums": addresses.link(here, f"{own}{verifier.SUMS}"),
        "whole": addresses.link(here, f"{own}{addresses.WHOLE}"),
        "whole_as": saved_as(row, ".zip"),
        "whole_size": size(sum(one["size"] for one in files)),
    }


def _file(row: PublicEdition, one: Mapping[str, Any], here: str) -> Mapping[str, Any]:
    path = PurePosixPath(one["path"])
    name, about = _TOLD.get(one["path"], (str(path), ""))
    return {
        "name": name,
        "about": about,
        "at": addresses.link(here, addresses.file(row.token, one["path"])),
        "as": _saved_as(row, path),
        "size": size(one["size"]),
        "hash": one["sha256"],
    }


def _saved_as(row: PublicEdition, path: PurePosixPath) -> str:
    """The documents take the publisher's name home; data keep the names by which they refer to each other."""
    return saved_as(row, path.suffix) if path.stem == "disclosure" else path.name


def saved_as(row: PublicEdition, ending: str) -> str:
    return file_name(f"{row.district_name}{row.department_name}", row.year, row.number, ending)


def _foot(row: PublicEdition, here: str, project: PublishedProject | None) -> Mapping[str, Any]:
    there = {one["path"]: one for one in row.manifest.get("files", ())}
    wanted = ["disclosure.docx", "disclosure.pdf", "disclosure.xlsx"]
    if project:
        wanted.append(f"tables/{project.id}.json")
    files = [dict(_file(row, there[path], here)) for path in wanted if path in there]
    for one in files:
        own = one["name"].startswith("tables/")
        one["name"] = "本表数据（JSON）" if own else f"全文（{one['name']}）"
    return {"files": files, "project": project, "published": minute(row.published_at)}


def size(count: int) -> str:
    """12 字节, 3.4 KB, 1.2 MB."""
    if count < 1024:
        return f"{count} 字节"
    return f"{count / 1024:.1f} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"


def beside(row: PublicEdition) -> Mapping[str, bytes]:
    """The manifest and what is derived from it, by path: as it was laid and worded then, or would be now."""
    made = dump(row.manifest)
    laid = Path(settings.PUBLIC_ROOT) / addresses.file(row.token, "")
    told = {verifier.MANIFEST: made, **checking.beside(made)}
    return {
        path: (laid / path).read_bytes() if (laid / path).is_file() else one for path, one in told.items()
    }
