"""Correcting, withdrawing, erasing: what the public still finds of an edition, and what never again."""

import json

import pytest

from budget_site.accounts.models import Role
from budget_site.trail.models import TrailRecord
from disclosures import verifier
from disclosures.models import Edition, PublicEdition, PublicEntry
from disclosures.publishing import service, storing, tree
from disclosures.publishing.refused import NotPublished
from disclosures.publishing.rights import NOT_PUBLISHER, NOT_SECOND
from projects.public import public_among
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
    assert (told["corrects"], told["note"]) == (1, "更正了标题。")
    for one in (old, new):
        assert verifier.verify(tree.root() / "e" / one.token).is_sound
    assert PublicEntry.objects.exclude(edition__position=2).count() == 0
    assert PublicEntry.objects.filter(edition__position=2).exists()
    assert public_among([press.cast.version.pk]) == {press.cast.version.pk}
    assert TrailRecord.objects.filter(action="publication", after__步骤="更正").exists()


def test_a_correction_needs_its_words_another_content_and_the_edition_in_force(press, edition):
    assert "完全相同" in reasons(lambda: press.correct(edition))
    press.retitle("二")
    assert "请填写更正说明" in reasons(lambda: press.correct(edition, note="  "))
    assert "手机号" in reasons(lambda: press.correct(edition, note="请拨13812345678"))
    press.correct(edition)
    press.retitle("三")
    assert "已不是现行版本" in reasons(lambda: press.correct(edition))


def test_a_withdrawn_edition_leaves_the_public_tree_and_keeps_notice_and_manifest(press, edition):
    service.withdraw(edition, press.publisher, WHY)
    public = PublicEdition.objects.get()
    assert (now(edition).state, public.state, public.token, public.notice) == (
        "withdrawn",
        "withdrawn",
        "",
        WHY,
    )
    assert PublicEntry.objects.count() == 0
    assert public_among([press.cast.version.pk]) == set()
    files = public_files()
    assert not any(edition.token in path for path in files)
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
    third = press.publish()
    assert (third.number, third.position, third.previous_hash) == (3, 3, second.manifest_hash)


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
    service.erase(edition, press.publisher, press.cast.replier, WHY)
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
    assert not any(edition.token in path for path in public_files())
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
