"""Numbers of sections as official papers count: 一、 for sections, （一） below them."""

_DIGITS = "零一二三四五六七八九"
_UNITS = ("千", "百", "十", "")


def numeral(number: int) -> str:
    """1 to 9999 in 汉字: 十, 二十一, 一百零五, 一百一十."""
    if not 0 < number < 10000:
        raise ValueError(f"没有这样的序号：{number}")
    told, gap = "", False
    for digit, unit in zip(map(int, f"{number:04}"), _UNITS, strict=True):
        if digit:
            told += ("零" if gap and told else "") + _DIGITS[digit] + unit
        gap = not digit
    return told.removeprefix("一") if 10 <= number < 20 else told


def section(number: int) -> str:
    return f"{numeral(number)}、"


def heading(number: int) -> str:
    return f"（{numeral(number)}）"
