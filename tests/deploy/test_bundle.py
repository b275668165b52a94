"""What `make bundle` packs is installed on a machine without any network, and draws a table there."""

import hashlib
import os
import shutil
import subprocess
import tarfile
import tomllib
from importlib.util import cache_from_source
from pathlib import Path

import pytest

from budget_site.env import BASE_DIR

pytestmark = pytest.mark.xdist_group("machine")
PROJECT = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PROJECT["tool"]["setuptools"]["packages"]
DRAWS = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "budget_site.settings"
import django
django.setup()
import weasyprint, psycopg, gunicorn.app.wsgiapp, storages.backends.s3
from projects import drawing
from projects.official.empty import empty_table
from projects.rendering.fonts import folder
classes = [("产出指标", "数量指标")]
table = empty_table("项目绩效目标表", "项目名称", "支出计划", ["12月底"], classes)
print(drawing.draw(lambda *far: None, "pdf", [table], "目录", "")[:5].decode())
print(folder().relative_to(os.getcwd()), len(list(folder().glob("*.otf"))) > 2)
"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    """The archive, made as an operator makes it where there is internet, and unpacked elsewhere."""
    folder = tmp_path_factory.mktemp("bundle")
    file = folder / "budget.tar.gz"
    made = subprocess.run(
        ["sh", "scripts/bundle.sh", str(file)], cwd=BASE_DIR, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    with tarfile.open(file) as archive:
        archive.extractall(folder / "opt", filter="data")
    file.unlink()
    return next((folder / "opt").iterdir())


def without_network(*command: str, cwd: Path) -> subprocess.CompletedProcess:
    """Where one is root, in a namespace that has no network at all; else with pip told of no index."""
    alone = ["unshare", "--net"] if os.geteuid() == 0 and shutil.which("unshare") else []
    environment = {"PATH": os.environ["PATH"], "HOME": str(cwd), "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    environment |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, "SECRET_KEY": "none"}
    return subprocess.run([*alone, *command], cwd=cwd, env=environment, capture_output=True, text=True)


def test_it_is_installed_with_no_index_in_reach(bundle):
    done = without_network("sh", "deploy/install.sh", cwd=bundle)
    assert done.returncode == 0, done.stderr
    sources = [one for name in PACKAGES for one in (bundle / name).rglob("*.py")]
    assert sources
    assert not [one for one in sources if not Path(cache_from_source(one)).exists()], "compiled at each start"
    drawn = without_network(".venv/bin/python", "-c", DRAWS, cwd=bundle)
    assert drawn.stdout.split() == ["%PDF-", "var/fonts", "True"], drawn.stderr
    database = "DATABASE_URL=sqlite:///var/x.sqlite3"
    migrated = without_network("env", database, ".venv/bin/python", "manage.py", "check", cwd=bundle)
    assert migrated.returncode == 0, migrated.stderr


def test_every_file_of_it_can_be_checked_and_none_is_private(bundle):
    lines = (bundle / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    named = {line.split("  ", 1)[1].removeprefix("./"): line.split()[0] for line in lines}
    for name in ("manage.py", "requirements/base.txt", "deploy/install.sh", "docs/glossary.md"):
        assert named[name] == hashlib.sha256((bundle / name).read_bytes()).hexdigest()
    wheels = [name for name in named if name.startswith("wheels/") and name.endswith(".whl")]
    locked = (BASE_DIR / "requirements/base.txt").read_text(encoding="utf-8").count("==")
    assert len(wheels) >= locked - 1
    assert not [
        name for name in named if name.endswith((".env", ".sqlite3", ".pyc")) or name.startswith("tests/")
    ]


def test_another_python_is_told_and_nothing_is_installed(bundle, tmp_path):
    other = tmp_path / "other"
    (other / "wheels").mkdir(parents=True)
    for name in ("deploy", "scripts", "requirements"):
        shutil.copytree(bundle / name, other / name)
    (other / "wheels/PYTHON").write_text("3.99 x86_64\n", encoding="utf-8")
    done = without_network("sh", "deploy/install.sh", cwd=other)
    assert done.returncode == 1
    assert "安装包是为 Python 和机器 3.99 x86_64 制作的" in done.stderr
    assert not (other / ".venv").exists()
