"""Correcting, withdrawing, erasing: what the public still finds of an edition, and what never again."""

import json

import pytest

from budget_site.accounts.models import Role
from budget_site.trail.models import TrailRecord
from disclosures import verifier
from disclosures.models import Edition, PublicEdition, PublicEntry
from disclosures.publishing import manifest, service, storing, tree, verifying
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.rights import NOT_PUBLISHER, NOT_SECOND
from projects.public import public_among
from projects.rendering.paper import store
from projects.rules.examples import SOUND
from tests.disclosures.publishing.press import public_files, read_now
from tests.people import make_user
from tests.projects.review.cast import stands_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick")]
WHY = "发现误公开的内容"


@pytest.fixture
def edition(press) -> Edition:
    return press.publish()


def now(edition: Edition) -> Edition:
    return Edition.objects.get(pk=edition.pk)


def reasons(deed) -> str:
    with pytest.raises(NotPublished) as caught:
        deed()
    return "".join(caught.value.reasons)


def test_a_correction_takes_the_place_and_the_old_edition_stays_with_its_hash(press, edition):
    press.retitle("更正后的标题")
    new = press.correct(edition)
    old = now(edition)
    assert (old.state, new.state, new.number, new.position) == ("corrected", "published", 2, 2)
    assert new.previous_hash == old.manifest_hash == edition.manifest_hash
    told = json.loads(bytes(new.manifest))
    assert (told["corrects"], told["note"]) == (1, manifest.digest("更正了标题。".encode()))
    for one in (old, new):
        assert verifier.verify(tree.root() / "e" / one.token).is_sound
    shown = (
        PublicEntry.objects.values_list("edition__position", "old").distinct().order_by("edition__position")
    )
    assert list(shown) == [(1, True), (2, False)]
    assert public_among([press.cast.version.pk]) == {press.cast.version.pk}
    assert TrailRecord.objects.filter(action="publication", after__步骤="更正").exists()


def test_what_is_found_of_an_old_edition_leads_to_that_edition(press, edition):
    press.retitle("更正后的标题")
    press.correct(edition)
    for entry in PublicEntry.objects.filter(kind="project"):
        own = "lutai/2025/editions/1/projects/1/" if entry.old else "lutai/2025/projects/1/"
        assert entry.address == own


def test_an_edition_corrected_before_a_search_knew_it_is_found_as_old(press, edition):
    """As a crash right after publishing left it."""
    whole = set(PublicEntry.objects.values_list("title", "kind"))
    PublicEntry.objects.all().delete()
    press.retitle("更正后的标题")
    press.correct(edition)
    old = PublicEntry.objects.filter(edition__position=1)
    assert set(old.values_list("title", "kind")) == whole
    assert {one.address.startswith("lutai/2025/editions/1/") for one in old} == {True}
    assert {one.old for one in old} == {True}


def test_a_correction_needs_its_words_another_content_and_the_edition_in_force(press, edition):
    assert "完全相同" in reasons(lambda: press.correct(edition))
    press.retitle("二")
    assert "请先写更正说明" in reasons(lambda: press.correct(edition, note="  "))
    assert "手机号" in reasons(lambda: press.correct(edition, note="请拨13812345678"))
    press.correct(edition)
    press.retitle("三")
    assert "已不是现行版本" in reasons(lambda: press.correct(edition))


def test_a_withdrawn_edition_leaves_the_public_tree_and_keeps_notice_and_manifest(press, edition):
    service.withdraw(edition, press.publisher, WHY)
    public = PublicEdition.objects.get()
    assert (now(edition).state, public.state, public.notice) == ("withdrawn", "withdrawn", WHY)
    assert PublicEntry.objects.count() == 0
    assert public_among([press.cast.version.pk]) == set()
    files = public_files()
    own = [path for path in files if edition.token in path]
    assert {path.partition(f"e/{edition.token}/")[2] for path in own} == {"410.html", "410.html.gz"}
    files = {path: told for path, told in files.items() if not path.endswith(".made.json")}
    everything = b"".join(files.values()).decode("utf-8", "replace")
    assert edition.token not in everything
    assert SOUND.purpose not in everything
    assert WHY in everything
    assert bytes(edition.manifest) in files.values()
    private = storing.folder_of(edition)
    assert verifier.verify(private).is_sound
    assert {path.stat().st_mode & 0o777 for path in private.rglob("*") if path.is_file()} == {0o600}


def test_an_earlier_edition_comes_no_longer_back_and_a_new_one_goes_on_the_chain(press, edition):
    press.retitle("二")
    second = press.correct(edition)
    service.withdraw(second, press.publisher, WHY)
    assert now(edition).state == "corrected"
    press.retitle("三")
    assert "请先写更正说明" in reasons(press.publish)
    third = press.publish(note="改正了误公开的内容。")
    assert (third.number, third.position, third.previous_hash) == (3, 3, second.manifest_hash)


def test_the_content_of_a_withdrawn_edition_is_not_published_again(press, edition):
    service.withdraw(edition, press.publisher, WHY)
    assert "与已撤回的第1版完全相同" in reasons(lambda: press.publish(note="没有改。"))
    press.retitle("改好的标题")
    new = press.publish(note="删去了误公开的内容。")
    assert (new.number, new.corrects) == (2, None)
    record = read_now()["lutai/2025/editions/index.html"].decode()
    assert "第1版撤回以后重新公开" in record
    assert "删去了误公开的内容。" in record
    assert record.count("重新公开") == 1


