"""What is taken back leaves the public whatever else goes wrong; and it does not come back by another way."""

import shutil
from datetime import timedelta

import pytest
from django.utils import timezone

from budget_site.accounts.models import Role
from disclosures.models import DisclosureDraft, Edition, PublicEntry
from disclosures.publishing import disk, resuming, service, state, storing, tree, verifying
from disclosures.publishing.places import page_of
from projects.rules.examples import SOUND
from tests.disclosures.publishing.press import public_files, read_now
from tests.disclosures.publishing.press import work as workers
from tests.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
FULL = OSError(28, "No space left on device")
WHY = "含有个人信息"


@pytest.fixture
def edition(press) -> Edition:
    return press.publish()


@pytest.fixture
def trouble(caplog):
    """Is logged here, and expected."""
    yield caplog
    assert [one for one in caplog.get_records("call") if one.levelname == "ERROR"]
    caplog.get_records("call").clear()


@pytest.fixture
def reader(trouble, client):
    """Reads the public pages as the staff's own server shows them."""
    return client


def no_build(*_):
    raise ValueError("a page that cannot be drawn")


def full(*_, **__):
    raise FULL


def no_put(folder, path, content, mode=0):
    raise FULL


BROKEN = {
    "the pages cannot be drawn": [(tree, "build", no_build)],
    "the disk is full": [(tree, "build", full), (disk, "put", no_put), (disk, "point", full)],
}


def take_back(press, edition: Edition, deed: str) -> None:
    if deed == "erase":
        service.erase(edition, press.publisher, press.cast.replier, WHY)
    else:
        service.withdraw(edition, press.publisher, WHY)


def nothing_of_it_is_public() -> None:
    everything = b"".join(public_files().values()).decode("utf-8", "replace")
    assert SOUND.purpose not in everything
    assert not PublicEntry.objects.exists()


@pytest.mark.parametrize("deed", ["withdraw", "erase"])
@pytest.mark.parametrize("what", BROKEN)
def test_what_is_taken_back_is_gone_though_no_new_pages_can_be_made(
    press, edition, reader, monkeypatch, what, deed
):
    with monkeypatch.context() as broken:
        for owner, name, instead in BROKEN[what]:
            broken.setattr(owner, name, instead)
        take_back(press, edition, deed)
        nothing_of_it_is_public()
        assert not (tree.root() / "e" / edition.token).exists()
        answer = reader.get("/public/lutai/2025/projects/1/")
        assert answer.status_code in (404, 410) if "full" in what else answer.status_code == 410
        private = storing.root() / edition.token
        if deed == "erase":
            assert {one.name for one in private.iterdir()} <= {"manifest.json", "tombstone.json"}
        else:
            assert {one.stat().st_mode & 0o777 for one in disk.everything(private)} == {0o600}
        assert not resuming.is_ended(Edition.objects.get(pk=edition.pk))
        assert "还没有全部清除" in str(verifying.verify_all().broken)
    service.resume()
    assert resuming.is_ended(Edition.objects.get(pk=edition.pk))
    assert verifying.verify_all().broken == []
    assert reader.get("/public/lutai/2025/projects/1/").status_code == 410


def test_a_damaged_edition_keeps_no_other_one_public_and_waits_alone(press, edition, reader):
    other = service.ask(press.another_year(2024), press.publisher, reviewer=press.reviewer, at_once=True)
    shutil.rmtree(tree.root() / "e" / other.token)
    file = storing.root() / other.token / "csv" / "plan.csv"
    sound = file.read_bytes()
    file.write_bytes(b"x" + sound[1:])
    service.withdraw(edition, press.publisher, WHY)
    assert reader.get("/public/lutai/2025/projects/1/").status_code == 410
    assert reader.get("/public/lutai/2025/editions/").status_code == 200
    assert not (tree.root() / "e" / other.token).exists()
    assert "plan.csv" in str(verifying.verify_all().broken)
    file.write_bytes(sound)
    service.resume()
    assert reader.get("/public/lutai/2024/projects/1/").status_code == 200
    assert verifying.verify_all().broken == []


