"""Taking a picture of a part of a page, and telling whether the one that is kept still shows the same.

Fonts and browsers differ from machine to machine, so pictures are not compared byte by byte. Beside each one
is kept what it shows (`tests/e2e/pictures/<name>.txt`: what a screen reader is told of it), which must be the
same; and the picture itself must look alike from afar: about as large, and light and dark in the same places.
"""

import io
import os
import re
from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Locator, Page

from projects.handbook.pictures import FOLDER

ASKED = bool(os.environ.get("MAKE_PICTURES"))  # `make pictures`
SHOWN = Path(__file__).parent / "pictures"
COLOURS = 32
MOST_LINES = 160  # of what a picture says
HIGH = 2400  # pixels
_FAR = (64, 40)  # pixels that a picture is looked at in from afar
_ALIKE = 14  # of 255: how much such a pixel may differ on average
_AS_LARGE = 0.2  # by so much the sides may differ
_ADDRESS = re.compile(r"\s*- /url: ")
_HASH = re.compile(r"[0-9a-f]{64}")
AGAIN = "run `make pictures`, look at what changed, and commit it"


# What a browser itself writes into these fields, as a Chinese one does: this machine's may know no Chinese.
_IN_CHINESE = """() => {
    for (const field of document.querySelectorAll("input[type=date]")) {
        field.type = "text";
        field.value = field.value ? field.value.replaceAll("-", "/") : "年/月/日";
    }
    for (const field of document.querySelectorAll("input[type=file]")) {
        field.type = "text";
        field.value = "选择文件";
    }
    document.activeElement.blur();
    scrollTo(0, 0);
}"""


class Taken:
    """What a walk took, and what was not as it is kept."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.stale: list[str] = []

    def take(
        self,
        page: Page,
        name: str,
        region: Locator | None = None,
        most: int = 700,
        widest: int = 1366,
        pad: int = 0,
        folder: Path = FOLDER,
    ) -> None:
        """The region, no more pixels of it than `most` down and `widest` across; or what the window shows."""
        says = (region or page.locator("body")).aria_snapshot()
        page.evaluate(_IN_CHINESE)
        shot = _shot(page, region, most, widest, pad) if region else page.screenshot(caret="hide")
        self.keep_or_compare(name, shot, _plain(says), folder)

    def keep_or_compare(self, name: str, shot: bytes, says: str, folder: Path) -> None:
        self.names.append(name)
        picture, text = folder / f"{name}.png", SHOWN / folder.name / f"{name}.txt"
        if ASKED:
            for path in (picture, text):
                path.parent.mkdir(parents=True, exist_ok=True)
            picture.write_bytes(small(shot))
            text.write_text(says, encoding="utf-8")
        elif not picture.exists() or not text.exists():
            self.stale.append(f"{name}: there is none")
        elif text.read_text(encoding="utf-8") != says:
            self.stale.append(f"{name}: says something else\n{_difference(text, says)}")
        elif (told := unlike(picture.read_bytes(), shot)) is not None:
            self.stale.append(f"{name}: {told}")


def _plain(says: str) -> str:
    """Without what is another one every time; the beginning, where it goes on and on below the picture."""
    lines = [line for line in _HASH.sub("…", says).splitlines() if not _ADDRESS.match(line)]
    return "\n".join(lines[:MOST_LINES]) + "\n"


def _shot(page: Page, region: Locator, most: int, widest: int, pad: int) -> bytes:
    """Taken on a screen so high that all of it is there at once."""
    before = page.viewport_size
    page.set_viewport_size({"width": before["width"], "height": HIGH})
    box = region.bounding_box()
    left, top = max(0, box["x"] - pad), max(0, box["y"] - pad)
    clip = {
        "x": left,
        "y": top,
        "width": min(before["width"] - left, box["width"] + 2 * pad, widest),
        "height": min(HIGH - top, box["height"] + 2 * pad, most),
    }
    shot = page.screenshot(clip=clip, caret="hide")
    page.set_viewport_size(before)
    return shot


def small(shot: bytes) -> bytes:
    """A PNG of few colours: the same pixels make the same bytes."""
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    target = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        target, "PNG", optimize=True
    )
    return target.getvalue()


def unlike(kept: bytes, shot: bytes) -> str | None:
    """How two pictures differ as seen from afar; None where they do not."""
    old, new = (Image.open(io.BytesIO(one)).convert("RGB") for one in (kept, shot))
    for before, now, side in zip(old.size, new.size, ("wide", "high"), strict=True):
        if abs(before - now) > _AS_LARGE * before:
            return f"was {before} pixels {side}, is {now}"
    far = [one.resize(_FAR, Image.Resampling.BOX) for one in (old, new)]
    differs = max(ImageStat.Stat(ImageChops.difference(*far)).mean)
    return f"looks otherwise (by {differs:.1f} of 255)" if differs > _ALIKE else None


def _difference(text: Path, says: str) -> str:
    before, now = text.read_text(encoding="utf-8").splitlines(), says.splitlines()
    gone = [f"  - {line.strip()}" for line in before if line not in now]
    come = [f"  + {line.strip()}" for line in now if line not in before]
    return "\n".join([*gone[:5], *come[:5]])
