"""Who goes by keyboard sees where: the ring stands out from every ground (WCAG 2.2, 1.4.11)."""

import re
from pathlib import Path

import pytest

from budget_site.env import BASE_DIR

STATIC = BASE_DIR / "static"
LEAST = 3
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_GROUND = re.compile(r"(?:^|[;\s])background(?:-color)?:\s*(#[0-9a-f]{3,6}|var\(--[a-z-]+\))\s*(?:;|$)")
_RING = re.compile(r"outline: 3px solid ([^;]+);")
_CONTROLS = re.compile(r"button|input|select|textarea|\.btn")  # the ring stands round these, not on them


def rules(*names: str) -> list[tuple[str, str]]:
    text = "".join((STATIC / name).read_text() for name in names)
    return [(head.strip(), told) for head, told in _RULE.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.S))]


def variables(told: str) -> dict[str, str]:
    return dict(re.findall(r"(--[a-z-]+):\s*([^;]+);", told))


def resolved(value: str, known: dict[str, str]) -> str:
    while value.startswith("var("):
        value = known[value[4:-1]]
    return value


def light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def staffs() -> list[str]:
    names = sorted(path.name for path in STATIC.glob("*.css"))
    return ["site.css", *(name for name in names if name not in ("site.css", "public.css"))]


@pytest.mark.parametrize("names", [["public.css"], staffs()], ids=["public", "staff"])
def test_the_ring_of_the_focus_stands_out_from_every_ground(names):
    found = rules(*names)
    known = variables("".join(told for head, told in found if head == ":root"))
    ring = next(
        _RING.search(told)[1] for head, told in found if ":focus-visible" in head and "outline" in told
    )
    assert contrast(resolved(ring, known), "#fff") >= LEAST
    grounds = 0
    for head, told in found:
        ground = _GROUND.search(told)
        if ground is None or _CONTROLS.search(head):
            continue
        grounds += 1
        own = resolved(ring, known | variables(told))
        assert contrast(own, resolved(ground[1], known)) >= LEAST, head
    assert grounds > 3


def test_no_other_ring_is_paler():
    for path in sorted(Path(STATIC).glob("*.css")):
        for head, told in rules(path.name):
            ring = _RING.search(told)
            assert ring is None or ring[1].startswith("var("), f"{path.name}: {head}"


def test_bootstraps_own_paler_rings_are_overruled():
    [head] = [head for head, told in rules("site.css") if _RING.search(told) and head.startswith(":focus")]
    assert all(name in head for name in (".btn", ".form-control", ".form-select", ".form-check-input"))
