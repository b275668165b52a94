"""Figures as a number format sets them: places, thousands, percent, powers of ten, words in between."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal

from projects.values import plain

_PLACES = ("0", "#", "?")
_SHOWN = 11  # characters of a computed number in a cell without a format
_EXACT = Context(prec=2_000, rounding=ROUND_HALF_UP)  # a double of 300 figures, and a format of 255 signs


def general(number: Decimal, computed: bool = False) -> str:
    """A number without a format: as it was typed; a computed one in the figures that a cell shows."""
    if number and not -11 < number.adjusted() < 21:
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        return f"{plain(Decimal(mantissa))}E{exponent}"
    whole = max(1, number.adjusted() + 1)
    if computed and number != number.to_integral_value():
        number = number.quantize(Decimal(1).scaleb(-max(0, _SHOWN - 1 - whole)), context=_EXACT)
    return plain(number)


class Digits:
    """One section of a format, ready to be filled with figures."""

    def __init__(self, tokens: Sequence) -> None:
        self._tokens = tokens
        kinds = [token.kind for token in tokens]
        self._power = next((place for place, kind in enumerate(kinds) if kind == "exponent"), len(kinds))
        self._point = next((place for place in range(self._power) if kinds[place] == "."), self._power)
        self._before = [place for place in range(self._point) if kinds[place] in _PLACES]
        self._after = [place for place in range(self._point, self._power) if kinds[place] in _PLACES]
        first, last = (self._before or self._after or [0])[0], (self._before or self._after or [0])[-1]
        commas = [place for place, kind in enumerate(kinds) if kind == ","]
        self._thousands = any(first < place < last for place in commas)
        self._scale = 2 * kinds.count("%") - 3 * sum(place > last for place in commas)

    def fill(self, number: Decimal) -> str:
        """The section with a number, which is not negative, in its places."""
        if not (self._before or self._after):
            return "".join(token.text for token in self._tokens if token.kind != ",")
        number, power = number.scaleb(self._scale, _EXACT), 0
        if self._power < len(self._tokens):
            power = number.adjusted() - max(0, len(self._before) - 1) if number else 0
            number = number.scaleb(-power, _EXACT)
        number = number.quantize(Decimal(1).scaleb(-len(self._after)), context=_EXACT)
        whole, _, rest = f"{number:f}".partition(".")
        figures = self._whole(whole.lstrip("0")) | self._rest(rest)
        if self._power < len(self._tokens):
            figures |= self._exponent(power)
        return "".join(self._shown(place, figures) for place in range(len(self._tokens)))

    def _shown(self, place: int, figures: dict[int, str]) -> str:
        token = self._tokens[place]
        if token.kind in (*_PLACES, "exponent"):
            return figures.get(place, "")
        if token.kind == ",":
            return ""
        if place == self._point and not any(figures.get(after) for after in self._after):
            return ""  # Excel shows a point with nothing behind it, which no one would type
        return token.text

    def _whole(self, figures: str) -> dict[int, str]:
        """The figures before the point, from the right; the first place takes all that are left."""
        found: dict[int, str] = {}
        count = 0
        for place in reversed(self._before):
            kept = len(figures) if place == self._before[0] else min(1, len(figures))
            taken, figures = figures[len(figures) - kept :], figures[: len(figures) - kept]
            if not taken and self._tokens[place].kind == "0":
                taken = "0"
            text = ""
            for figure in reversed(taken):
                text = figure + ("," if self._thousands and count and not count % 3 else "") + text
                count += 1
            found[place] = text
        return found

    def _rest(self, figures: str) -> dict[int, str]:
        """The figures behind the point; closing zeros only where the format asks for them."""
        found: dict[int, str] = {}
        for place, figure in reversed(list(zip(self._after, figures, strict=True))):
            if found or figure != "0" or self._tokens[place].kind == "0":
                found[place] = figure
        return found

    def _exponent(self, power: int) -> dict[int, str]:
        sign = self._tokens[self._power].text
        places = [
            place for place in range(self._power, len(self._tokens)) if self._tokens[place].kind in _PLACES
        ]
        shown = f"{abs(power):0{len(places)}}"
        figures = {self._power: "E" + ("-" if power < 0 else sign[1:].replace("-", ""))}
        return figures | ({places[0]: shown} if places else {})
