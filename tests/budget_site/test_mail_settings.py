"""Mail from the environment: none where no host is named, and a half-filled set stops the start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NAMES = ("HOST", "PORT", "SAFETY", "USER", "PASSWORD", "FROM")
TOLD = "from budget_site import settings as s; print([s.EMAIL_HOST, s.EMAIL_PORT, s.EMAIL_USE_TLS, "
TOLD += "s.EMAIL_USE_SSL, s.EMAIL_HOST_USER, s.EMAIL_HOST_PASSWORD, s.DEFAULT_FROM_EMAIL, s.SITE_ADDRESS])"
WHOLE = {
    "EMAIL_HOST": "mail.example.gov.cn",
    "EMAIL_FROM": "jixiao@example.gov.cn",
    "SITE_ADDRESS": "https://jixiao.example.gov.cn/",
}


def start(**environment: str) -> subprocess.CompletedProcess:
    """A process of its own: the settings are read once."""
    plain = {f"EMAIL_{name}": "" for name in NAMES} | {"SITE_ADDRESS": ""}
    plain = os.environ | plain | environment
    return subprocess.run([sys.executable, "-c", TOLD], cwd=ROOT, env=plain, capture_output=True, text=True)


def test_without_a_host_there_is_no_mail_and_nothing_else_to_fill_in():
    assert start().stdout.strip() == str(["", 25, False, False, "", "", "", ""])


@pytest.mark.parametrize(
    ("safety", "port", "starttls", "tls"),
    [("", 25, False, False), ("starttls", 587, True, False), ("tls", 465, False, True)],
)
def test_the_port_follows_from_how_it_is_encrypted(safety, port, starttls, tls):
    told = start(**WHOLE, EMAIL_SAFETY=safety, EMAIL_USER="jixiao", EMAIL_PASSWORD="p").stdout.strip()
    server = ["mail.example.gov.cn", port, starttls, tls, "jixiao", "p"]
    assert told == str([*server, "jixiao@example.gov.cn", "https://jixiao.example.gov.cn"])


def test_the_port_can_be_said_otherwise():
    assert ", 2525, " in start(**WHOLE, EMAIL_PORT="2525").stdout


@pytest.mark.parametrize("name", ["EMAIL_FROM", "SITE_ADDRESS"])
def test_a_host_without_sender_or_address_of_the_site_stops_the_start(name):
    refused = start(**(WHOLE | {name: ""}))
    assert refused.returncode != 0
    assert f"环境变量 {name} 没有设置" in refused.stderr


def test_a_misspelt_encryption_stops_the_start_instead_of_sending_in_the_open():
    refused = start(**WHOLE, EMAIL_SAFETY="ssl")
    assert refused.returncode != 0
    assert "环境变量 EMAIL_SAFETY 只能填 none、starttls、tls" in refused.stderr
