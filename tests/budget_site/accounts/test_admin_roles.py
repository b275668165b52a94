"""In the admin: nobody is made 系统管理员 and 审计员 at once, and the page says why."""

import pytest
from django.urls import reverse

from budget_site.accounts.models import Assignment, Role, User
from budget_site.accounts.models.people import NOT_BOTH
from tests.people import make_user

pytestmark = pytest.mark.django_db
ADMIN, AUDITOR, DRAFTER = Role.SYSTEM_ADMIN, Role.AUDITOR, Role.DRAFTER


@pytest.fixture
def save(client, district):
    """The change page of a person, sent with these roles: (pk or "", role, whether it is to go)."""
    client.force_login(User.objects.create_superuser("chief"))

    def send(user, *rows):
        said = {"username": user.username, "name": user.name, "is_active": "on"}
        said |= {"date_joined_0": "2026-01-01", "date_joined_1": "08:00:00"}
        kept = sum(bool(pk) for pk, *_ in rows)
        said |= {"assignments-TOTAL_FORMS": len(rows), "assignments-INITIAL_FORMS": kept}
        for number, (pk, role, *gone) in enumerate(rows):
            row = {"id": pk, "user": user.pk, "role": role, "district": district.pk, "department": ""}
            row |= {"DELETE": "on"} if gone else {}
            said |= {f"assignments-{number}-{name}": value for name, value in row.items()}
        answer = client.post(reverse("admin:accounts_user_change", args=[user.pk]), said, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    return send


def roles(user) -> list[str]:
    return sorted(one.role for one in user.assignments.all())


def test_both_added_in_one_form_are_refused_with_a_sentence(save, stranger):
    assert NOT_BOTH in save(stranger, ("", ADMIN), ("", AUDITOR))
    assert roles(stranger) == []


@pytest.mark.parametrize(("first", "second"), [(ADMIN, AUDITOR), (AUDITOR, ADMIN)])
def test_the_other_added_beside_the_one_there_is_is_refused(save, district, first, second):
    user = make_user("someone", first, district=district)
    there = user.assignments.get().pk
    assert NOT_BOTH in save(user, (there, first), ("", second))
    assert roles(user) == [first]


def test_a_role_changed_into_the_other_beside_a_new_one_is_refused(save, district):
    user = make_user("someone", DRAFTER, district=district)
    there = user.assignments.get().pk
    assert NOT_BOTH in save(user, (there, ADMIN), ("", AUDITOR))
    assert roles(user) == [DRAFTER]


def test_a_role_changed_into_the_opposite_of_another_is_refused(save, district):
    user = make_user("someone", ADMIN, district=district)
    other = Assignment.objects.create(user=user, role=DRAFTER, district=district)
    there = user.assignments.get(role=ADMIN).pk
    assert NOT_BOTH in save(user, (there, ADMIN), (other.pk, AUDITOR))
    assert roles(user) == [DRAFTER, ADMIN]


def test_the_one_may_become_the_other(save, district):
    user = make_user("someone", ADMIN, district=district)
    there = user.assignments.get().pk
    assert NOT_BOTH not in save(user, (there, AUDITOR))
    assert roles(user) == [AUDITOR]


def test_what_goes_is_not_counted_with_what_stays(save, district):
    user = make_user("someone", DRAFTER, district=district)
    there = user.assignments.get().pk
    assert NOT_BOTH not in save(user, (there, DRAFTER, True), ("", AUDITOR))
    assert roles(user) == [AUDITOR]
