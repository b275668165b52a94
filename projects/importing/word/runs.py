"""The runs of one Word paragraph, whatever wraps them: which of their text a person sees."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from projects.importing.word.context import Context
from projects.importing.word.ink import Sight
from projects.importing.word.names import alternative, attribute, child, parts, short, switch
from projects.importing.word.signs import form_field, sign
from projects.importing.word.styles import Setting

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def letters(element: Any) -> str:
    """What a w:t holds."""
    text = element.text or ""
    stripped = text.strip(" \t\r\n")
    if len(stripped) < len(text) and element.get(_SPACE) != "preserve":
        text = stripped
    return text.replace("\n", " ") if "\n" in text else text


class Walk:
    """One paragraph's runs in order, whatever wraps them."""

    __slots__ = ("_context", "_fields", "_setting", "_sight", "_style", "boxes", "texts")

    def __init__(self, context: Context, style: str | None, setting: Setting) -> None:
        self.texts: list[str] = []
        self.boxes: list[Any] = []
        self._context = context
        self._fields = context.fields
        self._style = style
        self._setting = setting
        self._sight = setting.plain

    def into(self, parent: Any) -> None:
        for element in parent:
            handler = handler_of(element.tag)
            if handler is not None:
                handler(self, element)

    def _write(self, text: str) -> None:
        seen = self._sight is Sight.CLEAR or (self._sight is Sight.FAINT and text.isspace())
        if seen and True not in self._fields:
            self.texts.append(text)

    def _run(self, element: Any) -> None:
        around, self._sight = self._sight, self._setting.plain
        self.into(element)
        self._sight = around

    def _properties(self, element: Any) -> None:
        """A run's w:rPr, which stands before all it is about."""
        if len(element):
            self._sight = self._context.sight(self._style, parts(element), self._setting.ground)

    def _text(self, element: Any) -> None:
        self._write(letters(element))

    def _break(self, element: Any) -> None:
        if attribute(element, "type") not in ("page", "column"):
            self._write("\n")

    def _sign(self, element: Any) -> None:
        self._write(sign(attribute(element, "font") or "", attribute(element, "char") or ""))

    def _field(self, element: Any) -> None:
        fields, kind = self._fields, attribute(element, "fldCharType")
        if kind == "begin":
            self._write(form_field(child(element, "ffData")))
            fields.append(True)
        elif fields and kind == "separate":
            fields[-1] = False
        elif fields and kind == "end":
            fields.pop()

    def _control(self, element: Any) -> None:
        content = child(element, "sdtContent")
        if content is not None and not switch(child(element, "sdtPr"), "showingPlcHdr"):
            self.into(content)

    def _alternative(self, element: Any) -> None:
        branch = alternative(element)
        if branch is not None:
            self.into(branch)

    def _ruby(self, element: Any) -> None:
        base = child(element, "rubyBase")
        if base is not None:
            self.into(base)

    def _denominator(self, element: Any) -> None:
        self._write("/")
        self.into(element)

    def _drawing(self, element: Any) -> None:
        if self._sight is not Sight.HIDDEN and True not in self._fields:
            self.boxes.extend(_boxes(element))


def _boxes(element: Any) -> Iterator[Any]:
    for each in element:
        name = short(each.tag)
        if name == "txbxContent":
            yield each
        elif name == "mc:AlternateContent":
            branch = alternative(each)
            yield from _boxes(branch) if branch is not None else ()
        elif not _hidden_shape(each):
            yield from _boxes(each)


def _hidden_shape(element: Any) -> bool:
    if "visibility:hidden" in (element.get("style") or "").replace(" ", "").lower():
        return True
    return any(each.get("hidden") in ("1", "true") for each in element if str(each.tag).endswith("}docPr"))


def _literal(text: str) -> Callable[[Walk, Any], None]:
    return lambda walk, element: walk._write(text)


_WRAPPERS = ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "fldSimple", "dir", "bdo")
_HANDLERS: dict[str, Callable[[Walk, Any], None]] = {
    "r": Walk._run,
    "m:r": Walk._run,
    "rPr": Walk._properties,
    "t": Walk._text,
    "m:t": Walk._text,
    "tab": _literal("\t"),
    "ptab": _literal("\t"),
    "cr": _literal("\n"),
    "br": Walk._break,
    "noBreakHyphen": _literal("-"),
    "sym": Walk._sign,
    "fldChar": Walk._field,
    "sdt": Walk._control,
    "mc:AlternateContent": Walk._alternative,
    "ruby": Walk._ruby,
    "m:den": Walk._denominator,
    **dict.fromkeys(("drawing", "pict", "object"), Walk._drawing),
    **dict.fromkeys(_WRAPPERS, Walk.into),
}


@lru_cache(maxsize=1024)
def handler_of(tag: Any) -> Callable[[Walk, Any], None] | None:
    """What to do with an element; nothing with one that Word does not draw, or that is not Word's."""
    name = short(tag)
    formula = name.startswith("m:") and not name.endswith("Pr")
    return _HANDLERS.get(name, Walk.into if formula else None)
