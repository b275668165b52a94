"""Web pages read as a strict reader would: every tag closed in turn, no id twice."""

from html.parser import HTMLParser

_VOID = {"meta", "link", "input", "br", "col", "hr", "img"}


class Markup(HTMLParser):
    """Raises AssertionError at the first fault; afterwards what was found stands in its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open, f"left open: {self.open}"
        assert len(self.ids) == len(set(self.ids)), "an id twice"

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {tag}"
        found = dict(attrs)
        self.tags.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open
        assert self.open.pop() == tag, f"closed out of turn: {tag}"

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def links(self) -> list[str]:
        names = ("href", "src", "action")
        return [found[name] for _, found in self.tags for name in names if found.get(name)]

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())
