"""Publishing: what is frozen, what it says, and that nothing afterwards changes a public byte."""

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest

from budget_site.trail.models import TrailRecord
from disclosures import verifier
from disclosures.document import from_bytes
from disclosures.models import Edition, PublicEdition, PublicEntry, RegisterEntry
from disclosures.publishing import service, storing, tree, verifying
from projects.models import Job, Notice
from projects.public import public_among
from projects.review.performing import perform
from projects.rules.examples import SOUND
from projects.workflow import Action
from tests.disclosures.public.laying import files
from tests.disclosures.publishing.press import public_files, read_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
SOUND_ELSE = replace(SOUND, name="另外的已批复项目", code="13020025P00077")


@pytest.fixture
def edition(press) -> Edition:
    return press.publish()


def test_the_first_edition_has_its_place_its_manifest_and_its_files(press, edition):
    assert (edition.state, edition.number, edition.position) == ("published", 1, 1)
    told = json.loads(bytes(edition.manifest))
    assert told["publisher"]["district_name"] == "芦台经济开发区"
    assert (told["edition"], told["previous"], told["data"]) == (1, "", edition.data_hash)
    assert hashlib.sha256(bytes(edition.manifest)).hexdigest() == edition.manifest_hash
    assert edition.reviewer == f"{press.reviewer.name}（公开岗）"
    assert datetime.fromisoformat(told["published_at"]) == edition.published_at
    private = storing.folder_of(edition)
    public = tree.root() / "e" / edition.token
    for folder in (private, public):
        assert verifier.verify(folder).is_sound
        for one in told["files"]:
            content = (folder / one["path"]).read_bytes()
            assert (len(content), hashlib.sha256(content).hexdigest()) == (one["size"], one["sha256"])


def test_the_replied_bytes_are_published_as_they_were_approved(press, edition):
    version = press.cast.version
    [project] = from_bytes(bytes(edition.data)).projects
    assert project.frozen == bytes(version.frozen)
    table = (tree.root() / "e" / edition.token / f"tables/{version.project_id}.json").read_bytes()
    assert hashlib.sha256(table).hexdigest() == version.frozen_hash
    assert public_among([version.pk]) == {version.pk}
    assert list(edition.holds.values_list("version", flat=True)) == [version.pk]


def test_readers_find_pages_search_and_register(press, edition):
    pages = read_now()
    assert any(path.startswith("lutai/2025/") and path.endswith(".html") for path in pages)
    public = PublicEdition.objects.get()
    assert (public.token, public.state, public.manifest_hash) == (
        edition.token,
        "published",
        edition.manifest_hash,
    )
    entries = PublicEntry.objects.filter(kind="project")
    assert [one.title for one in entries] == [SOUND.name]
    for entry in PublicEntry.objects.all():
        address = entry.address.partition("#")[0]
        assert f"{address}index.html" in pages, entry.address
    assert (tree.root() / "site").resolve() == (tree.root() / "g" / tree.current()).resolve()
    assert RegisterEntry.objects.get().edition == edition


def test_trail_and_notices_tell_of_it_without_its_contents(press, edition):
    steps = TrailRecord.objects.filter(action="publication", object_kind="disclosures.edition")
    assert [one.after["步骤"] for one in steps.order_by("id")] == ["申请公开", "公开"]
    told = json.dumps([[one.after, one.note] for one in steps], ensure_ascii=False)
    assert SOUND.name not in told
    assert SOUND.purpose not in told
    assert edition.manifest_hash in told
    notices = Notice.objects.filter(text__contains="已公开")
    assert sorted(notices.values_list("role", flat=True)) == ["publisher", "replier"]


def test_the_same_key_publishes_once(press):
    key = uuid4()
    first, second = press.publish(key=key), press.publish(key=key)
    assert first == second
    assert Edition.objects.count() == 1
    assert Job.objects.filter(kind="publish").count() == 1


def test_edits_after_publication_change_no_public_byte(press, edition):
    before = public_files()
    press.retitle("完全不同的标题")
    cast = press.cast
    perform(Action.ADJUST, cast.version.pk, cast.drafter, key=uuid4(), why="预算有调整")
    cast.version.indicators.update(value="≥1")
    press.district.name = "改名区"
    press.district.save()
    cast.department.rename("改名局", 2025)
    service.resume()
    assert public_files() == before


def test_a_replied_table_that_is_not_published_is_nowhere_in_the_public_tree(press, edition):
    other = press.replied(table=SOUND_ELSE)
    service.resume()
    assert public_among([other.pk]) == set()
    everything = b"".join(public_files().values()).decode("utf-8", "replace")
    assert SOUND.name in everything
    assert SOUND_ELSE.name not in everything
    assert not PublicEntry.objects.filter(title=SOUND_ELSE.name).exists()


def test_settling_again_makes_nothing_new_and_again_makes_the_same_pages(press, edition):
    now, pages = tree.current(), read_now()
    service.resume()
    assert tree.current() == now
    tree.settle(again=True)
    assert tree.current() != now
    assert read_now() == pages


def test_pages_are_made_anew_where_other_code_made_them(press, edition):
    now, pages = tree.current(), read_now()
    tree.settle(renew=True)
    assert tree.current() == now
    about = tree.root() / "g" / f"{now}.json"
    about.write_text(about.read_text().replace('"by":"', '"by":"older'))
    tree.settle()
    assert tree.current() == now
    tree.settle(renew=True)
    assert tree.current() != now
    assert read_now() == pages


def test_the_generation_before_stays_whole_for_readers_on_their_way_through_it(press, edition):
    before, pages = tree.current(), files(tree.root() / "g" / tree.current())
    press.retitle("更正后的标题")
    press.correct(edition)
    assert tree.current() != before
    assert files(tree.root() / "g" / before) == pages
    press.retitle("再更正的标题")
    press.correct(Edition.objects.get(state="published"))
    assert not (tree.root() / "g" / before).exists()
    assert tree.left_branches() == []


def test_a_tree_as_an_earlier_release_laid_it_is_made_anew_by_a_worker_that_starts(press, edition):
    """Pages lay in the generation itself, and its note named them by publisher."""
    now, pages = tree.current(), read_now()
    folder = tree.root() / "g" / now
    shutil.copytree(folder, beside := tree.root() / "copy")
    for note in beside.rglob(".made.json"):
        note.unlink()
    shutil.rmtree(folder)
    beside.rename(folder)
    (folder / ".made.json").write_text('{"lutai/":{"of":"x","files":{}},"":{"files":{}}}')
    (tree.root() / "b" / "half-made").mkdir()
    tree.take_away()
    assert list((tree.root() / "b").iterdir()) == []
    assert read_now() == pages
    tree.settle(renew=True)
    assert tree.current() != now
    assert read_now() == pages
    assert files(folder) == {path: told for path, told in pages.items() if not path.startswith("e/")}
    assert verifying.verify_all().broken == []


def test_branches_are_kept_though_nobody_knows_how_their_generation_was_made(press, edition):
    pages = read_now()
    (tree.root() / "g" / tree.current() / ".made.json").write_text("{}")
    (tree.root() / "b" / "half-made").mkdir()
    assert "公开网页/b/half-made" in str(verifying.verify_all().broken)
    tree.take_away()
    assert not (tree.root() / "b" / "half-made").exists()
    assert read_now() == pages
    tree.settle(renew=True)
    assert verifying.verify_all().broken == []
    assert read_now() == pages


def test_what_is_lost_of_the_public_tree_comes_again(press, edition):
    before = read_now()
    shutil.rmtree(tree.root())
    service.resume()
    assert read_now() == before
