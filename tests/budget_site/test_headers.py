"""Every answer carries all that browsers are told to protect people by: pages, errors, files, both sites.

The walk over every route is in tests/test_every_url.py; here is what no route leads to.
"""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse

from tests.answers import unguarded
from tests.disclosures.public import laying
from tests.disclosures.public.conftest import Reader

pytestmark = [pytest.mark.django_db, pytest.mark.decided]


def test_static_files_and_errors_of_the_staff_site(drafter, monkeypatch):
    def broken(*arguments, **more):
        raise ValueError("broken")

    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    answers = {
        200: client.get(static("site.css")),
        404: client.get("/nothing/here/"),
        400: client.get("/", headers={"host": "evil.example"}),
        403: client.post(reverse("login"), {"username": "a", "password": "b"}),
        302: client.get(reverse("home")),
    }
    client.force_login(drafter)
    monkeypatch.setattr("projects.views.tables.render", broken)
    answers[500] = client.get(reverse("home"))
    for status, answer in answers.items():
        answer.close()  # a static file is handed out open
        assert answer.status_code == status
        assert not unguarded(answer), status
    assert "Access-Control-Allow-Origin" not in answers[200].headers


@pytest.fixture
def root(settings, tmp_path):
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.PUBLIC_ROOT.mkdir()
    return settings.PUBLIC_ROOT


def test_pages_files_and_errors_of_the_public_site(root, settings):
    settings.PUBLIC_SEARCHES_PER_MINUTE = 1
    laying.two_years_and_a_correction()
    laying.switch("1")
    reader = Reader(raise_request_exception=False)
    etag = reader.get("/lutai/2025/")["ETag"]
    asked = [
        (200, reader.get("/")),
        (200, reader.get("/lutai/2025/editions/2/manifest.json")),
        (200, reader.get("/search/", {"q": "x"})),
        (429, reader.get("/search/", {"q": "x"})),
        (301, reader.get("/lutai")),
        (304, reader.get("/lutai/2025/", headers={"if-none-match": etag})),
        (404, reader.get("/nothing/here/")),
        (405, reader.post("/search/")),
    ]
    for status, answer in asked:
        assert answer.status_code == status, answer.request["PATH_INFO"]
        assert not unguarded(answer), status
        assert not answer.cookies


BEHIND_TLS = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.templatetags.static import static
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
from django.test import Client
answer = Client().get(sys.argv[1], secure=True, headers={"host": "jixiao.example.gov.cn"})
plain = Client().get(sys.argv[1], headers={"host": "jixiao.example.gov.cn"})
cookies = {key: one.OutputString() for key, one in answer.cookies.items()}
strict = answer.headers.get("Strict-Transport-Security")
print(json.dumps([answer.status_code, strict, cookies, plain.status_code, settings.SESSION_COOKIE_NAME]))
"""


@pytest.mark.own_file
@pytest.mark.parametrize(
    ("module", "address"), [("settings", "/accounts/login/"), ("public_settings", "/nothing/")]
)
def test_behind_tls_nothing_is_left_to_warn_of(module, address):
    """Django's own look at a deployment finds nothing to warn of, and cookies are this host's alone."""
    said = {
        "DJANGO_SETTINGS_MODULE": f"budget_site.{module}",
        "HTTPS": "True",
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "ALLOWED_HOSTS": "jixiao.example.gov.cn",
        "DATABASE_URL": f"sqlite:///{settings.DATABASES['default']['NAME']}",
    }
    plain = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", BEHIND_TLS, address],
        env=plain | said,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    status, strict, cookies, plain, session = json.loads(done.stdout.splitlines()[-1])
    assert (status, plain) == (200 if module == "settings" else 404, 301)
    assert strict == "max-age=31536000"
    if module == "public_settings":
        assert not cookies
        return
    assert session == "__Host-sessionid"
    [(name, cookie)] = cookies.items()
    assert name == "__Host-csrftoken"
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
