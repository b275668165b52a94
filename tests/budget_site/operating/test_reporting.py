"""A report to the operator's own server says where the program failed, and nothing that a person typed."""

import gzip
import json
import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import brotli
import pytest

from tests.budget_site.test_settings import ROOT

UNPACK = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}
FAILS = """
import django
django.setup()
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from budget_site import urls

def fail(request):
    secret = "局部变量里的内容"
    raise ValueError("张三填写的 " + request.POST["what"])

fail.login_required = False
urls.urlpatterns.append(path("fail/", fail))
client = Client(raise_request_exception=False)
answer = client.post("/fail/?q=looked-for", {"what": "typed-words"}, HTTP_X_REQUEST_ID="named-by-nginx")
assert answer.status_code == 500, answer.status_code
import sentry_sdk
sentry_sdk.flush(10)
"""


@pytest.fixture
def received():
    """A real server that takes reports; what it was sent, unpacked."""
    taken: list[str] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            taken.append(UNPACK[self.headers.get("Content-Encoding")](body).decode())
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Taker)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port, taken
    server.shutdown()
    thread.join()
    server.server_close()


def run(code: str, **environment: str) -> subprocess.CompletedProcess:
    said = os.environ | {"DJANGO_SETTINGS_MODULE": "budget_site.settings", "DATABASE_URL": ""} | environment
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=said, capture_output=True, text=True)


def test_a_fault_is_reported_without_a_word_of_anybodys(received):
    port, taken = received
    done = run(FAILS, ERROR_REPORT_DSN=f"http://key@127.0.0.1:{port}/7")
    assert done.returncode == 0, done.stderr
    told = "".join(taken)
    event = next(json.loads(line) for line in told.splitlines() if '"exception"' in line)
    assert event["exception"]["values"][-1]["type"] == "ValueError"
    assert event["tags"]["request_id"] == "named-by-nginx"
    for word in ("typed-words", "张三", "局部变量", "looked-for"):
        assert word not in told


def test_a_wrong_address_stops_the_start_with_a_sentence():
    refused = run("import django; django.setup()", ERROR_REPORT_DSN="glitchtip.local")
    assert "ERROR_REPORT_DSN 不是 Sentry 或 GlitchTip 给出的地址" in refused.stderr


def test_without_an_address_nothing_is_even_imported():
    told = run(
        "import django; django.setup(); import sys; print('sentry_sdk' in sys.modules)", ERROR_REPORT_DSN=""
    )
    assert told.stdout.strip() == "False", told.stderr
