"""第二重验证, one's own: set up with a phone, kept with care, switched off where one may."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from budget_site.accounts.models import RecoveryCode, User
from budget_site.accounts.second_factor import keeping, recovery
from budget_site.accounts.second_factor.typed import CODE, RECOVERY, tidy
from budget_site.accounts.views.second_factor import SCANNING, SECRET
from budget_site.trail.models import Action, TrailRecord
from tests.people import make_user
from tests.phones import Phone, give_phone

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_desk(client, drafter) -> User:
    client.force_login(drafter)
    return drafter


def phone_of(client) -> Phone:
    return Phone.typed(client.get(reverse("second_factor_set_up")).context["secret"].by_hand)


def confirm(client, code: str):
    return client.post(reverse("second_factor_set_up"), {"code": code})


def told() -> list[str]:
    return list(TrailRecord.objects.filter(action=Action.SECOND_FACTOR).values_list("note", flat=True))


def test_the_page_says_how_it_stands_and_where_to_begin(client, at_desk):
    page = client.get(reverse("second_factor")).content.decode()
    assert "还没有启用" in page
    assert reverse("second_factor_set_up") in page
    assert reverse("second_factor") in client.get(reverse("password_change")).content.decode()


def test_it_is_set_up_by_scanning_or_typing_and_showing_one_code(client, at_desk, drafter):
    page = client.get(reverse("second_factor_set_up"))
    assert page.context["picture"].startswith("data:image/svg+xml")
    answer = confirm(client, phone_of(client).shows())
    drafter.refresh_from_db()
    assert drafter.second_factor
    assert len(answer.context["codes"]) == 10
    assert all(code in answer.content.decode() for code in answer.context["codes"])
    assert told() == ["启用"]
    assert client.get(reverse("home")).status_code == 200


def test_a_slip_of_the_finger_needs_no_second_scan(client, at_desk, drafter):
    phone = phone_of(client)
    wrong = f"{(int(phone.shows()) + 1) % 10**6:06d}"
    for code in ("", "abc", "12345", wrong, "0000 0000 0000 0000"):
        assert confirm(client, code).status_code == 200
    assert not TOTPDevice.objects.exists()
    assert phone_of(client) == phone
    confirm(client, f" {phone.shows()[:3]} {phone.shows()[3:]} ")
    assert User.objects.get(pk=drafter.pk).second_factor


def test_a_picture_taken_of_a_desk_left_open_is_soon_worthless(client, at_desk):
    phone, session = phone_of(client), client.session
    session[SECRET]["at"] -= SCANNING + 1
    session.save()
    assert phone_of(client) != phone


def test_the_recovery_codes_are_shown_in_one_answer_and_kept_as_hashes_alone(client, at_desk):
    codes = confirm(client, phone_of(client).shows()).context["codes"]
    assert client.get(reverse("second_factor_set_up")).url == reverse("second_factor")
    assert confirm(client, "123456").url == reverse("second_factor")
    stored = str(list(RecoveryCode.objects.values())) + str(dict(client.session))
    assert not [code for code in codes if code in stored or tidy(code) in stored]
    assert len(set(codes)) == 10


def test_the_other_sessions_of_the_person_end_with_it(client, at_desk):
    elsewhere = Client()
    elsewhere.force_login(at_desk)
    confirm(client, phone_of(client).shows())
    assert elsewhere.get(reverse("home")).status_code == 302
    assert SESSION_KEY not in elsewhere.session


def test_a_session_without_the_code_is_nobodys_however_it_came_about(client, at_desk):
    give_phone(at_desk)
    client.force_login(at_desk)
    for name in ("home", "second_factor", "second_factor_set_up", "people", "admin:index"):
        assert "/login/?next=" in client.get(reverse(name)).url
    script = client.get(reverse("home"), headers={"accept": "application/json"})
    assert (script.status_code, script.json()["error"]) == (401, "signed-out")


def test_it_is_set_up_once_however_often_one_clicks(drafter):
    secret = keeping.Secret.new()
    device = secret.device(drafter, Phone(bytes.fromhex(secret.key)).shows())
    keeping.set_up(drafter, device)
    with pytest.raises(keeping.AlreadyOn):
        keeping.set_up(User.objects.get(pk=drafter.pk), device)
    assert TOTPDevice.objects.count() == 1


@pytest.fixture
def with_phone(client, at_desk):
    confirm(client, phone_of(client).shows())
    return at_desk


def test_other_recovery_codes_make_the_first_ones_worthless(client, with_phone):
    before = list(RecoveryCode.objects.values_list("hash", flat=True))
    codes = client.post(reverse("second_factor_codes")).context["codes"]
    assert len(codes) == 10
    assert not RecoveryCode.objects.filter(hash__in=before).exists()
    with_phone.refresh_from_db()
    assert recovery.spend(with_phone, tidy(codes[0]))
    assert "还有 9 个恢复码" in client.get(reverse("second_factor")).content.decode()
    assert told() == ["启用", "更换恢复码"]


def test_who_need_not_have_it_switches_it_off(client, with_phone):
    client.post(reverse("second_factor_off"))
    with_phone.refresh_from_db()
    assert not with_phone.second_factor
    assert not TOTPDevice.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert client.get(reverse("home")).status_code == 200
    client.post(reverse("second_factor_off"))
    assert told() == ["启用", "停用"]


def test_who_must_have_it_cannot_switch_it_off(client, with_phone, settings):
    settings.SECOND_FACTOR_ROLES = ["drafter"]
    page = client.get(reverse("second_factor")).content.decode()
    assert reverse("second_factor_off") not in page
    answer = client.post(reverse("second_factor_off"), follow=True)
    assert "不能停用" in answer.content.decode()
    assert User.objects.get(pk=with_phone.pk).second_factor


def test_who_has_none_is_given_no_recovery_codes(client, at_desk):
    assert client.post(reverse("second_factor_codes")).url == reverse("second_factor")
    assert not RecoveryCode.objects.exists()


def test_a_recovery_code_is_the_persons_own_and_good_once(drafter, other_drafter):
    _, codes = give_phone(drafter)
    give_phone(other_drafter)
    assert not recovery.spend(other_drafter, tidy(codes[0]))
    assert recovery.spend(drafter, tidy(codes[0]))
    assert not recovery.spend(drafter, tidy(codes[0]))
    assert recovery.left(drafter) == 9


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "１２３４５６", "123-456", "123\u3000456"])
def test_people_write_numbers_in_many_ways(typed):
    assert CODE.fullmatch(tidy(typed))


@pytest.mark.parametrize("typed", ["1234 5678 9012 3456", "1234－5678－9012－3456"])
def test_a_recovery_code_is_sixteen_digits(typed):
    assert RECOVERY.fullmatch(tidy(typed))


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "一二三四五六", "12345a", "²³¹²³¹", "١٢٣٤٥٦"])
def test_what_is_no_number_of_ours_is_none(typed):
    assert not RECOVERY.fullmatch(tidy(typed))
    assert typed == "²³¹²³¹" or not CODE.fullmatch(tidy(typed))


def test_the_secret_on_somebodys_phone_is_shown_to_nobody_in_the_admin(client):
    give_phone(make_user("somebody"))
    client.force_login(User.objects.create_superuser("chief"))
    assert "otp_totp" not in client.get(reverse("admin:index")).content.decode()
    assert client.get("/admin/otp_totp/totpdevice/").status_code == 404
