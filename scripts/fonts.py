"""Prepares the font files that PDF output embeds, in the folder where the site looks for them.

Noto CJK is needed. Fandol has a true 仿宋 and is taken from Debian's texlive-lang-chinese where that can be
had; without it Noto stands in. DejaVu adds signs such as ☑. Nothing is installed; run again, it does nothing.
"""

import argparse
import importlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).resolve().parents[1]
SYSTEM = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
)
# File here: the collection it is cut from, and the name of its face there.
NOTO = {
    "NotoSerifCJKsc-Regular.otf": ("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC"),
    "NotoSerifCJKsc-Bold.otf": ("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC"),
    "NotoSansCJKsc-Regular.otf": ("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC"),
}
SIGNS = "DejaVuSans.ttf"
FANDOL = ("FandolFang-Regular.otf", "FandolHei-Regular.otf", "FandolKai-Regular.otf", "FandolSong-Bold.otf")
FAMILY = 1  # of the name table
SECONDS = 180  # for a download of 50 MB; a slower line goes without


class NotToBeHad(Exception):
    """A package could not be fetched or has other files than it should."""


def main() -> int:
    """0 when Noto is in place, with the others or without; 1 when there is nothing to print with."""
    options = arguments()
    target: Path = options.directory
    target.mkdir(parents=True, exist_ok=True)
    try:
        prepare_noto(target)
    except NotToBeHad as problem:
        told = f"没有找到 Noto CJK 字体（{problem}）。请安装软件包 fonts-noto-cjk，再运行 make fonts。"
        print(told, file=sys.stderr)
        return 1
    try:
        prepare_signs(target)
    except NotToBeHad as problem:
        print(f"没有找到 DejaVu 字体（{problem}），PDF 印不出 ☑ 等符号；可安装软件包 fonts-dejavu-core。")
    if not options.no_fandol:
        try_fandol(target, again=options.fandol)
    return 0


def try_fandol(target: Path, again: bool) -> None:
    """What failed once is not tried again at every start, only when asked for."""
    failed = target / "without-fandol"
    if not missing(target, FANDOL) or (failed.exists() and not again):
        return
    try:
        prepare_fandol(target)
        failed.unlink(missing_ok=True)
    except NotToBeHad as problem:
        failed.touch()
        retry = ".venv/bin/python scripts/fonts.py --fandol"
        print(f"没有取得 Fandol 仿宋（{problem}），PDF 用 Noto 宋体代替；以后可重试：{retry}")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="准备 PDF 所用的字体文件。")
    parser.add_argument("directory", nargs="?", type=Path, default=folder(), help="存放字体的目录")
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--no-fandol", action="store_true", help="不取 Fandol 字体，只用 Noto")
    choice.add_argument("--fandol", action="store_true", help="以前没有取得 Fandol，现在重试")
    return parser.parse_args()


def folder() -> Path:
    """Where the site looks: by BUDGET_FONTS and VAR_DIR, in the environment or in .env."""
    sys.path.insert(0, str(ROOT))
    try:
        importlib.import_module("budget_site.env")  # reads .env into the environment
        from projects.rendering import fonts
    finally:
        sys.path.pop(0)
    return fonts.folder()


def missing(target: Path, names: Iterable[str]) -> list[str]:
    return [name for name in names if not (target / name).is_file()]


def installed(pattern: str) -> dict[str, Path]:
    """Fonts of this machine by the names of their files."""
    return {path.name: path for root in SYSTEM if root.is_dir() for path in root.rglob(pattern)}


def prepare_noto(target: Path) -> None:
    """The faces for simplified Chinese, each as a file of its own: WeasyPrint reads no collections."""
    wanted = missing(target, NOTO)
    collections = {NOTO[name][0] for name in wanted}
    found = installed("Noto*CJK-*.ttc")
    with tempfile.TemporaryDirectory() as scratch:
        if not collections <= found.keys():
            print("本机没有安装 Noto CJK 字体，正在下载 fonts-noto-cjk（约 60 MB）……", flush=True)
            found |= {path.name: path for path in from_package("fonts-noto-cjk", collections, Path(scratch))}
        for name in wanted:
            collection, family = NOTO[name]
            cut(found[collection], family, target / name)


def prepare_signs(target: Path) -> None:
    if missing(target, [SIGNS]):
        with tempfile.TemporaryDirectory() as scratch:
            found = (
                installed(SIGNS).get(SIGNS) or from_package("fonts-dejavu-core", [SIGNS], Path(scratch))[0]
            )
            copy(found, target / SIGNS)


def copy(source: Path, target: Path) -> None:
    with whole(target) as part:
        shutil.copyfile(source, part)


def prepare_fandol(target: Path) -> None:
    print("正在下载 texlive-lang-chinese（49 MB），从中取 Fandol 仿宋……", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for path in from_package("texlive-lang-chinese", missing(target, FANDOL), Path(scratch)):
            copy(path, target / path.name)


def cut(collection: Path, family: str, target: Path) -> None:
    """One face of a collection as a font file; the same bytes each time."""
    with TTCollection(collection, lazy=True) as faces:
        names = [face["name"].getDebugName(FAMILY) for face in faces]
    if family not in names:
        raise NotToBeHad(f"{collection} 里没有 {family}")
    number = names.index(family)
    with (
        TTFont(collection, fontNumber=number, lazy=True, recalcTimestamp=False) as face,
        whole(target) as part,
    ):
        face.save(part)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A path to write to, which becomes the target only when all is written."""
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        yield part
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def from_package(package: str, names: Iterable[str], scratch: Path) -> list[Path]:
    """Files of a Debian package by their names, without installing it and without being root."""
    try:
        command = ["apt-get", "download", "-qq", package]
        subprocess.run(command, cwd=scratch, check=True, timeout=SECONDS, capture_output=True)
        archive = next(scratch.glob("*.deb"))
        found = list(unpack(archive, frozenset(names), scratch))
    except FileNotFoundError as problem:
        raise NotToBeHad("本机没有 apt-get") from problem
    except subprocess.TimeoutExpired as problem:
        raise NotToBeHad("下载太慢") from problem
    except (subprocess.CalledProcessError, StopIteration, tarfile.TarError) as problem:
        raise NotToBeHad(f"下载 {package} 失败") from problem
    if len(found) < len(frozenset(names)):
        raise NotToBeHad(f"{package} 里没有所需的文件")
    return found


def unpack(archive: Path, names: frozenset[str], scratch: Path) -> Iterator[Path]:
    """Only the wanted files, while the package streams by: unpacked it is ten times as large."""
    command = ["dpkg-deb", "--fsys-tarfile", archive]
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE) as stream,
        tarfile.open(fileobj=stream.stdout, mode="r|") as tree,
    ):
        for member in tree:
            path = scratch / Path(member.name).name
            if path.name in names and member.isfile():
                with tree.extractfile(member) as source, path.open("wb") as unpacked:
                    shutil.copyfileobj(source, unpacked)
                yield path


if __name__ == "__main__":
    sys.exit(main())
