"""核验公开文件：python verify.py [文件夹 | 文件……]，不写就核验本程序所在的文件夹。

One plain file for Python 3.8 or newer, which goes with every edition; the site itself uses it too.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

MANIFEST, SUMS, HELP, TOMBSTONE = "manifest.json", "SHA256SUMS", "核验说明.txt", "tombstone.json"
CHAIN = "manifests"  # a folder with the manifests of whole chains
SAME, CHANGED, MISSING, EXTRA = "一致", "不一致", "缺少", "多出"
ERASED, LEFT_OUT, REFUSED, BROKEN = "已删除个人信息", "未收入", "已拒绝", "链不完整"
_MEANT = {ERASED: f"{ERASED}的，本程序不能知道是否属实，请到公开网站核对该版本的状态。"}
_MEANT[LEFT_OUT] = f"{LEFT_OUT}的文件在清单中有，这个文件夹里没有放，不影响核验。"
_ALSO = (("data", "json"), ("note", "txt"))  # files whose hash the manifest also gives by itself
_HASH, _SUM = re.compile("[0-9a-f]{64}"), re.compile("([0-9a-f]{64})  (.+)")
_UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')
_BAD_PART = re.compile(r"\.{0,2}| .*|.*[ .]|(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_BY_THE_SYSTEM = {".DS_Store", "Thumbs.db", "desktop.ini", "__pycache__"}


class Line(NamedTuple):
    """What was found of one file; `path` is relative to the folder, with forward slashes."""

    path: str
    state: str
    why: str = ""

    def __str__(self) -> str:
        return f"{self.state}  {self.path}" + (f"（{self.why}）" if self.why else "")


@dataclass
class Report:
    """What was found of each file, and the hash of each manifest, to be compared with the public site's."""

    lines: list[Line] = field(default_factory=list)
    manifests: dict[str, str] = field(default_factory=dict)

    def add(self, path: str, state: str, why: str = "") -> None:
        self.lines.append(Line(path, state, why))

    @property
    def is_sound(self) -> bool:
        return bool(self.lines) and not self.broken

    @property
    def broken(self) -> list[Line]:
        return [line for line in self.lines if line.state not in (SAME, ERASED, LEFT_OUT)]

    def __str__(self) -> str:
        """The verdict last; of many files only those that are not simply the same."""
        counts = Counter(line.state for line in self.lines)
        quiet = (SAME, LEFT_OUT) if len(self.lines) > 1 else ()
        told = [str(line) for line in self.lines if line.state not in quiet]
        told += [f"清单校验值  {digest}  {path}" for path, digest in self.manifests.items()]
        told += [words for state, words in _MEANT.items() if counts[state]]
        found = "，".join(f"{state} {count} 个" for state, count in counts.items())
        return "\n".join([*told, f"{'核验通过' if self.is_sound else '核验未通过'}：{found}。"])


def verify(folder: str | os.PathLike[str]) -> Report:
    """An edition's folder; or an export, which may hold several editions or a part of one."""
    report, root, chain = Report(), os.path.realpath(os.fspath(folder)), {}
    kept = [f"{CHAIN}/{name}" for name in _found(os.path.join(root, CHAIN))]
    editions, exported = _editions(root), _read(os.path.join(root, SUMS))
    listed = {} if exported is None or MANIFEST in editions else _lines_of(exported)
    for name in [*editions, *kept]:
        data = _manifest(report, root, name)
        if data is not None:
            chain[name] = data
            prefix, files = name[: -len(MANIFEST)], read_manifest(data)["files"]
            if name not in kept and (not listed or any(prefix + one["path"] in listed for one in files)):
                _check_edition(report, root, prefix, data, listed)
    _check_chain(report, chain)
    told = {line.path for line in report.lines} | {SUMS}
    for path in sorted(listed.keys() - told):
        report.add(path, *_judged(root, {"path": path, "sha256": listed[path]}, {}))
    for path in sorted({*_found(root)} - listed.keys() - told) if listed else ():
        report.add(path, EXTRA, f"{SUMS} 中没有")
    if not report.lines:
        report.add(MANIFEST, MISSING, "没有找到公开清单，请在下载的文件夹中运行")
    return report


def verify_file(path: str, beside: str) -> Report:
    """One file, under whatever name it was saved, by the manifest above it or else in `beside`."""
    report = Report()
    root = next((up for up in Path(path).resolve().parents if (up / MANIFEST).is_file()), beside)
    data = _manifest(report, root, MANIFEST)
    if not os.path.isfile(path):
        report.add(path, MISSING)
    elif data is not None:
        report.add(path, *_recognised(path, read_manifest(data)["files"]))
    return report


