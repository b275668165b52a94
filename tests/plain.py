"""A browser without scripts: it reads a form out of a page, types into it and presses one of its buttons."""

from dataclasses import dataclass

from django.test import Client
from lxml import html


@dataclass
class Plain:
    """One page that somebody has open."""

    client: Client
    url: str
    text: str

    @classmethod
    def open(cls, client: Client, url: str) -> "Plain":
        answer = client.get(url)
        assert answer.status_code == 200, answer.status_code
        return cls(client, url, answer.content.decode())

    @property
    def form(self):
        return html.fromstring(self.text).get_element_by_id("draft")

    def fields(self) -> list[tuple[str, str]]:
        """What the form would send, a box that is not ticked left out."""
        found = []
        for one in self.form.xpath(".//*[@name][not(ancestor::template)]"):
            if one.tag == "textarea":
                found.append((one.get("name"), (one.text or "").removeprefix("\n")))
            elif one.tag == "select":
                found.append((one.get("name"), one.xpath("string(.//option[@selected]/@value)")))
            elif one.tag == "input" and (one.get("type") == "hidden" or one.get("checked") is not None):
                found.append((one.get("name"), one.get("value", "")))
        return found

    def buttons(self) -> list[str]:
        return self.form.xpath(".//button[@name='do'][not(ancestor::template)]/@value")

    def press(self, do: str = "save", typed: dict[str, str] | None = None, ticked: tuple = ()) -> "Plain":
        """The page that follows. The button must be there."""
        assert do in self.buttons(), do
        post: dict[str, list[str]] = {}
        for name, value in self.fields():
            post.setdefault(name, []).append(value)
        assert set(typed or {}) <= set(post)
        post |= {name: [text] for name, text in (typed or {}).items()} | {"do": [do]}
        answer = self.client.post(self.form.get("action"), post | {"theirs": list(ticked)}, follow=True)
        assert answer.status_code == 200, answer.status_code
        url = answer.redirect_chain[-1][0] if answer.redirect_chain else self.url
        return Plain(self.client, url, answer.content.decode())

    def words(self, within: str = "body") -> str:
        """What one reads on the page, in one line; not what is in its fields."""
        [page] = html.fromstring(self.text).xpath(f"//{within}")
        for one in page.xpath(".//textarea | .//select | .//template | .//*[@hidden]"):
            one.drop_tree()
        return " ".join(page.text_content().split())

    def __getitem__(self, name: str) -> str:
        """What stands in a field."""
        return dict(self.fields())[name]
