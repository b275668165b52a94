"""When something fails, the person learns what to do and by which number the operator finds it."""

import logging

import psycopg
import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from budget_site.errors import PAUSE
from budget_site.operating.request_ids import HEADER

RAISES = {"lost": OperationalError("server closed"), "cut": InterfaceError("closed"), "bug": KeyError("张三")}


def fail(request, how):
    raise RAISES[how]


fail.login_required = False
urlpatterns = [path("fail/<str:how>/", fail), path("", lambda request: HttpResponse(), name="home")]
handler500 = "budget_site.errors.server_error"

pytestmark = pytest.mark.usefixtures("_no_traceback")


@pytest.fixture
def _no_traceback(client, caplog):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__), caplog.at_level(logging.CRITICAL):
        yield


@pytest.mark.parametrize("how", ["lost", "cut"])
def test_while_the_database_is_away_one_is_asked_to_try_again(client, how):
    answer = client.get(f"/fail/{how}/")
    assert (answer.status_code, answer["Retry-After"]) == (503, str(PAUSE))
    text = answer.content.decode()
    assert "请过半分钟刷新再试" in text
    assert answer[HEADER] in text


def test_a_script_hears_it_too_and_keeps_what_was_typed(client):
    answer = client.get("/fail/lost/", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]) == (503, "busy")
    assert "填写的内容请不要关闭" in answer.json()["message"]


def test_a_fault_of_the_program_is_told_by_its_number_and_by_nothing_else(client):
    answer = client.get("/fail/bug/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer
    assert answer[HEADER] in answer.content.decode()
    assert "张三" not in answer.content.decode()
    script = client.get("/fail/bug/", headers={"Accept": "application/json"})
    assert (script.status_code, script.json()["error"]) == (500, "broken")


@pytest.mark.django_db
@pytest.mark.roles
def test_a_statement_that_takes_too_long_is_given_up(settings):
    url = settings.DATABASES["default"]
    assert "-c statement_timeout=30s -c lock_timeout=15s" in url["OPTIONS"]["options"]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '50ms'")
        with pytest.raises(OperationalError) as refused:
            cursor.execute("SELECT pg_sleep(20)")
    assert isinstance(refused.value.__cause__, psycopg.errors.QueryCanceled)
    connection.needs_rollback = False
    connection.rollback() if not connection.in_atomic_block else connection.set_rollback(True)
