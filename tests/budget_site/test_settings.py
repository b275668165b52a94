"""Settings from the environment: as documented where nothing is said, refused where they would do harm."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
