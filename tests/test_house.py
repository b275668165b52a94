"""The house's own rules: where code may look, how long a file may be, what must not be forgotten."""

import ast
import io
import re
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import call_command

from projects.importing.limits import Limits

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("budget_site", "projects", "disclosures")
MAY_USE = {
    "budget_site": {"budget_site"},
    "projects": {"projects", "budget_site"},
    "disclosures": {"disclosures", "projects", "budget_site"},
}
ROOT_EXEMPT = {"budget_site/settings.py", "budget_site/urls.py"}
PURE = (
    "projects/apart/",  # no more than another process; knows nothing of what is done there
    "projects/days.py",
    "projects/refusal.py",
    "projects/review/grading.py",
    "projects/tables.py",
    "projects/values.py",
    "projects/sources.py",
    "projects/spelling.py",
    "projects/official/",
    "projects/rendering/",
    "projects/rules/",
    "projects/diff/",
    "projects/matching/",
    "projects/examining/wire.py",
    "projects/handbook/__init__.py",
    "projects/handbook/beside_pages.py",
    "projects/handbook/cells.py",
    "projects/handbook/helps.py",
    "projects/handbook/shortcuts.py",
    "projects/handbook/terms.py",
    "projects/drafting/sheet.py",
    "projects/drafting/missing.py",
    "projects/drafting/operations.py",
    "projects/drafting/understanding.py",
    "projects/examining/alike.py",
    "disclosures/composing.py",
    "disclosures/document.py",
    "disclosures/figures.py",
    "disclosures/labels.py",
    "disclosures/narrative.py",
    "disclosures/rendering/numbering.py",
    "disclosures/rules/",
    "disclosures/saying.py",
    "disclosures/summing_up.py",
    "disclosures/tabling.py",
    "disclosures/totals.py",
    "projects/searching/words.py",
    "projects/searching/showing.py",
)
PURE_MODULES = tuple(path.removesuffix(".py").rstrip("/").replace("/", ".") for path in PURE)
MOST_LINES = 300

SOURCES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts
)


def imported(path: Path) -> set[str]:
    """Every module a file imports, inside functions too, as full dotted names."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_imports_go_one_way(path):
    if name(path) in ROOT_EXEMPT:
        return
    package = path.relative_to(ROOT).parts[0]
    foreign = {
        module for module in imported(path) if module.split(".")[0] in set(PACKAGES) - MAY_USE[package]
    }
    assert not foreign


@pytest.mark.parametrize("path", [p for p in SOURCES if name(p).startswith(PURE)], ids=name)
def test_the_pure_parts_know_neither_django_nor_the_rest_of_the_site(path):
    for module in imported(path):
        assert module.split(".")[0] not in ("django", "budget_site"), module
        if module.startswith(("projects.", "disclosures.")):
            assert module.startswith(PURE_MODULES), module


@pytest.mark.parametrize("path", [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))], ids=name)
def test_no_file_grows_past_what_one_can_read_at_once(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_every_row_of_content_is_reached_through_visible_to():
    """Views, exports and commands never start from all rows, nor from all rows of a place."""
    related = re.compile(r"\.(?:projects|versions|frameworks|imports|imported_as)\.(?!visible_to\b)(\w+)\(")
    start = re.compile(
        r"\b(Project|TableVersion|TableImport|TableFramework|District|Snapshot|Save|Recheck|Job|IncomingFile|LibraryEntry|Deadline|RuleSettings|ReviewSetup|ReviewEvent|ReturnItem|Judgement|Correction|FeedbackThread|InternalThread|Assessment|AssessmentFile|BudgetList|BudgetProject|ReplyLetter|LetterTable|Notice|Examination|Comparison|CrossFinding|WarningReason)\.objects\.(?!visible_to\b|drafted_by\b|binned_for\b)(\w+)"
    )
    allowed = {
        ("District", "create"),
        ("District", "called_or_new"),
        ("TableFramework", "current"),
        ("TableFramework", "make"),
        ("TableFramework", "make_first"),
    }
    for path in SOURCES:
        if "views" in path.parts or "commands" in path.parts or path.name in ("reading.py", "exporting.py"):
            assert not related.findall(path.read_text(encoding="utf-8")), name(path)
            for model, call in start.findall(path.read_text(encoding="utf-8")):
                assert (model, call) in allowed, f"{name(path)}: {model}.objects.{call}"


def test_only_one_module_writes_a_status():
    """A version is born a draft; what it is afterwards, `perform` alone says."""
    writers = {name(path) for path in SOURCES if "projects" in path.parts and writes_status(path)}
    assert writers == {"projects/review/performing.py"}


def writes_status(path: Path) -> bool:
    """By assignment, or as an argument of what writes a row; to narrow a query by it is no writing."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            stored = (part for target in targets for part in ast.walk(target))
            if any(isinstance(part, ast.Attribute) and part.attr == "status" for part in stored):
                return True
        if isinstance(node, ast.Call) and called(node.func) in WRITING:
            given = [one.value for one in node.keywords if one.arg == "status"]
            if any(ast.unparse(value) != "Status.DRAFT" for value in given):
                return True
    return False