def test_trouble_with_one_under_way_holds_nothing_up(press, edition, reader, monkeypatch):
    def troubled(pk):
        raise RuntimeError("no answer")

    with monkeypatch.context() as broken:
        service.ask(press.another_year(2024), press.publisher, reviewer=press.reviewer)
        broken.setattr(resuming, "_go_on_or_give_up", troubled)
        service.erase(edition, press.publisher, press.cast.replier, WHY)
    assert resuming.is_ended(Edition.objects.get(pk=edition.pk))
    assert reader.get("/public/lutai/2025/").status_code == 410


def test_an_old_edition_taken_back_leaves_the_one_in_force_as_it_is(press, edition, reader, monkeypatch):
    press.retitle("二")
    press.correct(edition)
    before = read_now()
    with monkeypatch.context() as broken:
        broken.setattr(tree, "build", no_build)
        service.withdraw(edition, press.publisher, WHY)
        left = read_now()
    own = "lutai/2025/editions/1/"
    gone = {path for path in before.keys() - left.keys() if not path.startswith("e/")}
    assert {path for path in gone if not path.startswith(("lutai/2025/editions/2/changes/", own))} == set()
    assert f"{own}manifest.json" in left
    assert f"{own}index.html" in gone
    assert reader.get(f"/public/{own}projects/1/").status_code == 410
    assert {path: left[path] for path in before.keys() & left.keys()} == {
        path: before[path] for path in before.keys() & left.keys()
    }


def test_the_page_says_that_it_is_not_finished_yet(press, edition, trouble, monkeypatch, client):
    client.force_login(press.publisher)
    with monkeypatch.context() as broken:
        broken.setattr(tree, "build", full)
        service.withdraw(edition, press.publisher, WHY)
        page = f"{page_of(edition.district, 2025, None)}editions/{edition.pk}/"
        assert "还没有全部清除" in client.get(page).content.decode()
    service.resume()
    assert "还没有全部清除" not in client.get(page).content.decode()


@pytest.mark.parametrize("deed", ["withdraw", "erase"])
def test_what_waits_for_its_time_is_given_up_with_what_is_taken_back(press, edition, deed):
    press.retitle("二")
    waiting = press.correct(edition, when=timezone.now() + timedelta(days=1))
    other = service.ask(
        press.another_year(2024),
        press.publisher,
        reviewer=press.reviewer,
        when=timezone.now() + timedelta(days=1),
    )
    take_back(press, edition, deed)
    Edition.objects.filter(pk=waiting.pk).update(scheduled_for=timezone.now() - timedelta(seconds=1))
    workers()
    waiting.refresh_from_db()
    other.refresh_from_db()
    assert (waiting.state, other.state) == ("stopped", "scheduled")
    assert not (storing.root() / waiting.token).exists()
    nothing_of_it_is_public()


def test_other_editions_with_the_same_tables_are_named_whosever_they_are(press, edition):
    own = make_user("部门公开", Role.PUBLISHER, department=press.cast.department)
    draft = DisclosureDraft.objects.create(
        district=press.district, department=press.cast.department, year=2025, changed_by=own
    )
    departments = service.ask(draft, own, reviewer=press.reviewer, at_once=True)
    press.retitle("二")
    second = press.correct(edition)
    assert {one.pk for one in state.alike(edition)} == {departments.pk, second.pk}
    service.erase(second, press.publisher, press.cast.replier, WHY)
    assert {one.pk for one in state.alike(second)} == {departments.pk, edition.pk}
    service.withdraw(departments, own, WHY)
    assert [one.pk for one in state.alike(second)] == [edition.pk]


def test_of_a_correction_withdrawn_before_a_search_knew_it_the_old_one_is_found_as_old(
    press, edition, monkeypatch
):
    press.retitle("二")
    with monkeypatch.context() as crashed:
        crashed.setattr(state, "show", lambda _: None)
        new = press.correct(edition)
        service.withdraw(new, press.publisher, WHY)
    assert set(PublicEntry.objects.values_list("old", "edition__number")) == {(True, 1)}
    assert {one.address.startswith("lutai/2025/editions/1/") for one in PublicEntry.objects.all()} == {True}
    assert verifying.verify_all().broken == []
