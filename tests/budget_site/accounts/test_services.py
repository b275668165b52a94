"""Help for those who cannot sign in: by the administrator of their district, and by nobody else."""

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from budget_site.accounts import lockout, services
from budget_site.accounts.models import Assignment, Role, User
from tests.people import PASSWORD, make_district, make_user

pytestmark = pytest.mark.django_db
CHANGES = {
    "reset": services.reset_password,
    "close": lambda user, by: services.set_active(user, False, by),
    "open": lambda user, by: services.set_active(user, True, by),
    "unlock": services.unlock,
}


@pytest.fixture
def keeper(district):
    return make_user("dengzhiming", "system_admin", district=district)


def stored(user: User) -> tuple:
    return User.objects.values_list("password", "must_change_password", "is_active").get(pk=user.pk)


def test_a_new_account_has_a_password_to_begin_with_and_no_role(keeper, client):
    user, password = services.make_account("hetao", "何涛", keeper)
    assert (user.name, user.must_change_password, user.made_by) == ("何涛", True, keeper)
    assert not user.assignments.exists()
    answer = client.post(reverse("login"), {"username": "hetao", "password": password}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("password_change")


@pytest.mark.parametrize("username", ["", "drafter", "有 空格", "a" * 151, "a\x00b"])
def test_what_can_be_no_username_or_is_taken_is_refused(keeper, drafter, username):
    before = User.objects.count()
    with pytest.raises(ValidationError):
        services.make_account(username, "某人", keeper)
    assert User.objects.count() == before


def test_accounts_are_made_by_administrators_and_the_system_only(keeper, reviewer, department):
    assistant = make_user("assistant", "system_admin", department=department)
    for by in (reviewer, assistant):
        with pytest.raises(services.AccountRefused, match="系统管理员办理"):
            services.make_account("hetao", "何涛", by)
    assert services.make_account("hetao", "何涛", User.objects.system())[0].pk


def test_a_reset_gives_a_new_password_ends_the_sessions_and_the_lockout(keeper, drafter, client):
    client.force_login(drafter)
    AccessAttempt.objects.create(
        username="drafter", attempt_time=timezone.now(), failures_since_start=settings.AXES_FAILURE_LIMIT
    )
    password = services.reset_password(drafter, keeper)
    assert client.get(reverse("home")).url.startswith(reverse("login"))
    assert not lockout.locked(["drafter"])
    drafter.refresh_from_db()
    assert drafter.must_change_password
    assert drafter.check_password(password)
    assert not drafter.check_password(PASSWORD)


def test_the_second_click_of_two_resets_nothing(keeper, drafter):
    seen = services.password_mark(drafter)
    services.reset_password(drafter, keeper, seen)
    before = stored(drafter)
    with pytest.raises(services.AccountRefused, match="刚刚变过"):
        services.reset_password(drafter, keeper, seen)
    assert stored(drafter) == before


def test_a_closed_account_is_out_at_once_and_may_be_opened_again(keeper, drafter, client):
    client.force_login(drafter)
    services.set_active(drafter, False, keeper)
    assert client.get(reverse("home")).status_code == 302
    services.set_active(drafter, True, keeper)
    assert stored(drafter)[2]
    assert drafter.assignments.exists()


def test_somebody_new_without_a_role_is_kept_by_who_made_the_account(keeper, stranger):
    other = make_user("other", "system_admin", district=make_district("邻区", "next"))
    user, _ = services.make_account("hetao", "何涛", keeper)
    assert services.kept_by(keeper).filter(pk=user.pk).exists()
    assert not services.kept_by(other).filter(pk=user.pk).exists()
    for by in (keeper, other):
        assert not services.kept_by(by).filter(pk=stranger.pk).exists()
    Assignment.objects.create(user=user, role="drafter", district=district_of(other))
    assert not services.kept_by(keeper).filter(pk=user.pk).exists()
    assert services.kept_by(other).filter(pk=user.pk).exists()


def district_of(user: User):
    return user.districts_as(Role.SYSTEM_ADMIN).get()


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("who", [role for role in Role if role != Role.SYSTEM_ADMIN])
def test_no_other_role_keeps_accounts(district, drafter, who, change):
    by = make_user("someone", who, district=district)
    refused_unchanged(change, drafter, by)


@pytest.mark.parametrize("change", CHANGES)
def test_an_administrator_elsewhere_of_a_department_or_out_of_office_keeps_none(
    keeper, drafter, department, change
):
    next_door = make_user("next", "system_admin", district=make_district("邻区", "next"))
    assistant = make_user("assistant", "system_admin", department=department)
    keeper.is_active = False
    keeper.save()
    for by in (next_door, assistant, keeper):
        refused_unchanged(change, drafter, by)


@pytest.mark.parametrize("change", CHANGES)
def test_accounts_that_open_more_than_the_own_district_are_left_alone(keeper, drafter, district, change):
    elsewhere = make_district("邻区", "next")
    both = make_user("both", "drafter", district=district)
    Assignment.objects.create(
        user=both, role="auditor", department=elsewhere.departments.create(code="a", name="甲局")
    )
    chief = make_user("chief", "replier", district=district)
    User.objects.filter(pk=chief.pk).update(is_superuser=True)
    staff = make_user("staff", "replier", district=district)
    User.objects.filter(pk=staff.pk).update(is_staff=True)
    for user in (both, chief, staff, keeper, User.objects.system()):
        refused_unchanged(change, user, keeper)
    Assignment.objects.create(user=keeper, role="system_admin", district=elsewhere)
    User.objects.filter(pk=keeper.pk).update(is_staff=True)
    keeper.refresh_from_db()
    for user in (both, staff):
        CHANGES[change](user, keeper)


def refused_unchanged(change: str, user: User, by: User) -> None:
    before = stored(user)
    with pytest.raises(services.AccountRefused):
        CHANGES[change](user, by)
    assert stored(user) == before
