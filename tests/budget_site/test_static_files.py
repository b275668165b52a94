"""Modules import each other by names that change with their content."""

import json
import re

import pytest
from django.core.management import call_command


@pytest.fixture
def collected(settings, tmp_path):
    """The site's and all packages' static files with two modules more, collected anew."""
    own, root = tmp_path / "own", tmp_path / "collected"
    (own / "js" / "inner").mkdir(parents=True)
    (own / "js" / "first.js").write_text(
        'import { told } from "./inner/second.js";\nexport * from "./inner/second.js";\nconst says = told;\n'
    )
    (own / "js" / "inner" / "second.js").write_text("export const told = 1;\n")
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, own]
    settings.STATIC_ROOT = root
    call_command("collectstatic", interactive=False, verbosity=0)
    paths = json.loads((root / "staticfiles.json").read_text())["paths"]
    return root, paths


def test_a_module_asks_for_the_other_by_its_hashed_name(collected):
    root, paths = collected
    content = (root / paths["js/first.js"]).read_text()
    asked = re.findall(r'from "(.+?)"', content)
    assert asked == [f"./{paths['js/inner/second.js'].removeprefix('js/')}"] * 2
    assert paths["js/inner/second.js"] != "js/inner/second.js"


def test_every_import_of_our_modules_leads_to_a_collected_file(collected):
    root, paths = collected
    for name, hashed in paths.items():
        if name.startswith("js/") and "bootstrap" not in name:
            for asked in re.findall(r'from "(\..+?)"', (root / hashed).read_text()):
                assert (root / hashed).parent.joinpath(asked).resolve().is_file(), name
                assert re.search(r"\.[0-9a-f]{12}\.js$", asked), f"{name}: {asked}"


def test_scripts_of_packages_are_left_as_they_are(collected):
    root, paths = collected
    for name in ("django_htmx/htmx-2.min.js", "js/bootstrap.bundle.min.js"):
        assert (root / paths[name]).stat().st_size > 10_000
