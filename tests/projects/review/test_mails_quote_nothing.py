"""No mail carries a word of a table, nor of what people wrote about it."""

from uuid import uuid4

import pytest

from projects.drafting.sheet import cell_texts
from projects.models import Mail
from projects.review.mailing import post
from projects.review.reminding import remind
from projects.review.returning import answer
from projects.review.threads import FEEDBACK, INTERNAL, open_thread, resolve, say
from projects.review.urging import urge
from projects.storing import table_of
from projects.workflow import Action
from tests.mailbox import Mailbox
from tests.projects.review.cast import judged, make_cast
from tests.projects.review.correcting import propose
from tests.projects.review.mails import at, use, wants

pytestmark = pytest.mark.django_db
WRITTEN = "绝密标记"  # in everything that people write on the way


@pytest.fixture
def box(settings):
    with Mailbox() as box:
        use(settings, box)
        yield box


@pytest.fixture
def cast(district, department):
    cast = make_cast(district, department)
    for user in (cast.drafter, cast.head, cast.business, cast.reviewer, cast.replier):
        wants(user)
    cast.switch_on(unit_review=True, business_review=True)
    for step in ("drafting", "unit_review", "business_review", "review", "reply"):
        district.deadlines.create(year=2025, step=step, due=at(9).date())
    return cast


def whole_way(cast):
    """Each step of a table's life, and everything people say on the way; yields after each."""
    yield urge([cast.version], cast.head)
    yield remind(at(9).date())
    yield cast.does(Action.SUBMIT, cast.drafter)
    yield cast.does(Action.PASS, cast.head)
    yield urge([cast.version], cast.reviewer)
    yield cast.does(Action.PASS, cast.business)
    thread = cast.remark(WRITTEN)
    yield say(FEEDBACK, thread, cast.drafter, WRITTEN, uuid4())
    place = (cast.rows()[0].id, "value")
    yield open_thread(INTERNAL, cast.project, cast.business, place, WRITTEN, uuid4())
    yield resolve(FEEDBACK, thread, cast.reviewer)
    yield cast.does(Action.RETURN, cast.reviewer, why=WRITTEN)
    yield answer(cast.version.pk, 1, WRITTEN, cast.drafter, uuid4())
    yield cast.does(Action.SUBMIT, cast.drafter)
    yield cast.does(Action.PASS, cast.head)
    yield cast.does(Action.PASS, cast.business)
    yield propose(cast)
    yield cast.does(Action.DECLINE, cast.drafter, why=WRITTEN)
    yield cast.does(Action.APPROVE, cast.reviewer, judged=judged("excellent", text=WRITTEN))
    yield cast.does(Action.REPLY, cast.replier)
    yield cast.does(Action.ADJUST, cast.drafter, why=WRITTEN)
    yield cast.does(Action.VOID, cast.drafter, why=WRITTEN)


def test_through_a_tables_whole_life_no_mail_quotes_a_cell_or_a_remark(cast, box):
    cells = {text for text in cell_texts(table_of(cast.version)).values() if len(text) > 3}
    for _ in whole_way(cast):
        post(at(9))  # at night reminders would wait for the morning
    assert len(cells) > 20
    assert len(box.letters) > 15
    assert not Mail.objects.filter(state=Mail.State.WAITING).exists()
    for letter in box.letters:
        said = f"{letter.subject}\n{letter.text}"
        assert WRITTEN not in said
        for cell in cells:
            assert cell not in said, cell
            assert cell.encode() not in letter.content
