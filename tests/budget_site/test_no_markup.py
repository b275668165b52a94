"""Nothing that a person types is ever markup: not on a page, in a file, nor in what leaves by address.

Of the public site see tests/disclosures/public: test_bodies (every cell), test_generating (names, notes,
feeds) and test_search_page (what is asked).
"""

import ast
import io
import re
import zipfile
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from budget_site.accounts.models import Department, District, User
from budget_site.env import BASE_DIR
from projects.storing import table_of
from projects.tables import Amount, Goal, Indicator, PlanStep
from tests import doors
from tests.people import make_project, make_table

ATTACK = "\"'><svg/onload=bad()><script>bad()</script>"
LINK = "javascript:bad()"


class Page(HTMLParser):
    """Whatever in a page would run, or lead to what runs."""

    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[str] = []
        self._script = False
        self.feed(content)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self._script = tag == "script" and "src" not in named
        for name, value in named.items():
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or (
                name in ADDRESSES and address.startswith(("javascript:", "data:text"))
            ):
                self.runs.append(f"{tag} {name}={value}")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag):
        self._script = False

    def handle_data(self, data):
        if self._script and "bad()" in data:
            self.runs.append(data)


ADDRESSES = ("href", "src", "action", "formaction", "data", "xlink:href", "hx-get", "hx-post")


def test_the_looking_glass_sees_each_kind_of_attack():
    for text in (ATTACK, "<img src=x onerror=bad()>", f"<a href=' {LINK}'>x</a>", "<script>bad()</script>"):
        assert Page(text).runs, text
    assert not Page("<p>&lt;script&gt;bad()&lt;/script&gt; onclick=bad()</p><script src=x></script>").runs


def hostile_table():
    row = Indicator("产出指标", "数量指标", ATTACK, f"{ATTACK}{LINK}", ATTACK, LINK)
    return make_table(
        title=ATTACK,
        code=ATTACK[:20],
        name=ATTACK,
        total=Amount.of(ATTACK),
        purpose=f"{ATTACK}\n{LINK}",
        plan=(PlanStep.of("6月底", ATTACK), PlanStep.of("12月底", "100")),
        goals=(Goal("目标1", ATTACK), Goal("目标2", LINK)),
        indicators=(row,),
    )


@pytest.fixture
def attacked(office, monkeypatch):
    """The office, where everybody and everything is called by an attack."""
    monkeypatch.setattr(doors, "MARKER", ATTACK)
    department = office.document.department
    office.document = make_project(office.district, department, table=hostile_table())
    for model in (User, District, Department):
        for one in model.objects.all():
            model.objects.filter(pk=one.pk).update(name=f"{ATTACK}{one.pk}")
    for user in office.people.values():
        if user is not None:
            user.refresh_from_db()
    office.district.refresh_from_db()
    return office


@pytest.mark.decided
@pytest.mark.django_db
def test_no_page_of_the_staff_runs_what_was_typed(attacked, client):
    opened = set()
    for name, route in doors.ROUTES.items():
        url = reverse(name, args=[*doors.arguments(attacked, route.place), *route.extra])
        who = min(doors.allowed(attacked, route) - {"nobody", "closed"})
        client.force_login(attacked.people[who])
        asked = {"q": ATTACK, "page": ATTACK, "next": LINK, "department": ATTACK, "status": ATTACK}
        answer = client.post(url, asked | {"text": ATTACK}) if route.post else client.get(url, asked)
        if answer.get("Content-Type", "").startswith("text/html"):
            content = answer.content.decode()
            assert not Page(content).runs, (name, Page(content).runs)
            opened |= {name} if ATTACK[:3] not in content and "bad()" in content else set()
        if answer.status_code == 302:
            assert answer.url.startswith("/"), name
    assert len(opened) > 30  # or the attack was nowhere to be seen


