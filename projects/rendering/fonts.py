"""The faces of the official print: which font files this installation has, and what CSS calls them.

Fandol has a true 仿宋 and 楷体 but only the characters of GB2312. Noto stands behind it with GBK and the rare
names of 通用规范汉字表, DejaVu with signs such as ☑. scripts/fonts.py puts the files in place.
"""

import os
from pathlib import Path

from projects.rendering.failure import RenderError

_VAR = Path(__file__).resolve().parents[2] / "var"

# CSS variable that the styles use: Fandol's file, which may be missing, and Noto's.
FACES = {
    "--face-text": ("FandolFang-Regular.otf", "NotoSerifCJKsc-Regular.otf"),  # 仿宋
    "--face-title": ("FandolSong-Bold.otf", "NotoSerifCJKsc-Bold.otf"),  # 小标宋
    "--face-label": ("FandolHei-Regular.otf", "NotoSansCJKsc-Regular.otf"),  # 黑体
    "--face-second": ("FandolKai-Regular.otf", "NotoSerifCJKsc-Regular.otf"),  # 楷体
    "--face-number": ("NotoSerifCJKsc-Regular.otf",),  # 宋体
}
_SIGNS = "DejaVuSans.ttf"


def data() -> Path:
    """Where this installation keeps its data: VAR_DIR, else var. Empty is not set."""
    return Path(os.environ.get("VAR_DIR", "").strip() or _VAR).resolve()


def folder() -> Path:
    """Where the font files are: BUDGET_FONTS, else fonts among the data. Empty is not set."""
    return Path(os.environ.get("BUDGET_FONTS", "").strip() or data() / "fonts").resolve()


def variables(folder: Path) -> str:
    """CSS that gives the variables their families. RenderError where a needed file is missing."""
    told = "".join(f"{face}: {families};\n" for face, families in _families(folder).items())
    return f":root {{\n{told}}}"


def faces(folder: Path) -> list[tuple[str, Path]]:
    """The family of every file there is, and the file. RenderError where one leads out of the folder."""
    found = [(_family(name).strip('"'), folder / name) for name in _present(folder)]
    for _, path in found:
        if not path.resolve().is_relative_to(folder.resolve()):
            raise RenderError(
                f"排版时只能读取随软件提供的字体和样式，不能读取 {path.name}（指向 {path.resolve()}）。"
            )
    return found


def named(styles: str, folder: Path) -> str:
    """The styles with the families themselves for the variables: looked up once, not for each element."""
    for face, families in _families(folder).items():
        styles = styles.replace(f"var({face})", families)
    return styles


def state(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells the files of the folder from others of the same names."""
    found = [(family, path.stat()) for family, path in faces(folder)]
    return tuple((family, file.st_size, file.st_mtime_ns) for family, file in found)


def _families(folder: Path) -> dict[str, str]:
    present = _present(folder)
    return {
        face: ", ".join(_family(name) for name in (*names, _SIGNS) if name in present)
        for face, names in FACES.items()
    }


def _present(folder: Path) -> list[str]:
    named = {_SIGNS, *(name for names in FACES.values() for name in names)}
    present = sorted(name for name in named if (folder / name).is_file())
    if lacking := sorted({names[-1] for names in FACES.values()}.difference(present)):
        raise RenderError(
            f"缺少排版 PDF 所用的字体（{'、'.join(lacking)}）。请先运行 make fonts，再生成 PDF。"
        )
    return present


def label_face(folder: Path) -> Path:
    """The file of 黑体; `faces` has told whether there is one."""
    files = [folder / name for name in FACES["--face-label"]]
    return next((path for path in files if path.is_file()), files[-1])


def _family(name: str) -> str:
    """A family of our own for each file, so that no font of the system is taken for it."""
    return f'"official {Path(name).stem}"'


PICTURE_FAMILY = _family(FACES["--face-label"][-1])  # of pictures, as CSS names it


def picture_face(folder: Path) -> Path:
    """The file for text in pictures, where each text has one face: the one with the most characters.

    RenderError where it is missing.
    """
    path = folder / FACES["--face-label"][-1]
    if not path.is_file():
        raise RenderError(f"缺少绘制图表所用的字体（{path.name}）。请先运行 make fonts，再绘制图表。")
    return path