def read_manifest(data: bytes) -> dict:
    """A manifest that names each file once. ValueError, in words for the reader, where it is none."""
    try:
        told = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise ValueError("清单不完整，可能没有下载全，或者被改动")
    shape = type(told.get("files")), type(told.get("publisher")), type(told.get("position"))
    if told.get("format") != 1 or shape != (list, dict, int):
        raise ValueError("不是公开清单，或者是更新版本的清单，请用网站上最新的核验程序")
    seen = set()
    for one in told["files"]:
        path = one.get("path") if isinstance(one, dict) else None
        hashed = isinstance(path, str) and _HASH.fullmatch(str(one.get("sha256")))
        if not hashed or type(one.get("size")) is not int:
            raise ValueError(f"清单中有一项不完整：{one!r:.80}")
        if path.lower() in seen:
            raise ValueError(f"清单中重复列出：{path}")
        seen.add(path.lower())
    return told


def is_safe(path: str) -> bool:
    """Whether a path stays within its folder and means one file, the same on Windows and elsewhere."""
    return not _UNSAFE.search(path) and not any(map(_BAD_PART.fullmatch, path.split("/")))


def sums(manifest: bytes) -> str:
    """SHA256SUMS of a manifest's files and of itself, as sha256sum -c reads them."""
    files = [(one["sha256"], one["path"]) for one in read_manifest(manifest)["files"]]
    return "".join(f"{digest}  {path}\n" for digest, path in [*files, (sha256(manifest), MANIFEST)])


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _check_edition(report: Report, root: str, prefix: str, data: bytes, listed: dict[str, str]) -> None:
    """All that the manifest names; of an export, less what its own list (`listed`) has not taken in."""
    told, root = read_manifest(data), os.path.join(root, *prefix.split("/")[:-1])
    erased, also = _tombstones(root, told["files"]), {f"{key}.{end}": told.get(key) for key, end in _ALSO}
    for one in told["files"]:
        state, why = _judged(root, one, erased)
        if state == MISSING and listed and prefix + one["path"] not in listed:
            state = LEFT_OUT
        report.add(prefix + one["path"], state, why)
        if also.get(one["path"], one["sha256"]) != one["sha256"]:
            report.add(prefix + MANIFEST, CHANGED, f"清单另外写明的校验值与 {one['path']} 的不同")
    known = {one["path"] for one in told["files"]} | {MANIFEST, SUMS, HELP, TOMBSTONE}
    for path in _found(root):
        if not (path in known or prefix + path in listed or path.startswith(CHAIN + "/")):
            report.add(prefix + path, EXTRA, "清单中没有")
    if os.path.lexists(os.path.join(root, SUMS)):
        _check_sums(report, root, prefix, data)


def _judged(root: str, one: dict, erased: dict[str, tuple[str, str]]) -> tuple[str, str]:
    """The state of a file that the manifest lists, and why."""
    path = one["path"]
    if not is_safe(path):
        return REFUSED, "清单中的路径不合规，没有读取"
    place = os.path.join(root, *path.split("/"))
    if not os.path.lexists(place):
        digest, why = erased.get(path, ("", ""))
        return (ERASED, why) if digest == one["sha256"] else (MISSING, "")
    if os.path.normcase(os.path.realpath(place)) != os.path.normcase(place) or not os.path.isfile(place):
        return REFUSED, "不是本文件夹中的普通文件，没有读取"
    data = Path(place).read_bytes()
    size, digest = len(data), sha256(data)
    should = one.get("size", size)
    if (size, digest) == (should, one["sha256"]):
        return (EXTRA, f"{TOMBSTONE} 说已删除，文件却还在") if path in erased else (SAME, "")
    return CHANGED, "内容不同" if size == should else f"应为 {should} 字节，实为 {size} 字节"


def _recognised(path: str, files: list[dict]) -> tuple[str, str]:
    """What a file by itself is: one of the manifest's by its hash, or a changed one by its name."""
    digest, name = sha256(Path(path).read_bytes()), os.path.basename(path)
    same = [one["path"] for one in files if one["sha256"] == digest]
    alike = "、".join(one["path"] for one in files if one["path"].rpartition("/")[2] == name)
    if same:
        return SAME, f"即清单中的 {same[0]}"
    return (CHANGED, f"与清单中的 {alike} 不同") if alike else (EXTRA, "清单中没有内容相同的文件")


def _check_sums(report: Report, root: str, prefix: str, data: bytes) -> None:
    """SHA256SUMS must say what the manifest says, of the manifest too; so a change of either is seen."""
    expected = _lines_of(sums(data).encode("utf-8", "replace"))
    written = _lines_of(_read(os.path.join(root, SUMS)) or b"")
    told, found = written.pop(HELP, None), _read(os.path.join(root, HELP))
    if found is not None and told != sha256(found):
        report.add(prefix + HELP, CHANGED, f"与 {SUMS} 中的校验值不符")
    if written.pop(MANIFEST, expected[MANIFEST]) != expected.pop(MANIFEST):
        report.add(prefix + MANIFEST, CHANGED, f"与 {SUMS} 不符，两者之一被改动")
    report.add(prefix + SUMS, SAME if written == expected else CHANGED)


