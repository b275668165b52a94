"""Every line of the log names its request, and none holds what somebody typed or looked for."""

import io
import json
import logging
import logging.config
import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from budget_site.operating import logs, request_ids
from budget_site.operating.request_ids import HEADER, RequestIds

OURS = re.compile(r"[0-9a-f]{32}")


@pytest.fixture
def written(request):
    """What the log holds after this, in the format that the test asks for."""
    stream = io.StringIO()
    told = logs.logging_settings(request.param, "INFO")
    handler = logging.StreamHandler(stream)
    configurator = logging.config.DictConfigurator(told)
    handler.setFormatter(configurator.configure_formatter(told["formatters"][request.param]))
    handler.addFilter(logs.OfRequest())
    logger = logging.getLogger("budget_site")
    before = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(before)


@pytest.mark.parametrize("written", ["json"], indirect=True)
@pytest.mark.django_db
def test_a_request_is_one_line_of_json_with_its_name(client, written):
    answer = client.get("/accounts/login/?next=/secret-word/", REMOTE_ADDR="10.1.2.3")
    line = json.loads(written.getvalue())
    assert line["request_id"] == answer[HEADER]
    assert (line["method"], line["view"], line["status"]) == ("GET", "login", 200)
    assert (line["level"], line["logger"], line["address"]) == ("INFO", "budget_site.requests", "10.1.2.3")
    assert line["milliseconds"] >= 0
    assert "secret-word" not in written.getvalue()


@pytest.mark.parametrize("written", ["line"], indirect=True)
@pytest.mark.django_db
def test_or_one_line_for_a_persons_eyes(client, written):
    answer = client.get("/nowhere/给张三/")
    assert f"[{answer[HEADER]}] GET none 404" in written.getvalue()
    assert "张三" not in written.getvalue()


@pytest.mark.parametrize("written", ["json"], indirect=True)
@pytest.mark.django_db
def test_who_is_signed_in_is_told_by_number(drafter, client, written):
    client.force_login(drafter)
    client.get("/")
    assert json.loads(written.getvalue().splitlines()[-1])["user"] == drafter.pk


def named(given: str) -> str:
    seen = []

    def inside(request):
        seen.append(request_ids.current())
        return HttpResponse()

    answer = RequestIds(inside)(RequestFactory().get("/", headers={HEADER: given}))
    assert seen == [answer[HEADER]]
    assert request_ids.current() == request_ids.NONE
    return answer[HEADER]


def test_a_proxys_name_for_a_request_is_kept():
    assert named("4f0c1d2e-aa11") == "4f0c1d2e-aa11"


@pytest.mark.parametrize(
    "forged", ["", "short", "x" * 65, "id\tERROR all well", "编号一二三四五六七八", "a b c d e f"]
)
def test_a_name_that_could_forge_a_line_is_replaced(forged):
    assert OURS.fullmatch(named(forged))


def test_what_no_request_wrote_names_none():
    record = logging.makeLogRecord({"msg": "swept"})
    assert logs.OfRequest().filter(record)
    assert record.request_id == "-"