@pytest.mark.decided
@pytest.mark.django_db
@pytest.mark.parametrize("form", ["html", "docx", "xlsx"])
def test_a_file_holds_it_as_text(attacked, client, form):
    client.force_login(attacked.people["drafter here"])
    answer = client.get(reverse("project_file", args=[attacked.document.pk, form]))
    assert answer.status_code == 200
    assert table_of(attacked.document.versions.get()).name == ATTACK
    if form == "html":
        assert not Page(answer.content.decode()).runs
        return
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        parts = [package.read(one).decode() for one in package.namelist() if one.endswith((".xml", ".rels"))]
    assert not [part for part in parts if "<script" in part or "<svg" in part]
    assert any("&lt;script&gt;" in part for part in parts)
    assert not [part for part in parts if re.search(r'Target="\s*javascript:', part)]


# Where text becomes markup without being escaped once more, how often in that file, and why it may.
MADE_BY_US = {
    "projects/forms/drawing.py": (1, "what other layout objects have rendered"),
    "projects/forms/answers.py": (2, "format_html_join of literals; the word selected"),
    "disclosures/public/shell.py": (1, "a frozen body, whose every text was escaped when it was made"),
    "disclosures/public/blocks.py": (1, "a chart that charts/svg.py drew, escaping its texts"),
    "disclosures/views/previewing.py": (1, "a body as bodies.py makes it, escaped there"),
    "templates/projects/framework/affected.html": (1, "a table drawn by rendering/html.py"),
    "templates/projects/framework/picture.html": (1, "a table drawn by rendering/html.py"),
    "templates/projects/framework/framework.html": (1, "a table drawn by rendering/html.py"),
    "templates/projects/project.html": (1, "a table drawn by rendering/html.py"),
    "templates/projects/version.html": (1, "a table drawn by rendering/html.py"),
    "templates/projects/importing/table.html": (1, "a table drawn by rendering/html.py"),
    "templates/projects/review/review.html": (1, "a table drawn by rendering/html.py"),
    "templates/projects/letters/new.html": (1, "a letter drawn by rendering/letter_html.py"),
    "templates/projects/board/board.html": (3, "bars and shares drawn by rendering/bars.py"),
    "templates/public/body/project.html": (1, "the mark of a place, a constant"),
    "templates/public/body/notes.html": (2, "the mark of a place, a constant"),
    "projects/views/reviewing.py": (1, "format_html of a literal; the name of a table is escaped"),
    "projects/templatetags/handbook.py": (5, "the handbook's own words; what is put in is escaped"),
    "templates/public/body/downloads.html": (1, "the mark of a place, a constant"),
}
IN_TEMPLATES = re.compile(r"\|\s*(?:safe|safeseq)\b|{%\s*autoescape\s+off")
IN_CODE = {"mark_safe", "SafeString", "SafeText", "format_html", "format_html_join", "html_safe"}


def unescaped() -> dict[str, int]:
    found: dict[str, int] = {}
    for path in sorted((BASE_DIR / "templates").rglob("*")):
        if path.is_file():
            found[str(path.relative_to(BASE_DIR))] = len(
                IN_TEMPLATES.findall(path.read_text(encoding="utf-8"))
            )
    for package in ("budget_site", "projects", "disclosures"):
        for path in (BASE_DIR / package).rglob("*.py"):
            calls = [one for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_made(one)]
            found[str(path.relative_to(BASE_DIR))] = len(calls)
    return {name: count for name, count in found.items() if count}


def is_made(node: ast.AST) -> bool:
    """A call that says of a text that it is markup."""
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    return name in IN_CODE


def test_text_becomes_markup_only_where_it_is_listed_why():
    assert unescaped() == {name: count for name, (count, _) in MADE_BY_US.items()}


def test_what_is_formatted_into_markup_is_a_literal():
    for name in (one for one in MADE_BY_US if one.endswith(".py")):
        for node in ast.walk(ast.parse((BASE_DIR / name).read_text(encoding="utf-8"))):
            if is_made(node) and getattr(node.func, "id", "").startswith("format_html"):
                first = node.args[: 2 if node.func.id == "format_html_join" else 1]
                assert all(isinstance(one, ast.Constant) for one in first), name
