"""Two who reply at the same moment: one number is one letter, and one table is replied once."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import connection

from projects.models import LetterTable, ReplyLetter, Status
from projects.review.replying import NotIssued
from projects.workflow import Action
from tests.projects.review.cast import make_cast
from tests.projects.review.test_replying import another, reply

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(district, department):
    made = make_cast(district, department)
    made.approved()
    return made


def at_once(*doing: Callable) -> list:
    """What each answers, or the refusal it meets; started together."""
    together, told = threading.Barrier(len(doing)), [None] * len(doing)

    def one_of_them(place: int) -> None:
        try:
            together.wait()
            told[place] = doing[place]()
        except NotIssued as refused:
            told[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=one_of_them, args=(place,)) for place in range(len(doing))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def test_one_number_at_once_is_one_letter(cast):
    second = another(cast)
    told = at_once(lambda: reply(cast), lambda: reply(second))
    [refused] = [one for one in told if isinstance(one, NotIssued)]
    assert "请换一个文号" in str(refused)
    [letter] = ReplyLetter.objects.all()
    assert letter in told
    assert sorted(one.version.status for one in (cast, second)) == [Status.APPROVED, Status.REPLIED]


def test_a_button_pressed_twice_at_once_is_one_letter(cast):
    key = uuid4()
    first, again = at_once(lambda: reply(cast, key=key), lambda: reply(cast, key=key))
    assert first == again == ReplyLetter.objects.get()
    assert cast.version.events.filter(action=Action.REPLY).count() == 1


def test_a_table_at_once_in_two_letters_is_in_one(cast):
    told = at_once(lambda: reply(cast), lambda: reply(cast, number="芦财绩〔2025〕2号"))
    [refused] = [one for one in told if isinstance(one, NotIssued)]
    assert "已经随芦财绩" in str(refused)
    assert LetterTable.objects.get().version == cast.version
