"""Settings from the environment: as documented where nothing is said, refused where they would do harm."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent
TOLD = "from budget_site import settings as s; print(s.AXES_FAILURE_LIMIT, s.AXES_COOLOFF_TIME.seconds, "
TOLD += "s.SESSION_IDLE_MINUTES, s.TRUSTED_PROXIES)"


def start(**environment: str) -> subprocess.CompletedProcess:
    """A process of its own: the settings are read once."""
    names = ("SIGN_IN_FAILURES", "SIGN_IN_COOLOFF_MINUTES", "SESSION_IDLE_MINUTES", "TRUSTED_PROXIES")
    plain = os.environ | dict.fromkeys(names, "") | environment
    return subprocess.run([sys.executable, "-c", TOLD], cwd=ROOT, env=plain, capture_output=True, text=True)


def test_without_a_word_five_failures_rest_fifteen_minutes_and_half_an_hour_is_idle():
    assert start().stdout.split() == ["5", "900", "30", "0"]


def test_a_password_is_hashed_in_a_million_rounds():
    """By the site itself; the suite takes one."""
    setup = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'budget_site.settings'; django.setup(); "
    )
    hashing = "from django.contrib.auth.hashers import make_password; print(make_password('x'))"
    told = subprocess.run([sys.executable, "-c", setup + hashing], cwd=ROOT, capture_output=True, text=True)
    algorithm, rounds, *_ = told.stdout.split("$")
    assert algorithm == "pbkdf2_sha256"
    assert int(rounds) >= 1_000_000


def test_each_can_be_said_otherwise():
    said = start(
        SIGN_IN_FAILURES="3", SIGN_IN_COOLOFF_MINUTES="60", SESSION_IDLE_MINUTES="10", TRUSTED_PROXIES="2"
    )
    assert said.stdout.split() == ["3", "3600", "10", "2"]


@pytest.mark.parametrize("name", ["SIGN_IN_FAILURES", "SIGN_IN_COOLOFF_MINUTES", "SESSION_IDLE_MINUTES"])
def test_a_limit_of_nothing_would_shut_everybody_out_and_is_refused(name):
    refused = start(**{name: "0"})
    assert refused.returncode != 0
    assert f"环境变量 {name} 至少为 1" in refused.stderr


MOUNTED = """
import django
django.setup()
from django.urls import Resolver404, resolve
try:
    print(resolve("/public/search/").url_name)
except Resolver404:
    print("none")
"""


@pytest.mark.parametrize(("said", "found"), [("", "none"), ("False", "none"), ("True", "public_search")])
def test_the_staff_site_hands_out_the_public_one_only_where_it_is_told_to(said, found):
    named = {"DJANGO_SETTINGS_MODULE": "budget_site.settings", "PUBLIC_MOUNTED": said}
    command = [sys.executable, "-c", MOUNTED]
    told = subprocess.run(command, cwd=ROOT, env=os.environ | named, capture_output=True, text=True)
    assert told.stdout.split() == [found], told.stderr


def test_the_public_site_does_not_read_postgresql_as_somebody_who_may_do_more():
    """Left empty the role would be the staff's, and its rights stay unnoticed for years."""
    said = {"DATABASE_URL": "postgres://budget:x@127.0.0.1/budget", "PUBLIC_DATABASE_URL": ""}
    command = [sys.executable, "-c", "import budget_site.public_settings"]
    told = subprocess.run(command, cwd=ROOT, env=os.environ | said, capture_output=True, text=True)
    assert told.returncode != 0
    assert "环境变量 PUBLIC_DATABASE_URL 没有填" in told.stderr


def test_every_setting_stands_in_one_table():
    made = subprocess.run(
        [sys.executable, "scripts/settings_table.py"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert made.stdout == (ROOT / "docs/settings.md").read_text(encoding="utf-8"), (
        "请重新生成 docs/settings.md"
    )


@pytest.fixture
def env_file(tmp_path, monkeypatch):
    """The names a .env holds, to be checked against the example's."""
    from budget_site import env

    monkeypatch.setattr(env, "_FILE", tmp_path / ".env")
    return tmp_path / ".env"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("SESION_IDLE_MINUTES=5", "是不是 SESSION_IDLE_MINUTES？"),
        ("export ALOWED_HOSTS=x", "是不是 ALLOWED_HOSTS？"),
        ("QQQ=1", "全部设置见 .env.example"),
    ],
)
def test_a_misspelt_name_stops_the_start_and_the_right_one_is_offered(env_file, line, said):
    from budget_site import env

    env_file.write_text(f"DEBUG=False\nSECRET_KEY_FILE=/run/key\n# X=1\n{line}\n", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured, match=said):
        env.refuse_unknown()


def test_a_file_of_right_names_is_taken(env_file):
    from budget_site import env

    env.refuse_unknown()  # there need be none
    env_file.write_text("DEBUG=False\nSECRET_KEY_FILE=/run/key\n", encoding="utf-8")
    env.refuse_unknown()


def test_a_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "key").write_text("from-a-file", encoding="utf-8")
    said = {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}
    said |= {"SECRET_KEY_FILE": str(tmp_path / "key")}
    code = "from budget_site import settings as s; print(s.SECRET_KEY)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=said, capture_output=True, text=True)
    assert told.stdout.strip() == "from-a-file", told.stderr
