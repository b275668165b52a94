"""One's own address, and when mails come: another address takes the password."""

import pytest
from django.urls import reverse

from budget_site.accounts.models import User
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(client, drafter):
    client.force_login(drafter)
    drafter.email = "old@example.gov.cn"
    drafter.save()

    def send(**fields):
        answer = client.post(reverse("mails"), fields, follow=True)
        drafter.refresh_from_db()
        return answer.content.decode()

    return send


def test_how_often_is_changed_without_the_password(save, drafter):
    assert "已保存" in save(email="old@example.gov.cn", mails="at_once")
    assert drafter.mails == "at_once"


def test_another_address_is_believed_with_the_password(save, drafter):
    assert "已保存" in save(email="new@example.gov.cn", mails="digest", password=PASSWORD)
    assert drafter.email == "new@example.gov.cn"


@pytest.mark.parametrize("password", ["", "wrong password", PASSWORD.upper()])
def test_without_it_nothing_is_changed(save, drafter, password):
    page = save(email="new@example.gov.cn", mails="never", password=password)
    assert "更改邮箱要填写正确的登录密码" in page
    assert (drafter.email, drafter.mails) == ("old@example.gov.cn", "digest")


def test_the_address_is_taken_away_with_the_password_only(save, drafter):
    save(email="", mails="digest")
    assert drafter.email == "old@example.gov.cn"
    save(email="", mails="digest", password=PASSWORD)
    assert drafter.email == ""


@pytest.mark.parametrize("email", ["nonsense", "a@b.cn\nBcc: c@d.cn", "a b@c.cn"])
def test_what_is_no_address_is_said_to_be_none(save, drafter, email):
    assert "这不像一个邮箱地址" in save(email=email, mails="digest", password=PASSWORD)
    assert drafter.email == "old@example.gov.cn"


def test_nobody_elses_is_changed(save, drafter, reviewer):
    save(email="new@example.gov.cn", mails="never", password=PASSWORD, pk=reviewer.pk, user=reviewer.pk)
    assert User.objects.get(pk=reviewer.pk).mails == "digest"


def test_the_masthead_still_names_the_person_where_the_form_is_wrong(save, drafter):
    assert f"<span>{drafter}</span>" in save(email="nonsense", mails="digest")


def test_the_password_page_leads_here_once_the_password_is_ones_own(client, drafter):
    client.force_login(drafter)
    assert reverse("mails") in client.get(reverse("password_change")).content.decode()
    drafter.must_change_password = True
    drafter.save()
    assert reverse("mails") not in client.get(reverse("password_change")).content.decode()
