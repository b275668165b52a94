"""What the scripts of our pages are told: always JSON, always with a sentence."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.test import Client
from django.urls import include, path, reverse
from django.views.decorators.http import require_POST

from budget_site.json_answers import answers_json
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


@answers_json
@require_POST
def saving(request):
    asked = request.POST.get("ask")
    if asked == "missing":
        raise Http404
    if asked == "refused":
        raise PermissionDenied("这张表已报送审核，请先撤回。")
    if asked == "wrong role":
        raise PermissionDenied
    return JsonResponse({"user": request.user.pk})


@require_POST
@answers_json
def saving_too(request):
    return saving(request)


urlpatterns = [
    path("", include("budget_site.urls")),
    path("saving/", saving, name="saving"),
    path("saving-too/", saving_too, name="saving_too"),
]
handler403 = "budget_site.errors.forbidden"


@pytest.fixture(autouse=True)
def _routes(settings):
    settings.ROOT_URLCONF = __name__


@pytest.mark.parametrize("name", ["saving", "saving_too"])
def test_a_save_without_a_session_is_told_so_not_sent_to_a_page(client, drafter, name):
    answer = client.post(reverse(name))
    assert answer.status_code == 401
    assert answer.json() == {"error": "signed-out", "message": "登录已过期，请重新登录。"}
    client.force_login(drafter)
    assert client.post(reverse(name)).json() == {"user": drafter.pk}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"accept": "*/*"}, 302),
        ({"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}, 302),
        ({"accept": "application/json"}, 401),
        ({"hx-request": "true"}, 401),
        ({"hx-request": "true", "hx-boosted": "true"}, 302),
    ],
)
def test_any_page_tells_a_script_from_a_person(client, headers, status):
    assert client.get(reverse("home"), headers=headers).status_code == status


@pytest.mark.parametrize(
    ("ask", "status", "error", "words"),
    [
        ("missing", 404, "not-found", "没有找到"),
        ("refused", 403, "refused", "这张表已报送审核，请先撤回。"),
        ("wrong role", 403, "refused", "请联系系统管理员"),
    ],
)
def test_what_a_view_refuses_reaches_the_script_as_a_sentence(client, drafter, ask, status, error, words):
    client.force_login(drafter)
    answer = client.post(reverse("saving"), {"ask": ask})
    assert answer.status_code == status
    assert answer.json()["error"] == error
    assert words in answer.json()["message"]


def test_a_page_from_before_the_last_sign_in_is_told_to_get_a_new_token(drafter):
    client = Client(enforce_csrf_checks=True)
    client.force_login(drafter)
    answer = client.post(reverse("saving"))
    assert (answer.status_code, answer.json()["error"]) == (403, "page-too-old")
    token = client.get(reverse("sign_in_again"), headers={"accept": "application/json"}).json()["csrf"]
    assert client.post(reverse("saving"), headers={"x-csrftoken": token}).status_code == 200


def test_a_person_sees_the_page_about_it_instead(drafter):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("login"), {"username": "drafter", "password": PASSWORD})
    assert answer.status_code == 403
    assert "请重新提交" in answer.content.decode()


def test_an_initial_password_opens_no_saving(client, drafter):
    drafter.must_change_password = True
    drafter.save()
    client.force_login(drafter)
    answer = client.post(reverse("saving"))
    assert (answer.status_code, answer.json()["error"]) == (403, "change-password")
