"""Two who write a disclosure at the same moment: both are kept, or the second is told."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection, transaction

from disclosures.editing import EditMoved, EditRefused
from disclosures.editing.drafts import begin
from disclosures.editing.figures import save_figures
from disclosures.editing.refused import seen
from disclosures.editing.sections import section_of, write_section
from disclosures.editing.signing import sign_off
from disclosures.figures import Figures, from_json
from disclosures.models import DisclosureDraft, SignOff, YearFigures
from projects.tables import Amount
from tests import together
from tests.people import make_user

pytestmark = pytest.mark.django_db(transaction=True)
at_once = partial(together.at_once, refused=EditRefused)


@pytest.fixture
def people(district):
    return [make_user(name, "replier", district=district) for name in ("甲", "乙")]


def test_two_sections_are_both_kept(district, people):
    draft = begin(district, None, 2025, people[0])

    def writes(key, user):
        was = section_of(draft, key)
        said = {"title": was["title"], "text": f"{user}写的", "was": seen([was["title"], was["text"]])}
        return lambda: write_section(draft, key, **said, user=user)

    answers = at_once(writes("debt", people[0]), writes("performance", people[1]))
    assert not [one for one in answers if isinstance(one, EditRefused)]
    now = DisclosureDraft.objects.get()
    assert [section_of(now, key)["text"] for key in ("debt", "performance")] == [
        f"{one}写的" for one in people
    ]
    assert now.revision == 2


def test_who_waits_for_a_colleague_finds_what_the_colleague_left(district, people):
    """On PostgreSQL a row whose join has changed meanwhile is no row to who waited for it."""
    draft = begin(district, None, 2025, people[0])
    was = section_of(draft, "debt")
    said = {"title": was["title"], "was": seen([was["title"], was["text"]])}
    save_figures(district, 2025, Figures({"goods": Amount.of("1")}), 0, people[0])

    def waits():
        try:
            write_section(draft, "debt", text="甲写的", user=people[0], **said)
            return save_figures(district, 2025, Figures({"goods": Amount.of("3")}), 2, people[0])
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            write_section(draft, "performance", **new_text(draft), user=people[1])
            save_figures(district, 2025, Figures({"goods": Amount.of("2")}), 1, people[1])
            waiting = pool.submit(waits)
            time.sleep(1)  # long enough to wait in earnest; one that comes later finds the same
        waiting.result()
    now = DisclosureDraft.objects.get()
    assert [section_of(now, key)["text"] for key in ("debt", "performance")] == ["甲写的", "乙写的"]
    assert from_json(YearFigures.objects.get().figures).amounts["goods"].raw == "3"


def new_text(draft):
    was = section_of(draft, "performance")
    return {"title": was["title"], "text": "乙写的", "was": seen([was["title"], was["text"]])}


def test_of_two_who_write_the_same_figures_one_is_told(district, people):
    def writes(raw, user):
        return lambda: save_figures(district, 2025, Figures({"goods": Amount.of(raw)}), 0, user)

    answers = at_once(writes("1", people[0]), writes("2", people[1]))
    [refused] = [one for one in answers if isinstance(one, EditRefused)]
    assert isinstance(refused, EditMoved)
    kept = YearFigures.objects.get()
    assert kept.revision == 1
    assert from_json(kept.figures) == from_json(refused.current.figures)


def test_two_who_begin_have_one_draft_and_one_content_has_one_sign_off(district, people):
    drafts = at_once(*(lambda user=user: begin(district, None, 2025, user) for user in people))
    assert drafts[0] == drafts[1]
    again = at_once(*(lambda user=user: sign_off(drafts[0], "0" * 64, user) for user in people))
    assert [type(one) for one in sorted(again, key=lambda one: isinstance(one, Exception))] == [
        SignOff,
        EditRefused,
    ]
    assert SignOff.objects.count() == 1
