"""Several who publish at the same moment: every chain stays whole, and readers see the newest."""

from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.utils import timezone

from budget_site.accounts.models import Role, User
from disclosures.models import DisclosureDraft, Edition
from disclosures.publishing import service, state, tree, verifying
from disclosures.publishing.refused import NotPublished
from tests import together
from tests.disclosures.publishing.press import REVIEWER, read_now
from tests.disclosures.publishing.press import work as work_off
from tests.people import make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]
at_once = partial(together.at_once, refused=NotPublished)


@pytest.fixture
def second(press):
    return make_user("公开二", Role.PUBLISHER, district=press.district)


def ends_whole() -> None:
    for _ in range(3):
        work_off()
    assert not Edition.objects.filter(state__in=state.UNDER_WAY).exists()
    assert verifying.verify_all().broken == []
    pages = read_now()
    for edition in Edition.objects.filter(state=Edition.State.PUBLISHED):
        assert f"e/{edition.token}/manifest.json" in pages
    now = tree.current()
    tree.settle()
    assert tree.current() == now


def ask(draft, user, **said):
    return service.ask(
        draft, user, **{"reviewer": User.objects.get(username=REVIEWER), "at_once": True} | said
    )


def planned_and_due(press) -> Edition:
    """Asked for as of tomorrow, which is then now: a nearer time may be past before it was asked for."""
    planned = ask(press.draft, press.publisher, when=timezone.now() + timedelta(days=1))
    assert planned.state == "scheduled"
    Edition.objects.filter(pk=planned.pk).update(scheduled_for=timezone.now())
    return planned


def test_two_publishers_of_one_year_make_one_edition(press, second, quick):
    answers = at_once(lambda: ask(press.draft, press.publisher), lambda: ask(press.draft, second))
    assert len([one for one in answers if isinstance(one, NotPublished)]) == 1
    ends_whole()
    assert Edition.objects.filter(state="published").count() == 1


def test_a_double_click_is_one_edition(press, quick):
    key = uuid4()
    answers = at_once(*[lambda: ask(press.draft, press.publisher, key=key)] * 3)
    assert len({one.pk for one in answers}) == 1
    ends_whole()
    assert Edition.objects.count() == 1


def test_two_years_and_a_schedule_on_one_chain_come_one_after_the_other(press, second, quick):
    others = [press.another_year(year) for year in (2023, 2024)]
    planned_and_due(press)
    at_once(
        lambda: ask(others[0], press.publisher),
        lambda: ask(others[1], second),
        work_off,
        work_off,
        service.resume,
    )
    ends_whole()
    chain = Edition.objects.filter(chain="lutai").exclude(position=None).order_by("position")
    assert [one.position for one in chain] == [1, 2, 3]
    assert [one.previous_hash for one in chain] == ["", *(one.manifest_hash for one in chain)][:3]
    assert {one.year for one in chain} == {2023, 2024, 2025}


def test_a_department_and_its_district_have_chains_of_their_own(press, quick):
    own = make_user("部门公开", Role.PUBLISHER, department=press.cast.department)
    draft = DisclosureDraft.objects.create(
        district=press.district, department=press.cast.department, year=2025, changed_by=own
    )
    at_once(lambda: ask(press.draft, press.publisher), lambda: ask(draft, own))
    ends_whole()
    editions = Edition.objects.order_by("chain").values_list("chain", "position", "previous_hash")
    assert list(editions) == [("lutai", 1, ""), ("lutai/finance", 1, "")]


def test_a_correction_and_a_withdrawal_do_not_pass_each_other(press, second, quick):
    edition = press.publish()
    press.retitle("二")
    at_once(lambda: press.correct(edition), lambda: service.withdraw(edition, second, "撤回的原因"))
    ends_whole()
    edition.refresh_from_db()
    assert edition.state == "withdrawn"
    assert not (tree.root() / "e" / edition.token).exists()


def test_a_cancellation_and_the_moment_of_publication_end_as_one_of_them(press, second, quick):
    planned = planned_and_due(press)
    _, cancelled = at_once(work_off, lambda: service.cancel(planned, second))
    ends_whole()
    planned.refresh_from_db()
    assert planned.state == ("published" if isinstance(cancelled, NotPublished) else "stopped")