def _lines_of(data: bytes) -> dict[str, str]:
    """Hash by path of what SHA256SUMS says; a line that says nothing counts as a path that is never right."""
    found, lines = {}, data.decode("utf-8", "replace").split("\n")
    for line in lines[:-1] if lines[-1] == "" else [""]:
        read = _SUM.fullmatch(line)
        path = read.group(2) if read else line
        found[path] = read.group(1) if read and path not in found else ""
    return found


def _check_chain(report: Report, manifests: dict[str, bytes]) -> None:
    """Each manifest holds the hash of the one before it on its publisher's chain."""
    chains = {}
    for path, data in manifests.items():
        told = read_manifest(data)
        key = tuple(str(told["publisher"].get(part) or "") for part in ("district", "department"))
        chains.setdefault(key, {}).setdefault(told["position"], {})[path] = data
    for _, chain in sorted(chains.items()):
        for position, here in sorted(chain.items()):
            why = _link(read_manifest(next(iter(here.values()))), chain.get(position - 1), len(chain) > 1)
            if len(set(here.values())) > 1:
                why = f"链上第 {position} 份有不同的清单：{'、'.join(here)}"
            for path in here:
                if why or path.startswith(CHAIN + "/"):
                    report.add(path, BROKEN if why else SAME, why or f"链上第 {position} 份")


def _link(told: dict, before: dict[str, bytes] | None, should: bool) -> str:
    """What is wrong between a manifest and the one before it; `should`: whether that one ought to be here."""
    position, previous = told["position"], told.get("previous")
    if position == 1:
        return "第一份清单不应有上一份" if previous else ""
    if not _HASH.fullmatch(str(previous)):
        return "没有上一份清单的校验值"
    if before is None:
        return f"缺少链上第 {position - 1} 份清单" if should else ""
    return "" if previous in map(sha256, before.values()) else "上一份清单的校验值不符"


def _tombstones(root: str, files: list[dict]) -> dict[str, tuple[str, str]]:
    """What was erased: hash and reason by path. An edition is erased whole: one that is unreadable, or does
    not name every file by its hash, is none, and what it hides is missing."""
    try:
        told = json.loads((_read(os.path.join(root, TOMBSTONE)) or b"").decode("utf-8"))
        reason = str(told.get("reason") or "")
        erased = {one["path"]: (one["sha256"], str(one.get("reason") or reason)) for one in told["files"]}
        return erased if all(erased[one["path"]][0] == one["sha256"] for one in files) else {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _manifest(report: Report, root: str | os.PathLike[str], name: str) -> bytes | None:
    """The bytes of a manifest that can be read; what cannot is reported."""
    data = _read(os.path.join(os.fspath(root), *name.split("/")))
    try:
        read_manifest(data or b"")
    except ValueError as error:
        report.add(name, MISSING if data is None else CHANGED, "" if data is None else str(error))
        return None
    report.manifests[name] = sha256(data)
    return data


def _editions(root: str) -> list[str]:
    """The manifests in a folder and below; what lies beside or below one belongs to its edition."""
    found = []
    for folder, inside, names in os.walk(root):
        inside[:] = [] if MANIFEST in names else sorted(one for one in inside if one != CHAIN)
        if MANIFEST in names:
            found.append(Path(folder, MANIFEST).relative_to(root).as_posix())
    return found


def _found(root: str) -> list[str]:
    """All that lies in a folder but what the system itself puts there; links are named, not followed."""
    paths = (one.relative_to(root) for one in Path(root).rglob("*") if one.is_symlink() or not one.is_dir())
    return sorted(one.as_posix() for one in paths if not _BY_THE_SYSTEM.intersection(one.parts))


def _read(place: str) -> bytes | None:
    """The bytes of a manifest or a text; None where there is none, or it is a link."""
    return None if os.path.islink(place) or not os.path.isfile(place) else Path(place).read_bytes()


def main(arguments: list[str]) -> int:
    sys.stdout.reconfigure(errors="backslashreplace")  # a console that has no Chinese still tells states
    if "--help" in arguments:
        return print(__doc__.splitlines()[0]) or 0
    here = os.path.dirname(os.path.abspath(__file__))
    reports = [verify(one) if os.path.isdir(one) else verify_file(one, here) for one in arguments or [here]]
    print(*reports, sep="\n\n")
    return 0 if all(report.is_sound for report in reports) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
