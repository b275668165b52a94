"""deploy/upgrade.sh as an operator runs it, in a release whose program only notes what it is asked."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.deploy.machine import DEPLOY


@pytest.fixture
def place(tmp_path) -> Path:
    """What lies in /opt/budget and /etc/budget; systemd is not asked."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/systemctl").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "bin/systemctl").chmod(0o755)
    (tmp_path / "site.env").write_text("LAST=1\n", encoding="utf-8")
    return tmp_path


def release(place: Path, version: str) -> Path:
    folder = place / f"budget-{version}"
    for name in (
        "manage.sh",
        "upgrade.sh",
        "site.env.example",
        "systemd/budget-web.service",
        "nginx/staff.conf",
    ):
        (folder / "deploy" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "deploy" / name).write_bytes((DEPLOY / name).read_bytes())
    program = folder / ".venv/bin/python"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "{version} $2" >> {place}/asked\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


def upgrade(place: Path, folder: Path) -> str:
    mine = {"BUDGET_ETC": str(place), "BUDGET_CURRENT": str(place / "current"), "BUDGET_AS_SELF": "1"}
    # PWD as a shell has it that came to the folder through a link.
    environment = mine | {"PATH": f"{place / 'bin'}:{os.environ['PATH']}", "PWD": str(folder)}
    command = ["sh", "deploy/upgrade.sh"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_running_release_backs_up_and_the_new_one_does_the_rest(place):
    upgrade(place, release(place, "1"))
    new = release(place, "2")
    (place / "asked").unlink()
    upgrade(place, new)
    asked = (place / "asked").read_text(encoding="utf-8").splitlines()
    assert asked == ["1 backup", "2 check", "2 migrate", "2 collectstatic", "2 refresh_search"]
    assert (place / "current").readlink() == new


def test_upgraded_again_in_the_current_release_it_still_points_to_the_release(place):
    """Who comes by the link would else have it point to itself: nothing could be started any more."""
    first = release(place, "1")
    upgrade(place, first)
    upgrade(place, place / "current")
    assert (place / "current").readlink() == first


def test_files_that_were_copied_to_etc_and_have_changed_since_are_named(place):
    assert "这一版改了" not in upgrade(place, release(place, "1"))
    same, other = release(place, "2"), release(place, "3")
    assert "这一版改了" not in upgrade(place, same)
    (other / "deploy/nginx/staff.conf").write_text("server {}\n", encoding="utf-8")
    said = upgrade(place, other).splitlines()[-1]
    assert said.startswith("这一版改了")
    assert said.endswith("： deploy/nginx/staff.conf")
