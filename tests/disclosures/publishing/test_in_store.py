"""Editions in an S3-compatible store: the same promises as in a folder, and what public hosts fetch."""

import io
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from budget_site.stores import private_files, published_files
from disclosures import verifier
from disclosures.models import Edition, PublicEdition
from disclosures.publishing import crate, in_store, resuming, service, sharing, storing, tree, verifying
from disclosures.publishing.refused import NotPublished
from tests.disclosures.publishing.press import Press, make_press, public_files, read_now, work
from tests.stores import in_store as kept_in_a_store
from tests.stores import new_bucket

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("quick"),
    pytest.mark.xdist_group("stores"),
]
WHY = "附件有误。"


@pytest.fixture
def press(district, department, settings, tmp_path) -> Press:
    settings.VAR_DIR, settings.PUBLIC_ROOT = tmp_path / "var", tmp_path / "public"
    with kept_in_a_store(new_bucket()):
        yield make_press(district, department)


@pytest.fixture
def edition(press) -> Edition:
    return press.publish()


@pytest.fixture
def host(settings, tmp_path):
    """`host()` is one look of another public host, and what a reader finds there then."""
    here = settings.PUBLIC_ROOT

    def look() -> dict[str, bytes]:
        settings.PUBLIC_ROOT = tmp_path / "host"
        try:
            tree.settle(lay=sharing.fetch)
            return read_now()
        finally:
            settings.PUBLIC_ROOT = here

    return look


def stored() -> list[str]:
    return [name.split("/")[-1] for name in private_files().below("editions")]


def test_an_edition_is_one_crate_and_a_note_and_nothing_of_it_stays_on_the_workers_disk(press, edition):
    assert sorted(stored()) == [in_store.crate_of(edition).split("/")[-1], "prepared.json"]
    assert list(storing.root().iterdir()) == []
    assert verifier.verify(tree.root() / "e" / edition.token).is_sound
    assert verifying.verify_all().is_sound


def test_what_is_changed_in_the_store_is_found(press, edition):
    name, store = in_store.crate_of(edition), private_files()
    with store.open(name) as file:
        content = file.read()
    place = content.index(b'"publisher"')
    changed = {
        "flipped": content[:place] + b"9" + content[place + 1 :],
        "cut": content[: len(content) // 2],
        "more": _a_member("more.txt", content),
        "gone": None,
    }
    for harm, harmed in changed.items():
        store.delete(name)
        if harmed is not None:
            store.put(name, io.BytesIO(harmed))
        report = verifying.verify_all()
        assert not report.is_sound, harm
        assert all(line.path.startswith(verifying.PRIVATE) for line in report.broken)
    store.put(name, io.BytesIO(content))
    assert verifying.verify_all().is_sound


def _a_member(name: str, there: bytes = b"") -> bytes:
    made = io.BytesIO(there)
    with tarfile.open(fileobj=made, mode="a" if there else "w") as packed:
        packed.addfile(tarfile.TarInfo(name))
    return made.getvalue()


def test_a_damaged_crate_is_not_published(press, monkeypatch):
    keep = storing.keep

    def damaged(edition, facts, files):
        kept = keep(edition, facts, files)
        store, name = private_files(), f"editions/{edition.token}/{crate.name_of(files)}"
        store.put(name, io.BytesIO(b"\0" * 10240))
        return kept

    monkeypatch.setattr(storing, "keep", damaged)
    with pytest.raises(NotPublished, match="文件与生成时不同"):
        press.publish()
    assert not PublicEdition.objects.exists()
    assert public_files() == {} or not [path for path in public_files() if path.startswith("e/")]


def test_another_worker_goes_on_from_the_store_and_draws_nothing_again(press, edition, settings, tmp_path):
    """The public tree is lost, and so is everything else on the disk: another machine."""
    before = read_now()
    settings.VAR_DIR, settings.PUBLIC_ROOT = tmp_path / "var2", tmp_path / "public2"
    work()
    assert read_now() == before


def test_a_public_host_shows_the_same_from_the_public_part_alone(press, edition, host, monkeypatch):
    monkeypatch.setattr(storing, "lay", None)
    monkeypatch.setattr(storing, "copy", None)
    assert host() == read_now()
    assert published_files().lying("e") == [f"e/{edition.token}.tar"]


def test_what_is_withdrawn_leaves_the_public_part_and_every_host_and_comes_back_to_neither(
    press, edition, host
):
    host()
    service.withdraw(edition, press.publisher, WHY)
    assert published_files().lying("e") == []
    found = host()
    assert found == read_now()
    assert not [path for path in found if path.startswith("e/") and "410.html" not in path]
    work()
    assert published_files().lying("e") == []
    assert in_store.crate_of(edition) in private_files().below("editions")  # 撤回 keeps the bytes


def test_a_host_takes_away_what_is_withdrawn_while_the_store_cannot_be_reached(
    press, edition, host, monkeypatch
):
    host()
    service.withdraw(edition, press.publisher, WHY)
    monkeypatch.setattr(sharing, "published_files", None)
    assert not [path for path in host() if path.startswith(f"e/{edition.token}/d")]


def test_a_host_believes_the_row_and_not_the_store(press, edition, host, caplog):
    store = published_files()
    store.put(f"e/{edition.token}.tar", io.BytesIO(_a_member("disclosure.pdf")))
    assert not [path for path in host() if path.startswith("e/")]
    assert "cannot be laid" in caplog.text
    caplog.clear()
    store.delete(f"e/{edition.token}.tar")
    sharing.share()
    assert host() == read_now()


@pytest.mark.parametrize("name", ["../out", "/etc/passwd", "a/../../b"])
def test_a_crate_leads_nowhere_else(name, tmp_path):
    with pytest.raises(ValueError):
        crate.unpack(io.BytesIO(_a_member(name)), tmp_path / "in")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_is_erased_is_gone_from_the_store_and_a_stone_stays(press, edition):
    service.erase(edition, press.publisher, press.cast.replier, "含身份证号")
    assert sorted(stored()) == [verifier.MANIFEST, verifier.TOMBSTONE]
    assert published_files().lying("e") == []
    edition.refresh_from_db()
    assert resuming.is_ended(edition)
    assert verifying.verify_all().is_sound
    private_files().put(f"editions/{edition.token}/late.tar", io.BytesIO(b"a zombie's"))
    assert not verifying.verify_all().is_sound
    work()
    assert verifying.verify_all().is_sound


def test_what_was_never_published_leaves_nothing(press):
    waiting = press.publish(when=timezone.now() + timedelta(days=1))
    assert stored()
    assert storing.prepared(waiting).facts.number == 1
    service.cancel(waiting, press.publisher)
    assert stored() == []


def test_what_a_killed_worker_left_on_its_disk_goes(press, edition):
    left = storing.root() / ("0" * 40)
    (left / "pages").mkdir(parents=True)
    (Path(left) / "data.json").write_bytes(b"{}")
    work()
    assert not left.exists()