def test_a_correction_in_force_is_none_after_a_withdrawal_though_the_first_is_withdrawn_later(press, edition):
    press.retitle("更正后的标题")
    press.correct(edition)
    service.withdraw(now(edition), press.publisher, WHY)
    assert "重新公开" not in read_now()["lutai/2025/editions/index.html"].decode()


def test_withdrawing_twice_is_once_and_needs_a_reason(press, edition):
    assert "请写明撤回的原因" in reasons(lambda: service.withdraw(edition, press.publisher, " "))
    service.withdraw(edition, press.publisher, WHY)
    service.withdraw(edition, press.publisher, WHY)
    assert TrailRecord.objects.filter(action="publication", after__步骤="撤回").count() == 1
    assert "不能撤回" in reasons(lambda: service.withdraw(edition, press.publisher, "另一个原因"))


@pytest.mark.parametrize("state", ["preparing", "scheduled", "stopped", "erased"])
def test_what_is_not_public_is_not_withdrawn(press, edition, state):
    Edition.objects.update(state=state)
    assert "不能撤回" in reasons(lambda: service.withdraw(edition, press.publisher, WHY))


def test_only_a_publisher_takes_back(press, edition, stranger):
    for person in (stranger, press.cast.replier, press.cast.head):
        assert reasons(lambda person=person: service.withdraw(edition, person, WHY)) == NOT_PUBLISHER
        told = reasons(lambda person=person: service.erase(edition, person, press.cast.replier, WHY))
        assert told == NOT_PUBLISHER
    assert now(edition).state == "published"


def test_erased_bytes_are_gone_everywhere_and_the_tombstone_tells_it(press, edition):
    assert list(store.folder().rglob("*"))
    service.erase(edition, press.publisher, press.cast.replier, WHY)
    assert not store.folder().exists(), "pages that are kept for the next edition hold the text too"
    erased = now(edition)
    assert (erased.state, erased.data, erased.erased_why) == ("erased", None, WHY)
    assert (erased.manifest_hash, bytes(erased.manifest)) == (edition.manifest_hash, bytes(edition.manifest))
    private = storing.folder_of(edition)
    assert sorted(path.name for path in private.iterdir()) == ["manifest.json", "tombstone.json"]
    report = verifier.verify(private)
    assert report.is_sound
    assert verifier.ERASED in {line.state for line in report.lines}
    everything = b"".join(read_now().values()).decode("utf-8", "replace")
    assert SOUND.purpose not in everything
    left = [path for path in public_files() if f"e/{edition.token}/" in path]
    assert {path.rpartition("/")[2] for path in left} == {"410.html", "410.html.gz"}
    told = TrailRecord.objects.get(action="publication", after__步骤="删除个人信息")
    assert told.after["同意人"] == "预算的姓名"


def test_a_withdrawn_edition_can_be_erased_and_an_erased_one_is_not_erased_again(press, edition):
    service.withdraw(edition, press.publisher, WHY)
    service.erase(edition, press.publisher, press.cast.replier, WHY)
    service.erase(edition, press.publisher, press.cast.replier, WHY)
    assert "不能删除" in reasons(lambda: service.erase(edition, press.publisher, press.cast.replier, "再"))


def test_the_second_person_is_another_one_of_another_role_of_the_bureau(press, edition, stranger):
    cast = press.cast
    other = make_user("公开二", Role.PUBLISHER, district=press.district)
    for second in (press.publisher, other, stranger, cast.drafter, cast.head):
        told = reasons(lambda second=second: service.erase(edition, press.publisher, second, WHY))
        assert told == NOT_SECOND
    cast.also(press.publisher, Role.REPLIER)
    assert reasons(lambda: service.erase(edition, press.publisher, press.publisher, WHY)) == NOT_SECOND
    stands_in(other, press.publisher)  # acts as 预算科 only for the one who erases
    assert reasons(lambda: service.erase(edition, press.publisher, other, WHY)) == NOT_SECOND
    assert now(edition).data is not None


def test_an_erased_edition_leaves_neither_its_note_nor_its_title(press, edition):
    """Nowhere: files, pages, rows, draft."""
    note, title = "更正了误写的张姓人员信息。", "含有某人信息的标题"
    press.retitle(title)
    new = press.correct(edition, note=note)
    assert note in b"".join(read_now().values()).decode(errors="replace")
    second = make_user("二人", Role.REPLIER, district=press.district)
    service.erase(new, press.publisher, second, WHY)
    lying = [path for folder in (tree.root(), storing.root()) for path in folder.rglob("*") if path.is_file()]
    for words in (note, title):
        assert not [path for path in lying if words.encode() in path.read_bytes()]
    public = PublicEdition.objects.get(position=2)
    assert (now(new).note, public.note, public.title) == ("", "", "芦台经济开发区2025年预算公开")
    assert json.loads(bytes(now(new).manifest))["note"] == manifest.digest(note.encode())
    assert verifying.verify_all().broken == []


@pytest.mark.parametrize("why", ["误公开了手机13812345678", "误公开困难群众张建国、李秀英、王德福等6人"])
def test_a_public_reason_says_nothing_that_must_not_be_public(press, edition, why):
    second = make_user("二人", Role.REPLIER, district=press.district)
    for deed in (
        lambda: service.withdraw(edition, press.publisher, why),
        lambda: service.erase(edition, press.publisher, second, why),
    ):
        told = reasons(deed)
        assert "请换一种写法" in told
        assert "13812345678" not in told
        assert "张建国" not in told
    assert now(edition).state == "published"
