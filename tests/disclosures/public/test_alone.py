"""The public site as a process of its own: what it loads, and that it can write nothing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

_ASK = """
import sys
from budget_site.public_wsgi import application
from django.test import RequestFactory
from django.db import connection, DatabaseError
environ = RequestFactory().get("/search/?q=x").environ | {"SERVER_NAME": "localhost"}
def start(status, headers):
    assert status.startswith("200"), status
    assert not [value for name, value in headers if name == "Set-Cookie"]
b"".join(application(environ, start))
staff = ("django.contrib.sessions", "django.contrib.admin", "django.contrib.messages", "axes")
loaded = [one for one in sys.modules if one.startswith((*staff, "projects.review", "disclosures.publishing"))]
assert not loaded, loaded
try:
    connection.cursor().execute("CREATE TABLE own (id int)")
except DatabaseError as error:
    print("refused")
"""


@pytest.mark.own_file
@pytest.mark.django_db
def test_it_loads_no_staff_and_writes_nothing():
    """On PostgreSQL as its own role: see test_protecting."""
    name = settings.DATABASES["default"]["NAME"]
    environ = os.environ | {"PUBLIC_DATABASE_URL": f"sqlite:///{name}", "VAR_DIR": str(settings.VAR_DIR)}
    environ.pop("DJANGO_SETTINGS_MODULE", None)
    environ.pop("SECRET_KEY", None)
    done = subprocess.run(
        [sys.executable, "-c", _ASK], capture_output=True, text=True, env=environ, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "refused" in done.stdout