WRITING = {"TableVersion", "create", "update", "get_or_create", "update_or_create", "replace"}


def called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_lock_files_hold_hashes_and_no_address():
    for lock in sorted((ROOT / "requirements").glob("*.txt")):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^--", text, re.MULTILINE)
        pinned = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
        assert pinned
        assert len(re.findall(r"\\\n    --hash=sha256:", text)) >= len(pinned)


def test_every_setting_from_the_environment_is_in_the_example():
    named = set(
        re.findall(r"^([A-Z][A-Z0-9_]*)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    )
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    reader = r'\b(?:text|flag|number|choice|names|address)\(\s*"([A-Z][A-Z0-9_]*)"'
    read = set(re.findall(reader, source)) | {"BUDGET_FONTS"}
    read |= set(re.findall(r'env\.database\([^)]*"([A-Z][A-Z0-9_]*)"', source)) | {"DATABASE_URL"}
    read |= {f"IMPORT_MAX_{part.name.upper()}" for part in fields(Limits)}
    assert read == named


def test_nothing_from_outside_is_copied_into_the_tree():
    """Looked for without git: a bare machine has none, and a downloaded archive has no history."""
    ours = [path for path in ROOT.iterdir() if path.name != "var" and not path.name.startswith(".")]
    paths = [str(path.relative_to(ROOT)) for top in ours for path in [top, *top.rglob("*")]]
    assert not [path for path in paths if re.search(r"\.min\.|node_modules|vendor/", path)]


CLICKING = [path for path in (ROOT / "tests/e2e").glob("*.py") if ".click()" in path.read_text("utf-8")]
LOOKS_AT_ONCE = ("examine(", "at(", "page.goto(", "sign_in(", "sit_down(")


@pytest.mark.parametrize("path", sorted(CLICKING), ids=name)
def test_the_page_that_a_click_leads_to_is_waited_for(path):
    """A click is over before the next page stands; who looks at once looks at the page before, or at none."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for part in ("body", "orelse", "finalbody"):
            body = getattr(node, part, None)
            steps = [ast.unparse(step) for step in body] if isinstance(body, list) else []
            for step, following in pairwise(steps):
                if step.endswith(".click()"):
                    leads = "'link'" in step and following.endswith(".click()")
                    assert not any((leads, following.startswith(LOOKS_AT_ONCE))), step


def test_days_are_written_in_one_place():
    """Elsewhere 月 stands where a text is read; `budget_site` may not import from `projects`."""
    reading = {"projects/rules/single/days_and_rates.py", "projects/rules/single/pace.py"}
    known = {"projects/days.py", "budget_site/accounts/lockout.py", *reading}
    spelt = re.compile(r"month\}月|%-m月")
    assert {name(path) for path in SOURCES if spelt.search(path.read_text(encoding="utf-8"))} == known


@pytest.mark.xdist_group("kept")
def test_groups_of_tests_are_kept_together(request):
    """What one process at a time may do is marked so; a pytest that ignores the mark does not tell."""
    if hasattr(request.config, "workerinput"):
        assert request.node.nodeid.endswith("@kept")
