"""The button of a letter clicked twice, also after the first click was answered: one letter, told as one."""

import pytest

from budget_site.accounts.models import Role
from projects.models import ReplyLetter, Status
from projects.workflow import Action
from tests.people import make_user
from tests.projects.review.cast import make_cast
from tests.projects.views.test_letters import NUMBER, another, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(district, department):
    """With one approved table."""
    made = make_cast(district, department)
    made.approved()
    return made


def posted(client, cast, **said) -> tuple[str, dict]:
    """Where the open page is sent to, and what it says: kept, as a browser keeps it for a second click."""
    client.force_login(cast.replier)
    address = at(cast, "letter_new", cast.department.pk)
    form = client.get(address).context["form"]
    told = {name: form[name].value() for name in ("key", "issuer", "dated")}
    told |= {"number": NUMBER, "action": "issue", "project": [cast.version.pk]}
    return address, told | said


def test_the_button_pressed_twice_makes_one_letter_and_says_so_twice(client, cast):
    address, told = posted(client, cast)
    for answer in [client.post(address, told, follow=True) for _ in range(2)]:
        assert answer.redirect_chain == [(at(cast), 302)]
        assert f"已批复 1 张表，通知{NUMBER}已发给财政局" in answer.content.decode()
    assert ReplyLetter.objects.count() == 1
    assert cast.version.events.filter(action=Action.REPLY).count() == 1


def test_the_second_click_of_somebody_else_or_with_other_tables_is_no_second_click(client, cast):
    second = another(cast, "学校食堂改造")
    address, told = posted(client, cast)
    client.post(address, told)
    refused = client.post(address, told | {"project": [cast.version.pk, second.version.pk]})
    assert "有的表现在不能批复了" in refused.content.decode()
    client.force_login(make_user("预算二", Role.REPLIER, district=cast.district))
    assert "有的表现在不能批复了" in client.post(address, told).content.decode()
    client.force_login(cast.drafter)
    assert client.post(address, told).status_code == 403
    assert second.version.status == Status.APPROVED
    assert ReplyLetter.objects.count() == 1
