"""Whole numbers in the numbering formats of Word."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN += ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def written(number: int, kind: str) -> str:
    """The number as Word's `kind` (w:numFmt) writes it; Arabic for kinds not known here."""
    return _KINDS.get(kind, str)(number)


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        times, number = divmod(number, worth)
        text += letters * times
    return text


def _letters(number: int) -> str:
    """a … z, aa, bb … as Word goes on after z."""
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number else ""


def _counted(number: int, digits: str, units: str) -> str:
    text, skipped = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += digits[0] if skipped and text else ""
            text += digits[digit] + (units[place - 1] if place else "")
        skipped = not digit
    return text or digits[0]


def _spoken(number: int) -> str:
    """十五, 一百零五."""
    text = _counted(number, "零一二三四五六七八九", "十百千万")
    return text[1:] if text.startswith("一十") else text


def _legal(number: int) -> str:
    """壹拾伍, 壹佰零伍."""
    return _counted(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟萬")


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _among(signs: str) -> Callable[[int], str]:
    """One sign for each number; beyond them plain digits."""
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else str(number)


def _run(*blocks: tuple[int, int, int]) -> Callable[[int], str]:
    """Signs of Unicode blocks (first number, last number, first code); beyond them plain digits."""
    return lambda number: next(
        (chr(code + number - first) for first, last, code in blocks if first <= number <= last), str(number)
    )


def _wide(number: int) -> str:
    return str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)})


_circled = _run((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))

_KINDS: dict[str, Callable[[int], str]] = {
    "none": lambda number: "",
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseCounting": _spoken,
    "chineseCountingThousand": _spoken,
    "japaneseCounting": _spoken,
    "taiwaneseCounting": _spoken,
    "taiwaneseCountingThousand": _spoken,
    "chineseLegalSimplified": _legal,
    "ideographTraditional": _among("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _among("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _run((1, 20, 0x2474)),
    "decimalEnclosedFullstop": _run((1, 20, 0x2488)),
    "ideographEnclosedCircle": _run((1, 10, 0x3280)),
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
}
