"""A disk fills up while an edition is made: nothing is half public, it is said, and goes well later.

SOAK_ROUNDS (`make soak`) asks for more places at which there is no room any more.
"""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from budget_site.operating import full_disk
from disclosures.models import Edition
from disclosures.publishing import service, storing, tree, verifying
from projects.models import Job
from tests.disclosures.publishing.press import public_files, read_now, work
from tests.small_disk import small_disk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick"), pytest.mark.small_disk]
MEGABYTES, ROUNDS = 4, int(os.environ.get("SOAK_ROUNDS", "1"))


@pytest.mark.parametrize("left", [0, 40_000])
def test_where_private_files_have_no_room_nothing_is_public_and_it_is_said(client, press, left):
    with small_disk(Path(storing.root()), MEGABYTES) as disk:
        first = press.publish()
        old = public_files()
        press.retitle("更正后的标题")
        disk.fill(left)
        said = {"note": "改了标题。", "reviewer": press.reviewer}
        second = service.correct(first, press.publisher, **said)
        work()
        second.refresh_from_db()
        job = Job.objects.get(kind="publish", parameters__edition=second.pk)
        assert (second.state, job.state, job.message) == ("stopped", "failed", full_disk.SENTENCE)
        assert public_files() == old
        client.force_login(press.publisher)
        assert full_disk.SENTENCE in client.get(reverse("job", args=[job.pk])).content.decode()
        disk.make_room()
        work()
        assert storing.tokens() == {first.token}  # of what was never published nothing stays
        third = service.correct(first, press.publisher, **said)
        work()
        third.refresh_from_db()
        assert (third.state, verifying.verify_all().broken) == ("published", [])


@pytest.mark.parametrize("left", [number * 20_000 for number in range(3, 3 + ROUNDS)])
def test_however_much_room_is_left_an_edition_is_public_whole_or_not_at_all(press, left, caplog):
    with small_disk(Path(storing.root()), MEGABYTES) as disk:
        first = press.publish()
        old = public_files()
        press.retitle("更正后的标题")
        disk.fill(left)
        second = service.correct(first, press.publisher, note="改了标题。", reviewer=press.reviewer)
        work()
        second.refresh_from_db()
        assert second.state in ("published", "stopped")
        assert all(second.token not in path for path in public_files()) or second.state == "published"
        assert all("No space left" in one.exc_text for one in caplog.records if one.levelname == "ERROR")
        caplog.clear()
        disk.make_room()
        work()  # lays what was published and had no room to be laid
        assert (public_files() == old) is (second.state == "stopped")
        assert verifying.verify_all().broken == []


def test_where_the_public_tree_has_no_room_readers_keep_the_old_one_until_there_is(press, caplog):
    with small_disk(Path(settings.PUBLIC_ROOT), MEGABYTES) as disk:
        first = press.publish()
        old = read_now()
        press.retitle("更正后的标题")
        disk.fill()
        second = service.correct(first, press.publisher, note="改了标题。", reviewer=press.reviewer)
        work()
        assert {path: read_now().get(path) for path in old} == old
        assert tree.left_branches() == []  # of what could not be made
        assert [one for one in caplog.records if "No space left" in (one.exc_text or "")]
        caplog.clear()
        disk.make_room()
        work()
        second.refresh_from_db()
        assert second.state == Edition.State.PUBLISHED
        assert "更正后的标题" in (tree.root() / "site" / "lutai/2025/index.html").read_text(encoding="utf-8")
        assert verifying.verify_all().broken == []
