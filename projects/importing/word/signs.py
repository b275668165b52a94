"""What Word draws without letters: the characters of its symbol fonts, and the form fields of old."""

from typing import Any

from projects.importing.word.names import attribute, child, number, short, switch, value

_SIGNS = {
    "symbol": {
        0xA3: "≤", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
        0x61: "α", 0x62: "β", 0x6D: "μ", 0x44: "Δ", 0x53: "Σ", 0xA5: "∞", 0xD6: "√",
    },
    "wingdings": {
        0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA1: "○",
        0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    },
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
}  # fmt: skip


def sign(font: str, char: str) -> str:
    """The sign that `char` (hex, as in w:sym) draws in a font; in other fonts the character itself.

    Symbol fonts keep their characters at U+F000 and above, or at the plain code.
    """
    try:
        code = int(char, 16)
    except ValueError:
        return ""
    known = _SIGNS.get(font.strip().lower(), {}).get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code)
    if known:
        return known
    return chr(code) if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else ""


def form_field(data: Any) -> str:
    """What a legacy form field (w:ffData) shows beside its result: a box, or the entry that was chosen."""
    box, entries = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        ticked = switch(box, "default") if child(box, "checked") is None else switch(box, "checked")
        return "☑" if ticked else "☐"
    texts = (
        [attribute(each) or "" for each in entries if short(each.tag) == "listEntry"]
        if entries is not None
        else []
    )
    chosen = number(value(entries, "result") or value(entries, "default"), 0, len(texts), 0)
    return texts[chosen] if chosen < len(texts) else ""
