"""Several workers at once, and workers that die: no mail twice while all goes well, and none lost."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from projects.models import Mail, Notice
from projects.review.mailing import LEASE, post
from tests.mailbox import Mailbox
from tests.people import make_user
from tests.projects.review.cast import make_cast
from tests.projects.review.mails import use, wants

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def box(settings):
    with Mailbox() as box:
        use(settings, box)
        yield box


@pytest.fixture
def people(district, department, box):
    """Twelve reviewers who want mail of a table that was submitted."""
    cast = make_cast(district, department)
    people = [
        make_user(f"reviewer{number}", "performance_reviewer", district=district) for number in range(12)
    ]
    for user in people:
        wants(user)
    cast.submitted()
    return people


def at_once(count: int, do) -> None:
    trouble = []

    def run() -> None:
        try:
            start.wait()
            do()
        except Exception as error:
            trouble.append(error)
        finally:
            connection.close()

    start = threading.Barrier(count)
    threads = [threading.Thread(target=run) for _ in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not trouble


def test_four_workers_at_once_send_each_mail_once(people, box):
    at_once(4, post)
    post()
    assert sorted(letter.to[0] for letter in box.letters) == sorted(user.email for user in people)
    assert set(Mail.objects.values_list("state", "tries")) == {("sent", 1)}


def test_a_worker_that_dies_after_the_server_accepted_makes_it_come_twice_rather_than_never(
    people, box, monkeypatch
):
    """What such a worker leaves is a mail put off and not marked as sent: after the pause it goes again."""
    post()
    Mail.objects.update(state=Mail.State.WAITING, sent_at=None, not_before=timezone.now() + LEASE)
    post()
    assert len(box.letters) == 12
    post(timezone.now() + LEASE + timedelta(seconds=1))
    assert len(box.letters) == 24


def test_a_server_that_hangs_up_before_it_accepts_is_tried_again(people, box):
    box.breaks = True
    post()
    assert not box.letters
    assert Mail.objects.filter(state=Mail.State.WAITING).count() == 12
    box.breaks = False
    post()
    post(timezone.now() + timedelta(minutes=5))
    assert sorted(letter.to[0] for letter in box.letters) == sorted(user.email for user in people)


def test_notices_become_mails_once_however_many_workers_look(people, box):
    at_once(4, post)
    assert Mail.objects.count() == 12
    assert not Notice.objects.filter(mailed_at=None).exists()
