"""Why something is not done: a sentence that knows which field mends it. Pure."""

from typing import Self


class Refusal(str):
    """A sentence for the person. `about` names the field of the form that it asks for; empty: of none."""

    __slots__ = ("about",)
    about: str

    def __new__(cls, sentence: str, about: str = "") -> Self:
        made = super().__new__(cls, sentence)
        made.about = about or getattr(sentence, "about", "")
        return made
