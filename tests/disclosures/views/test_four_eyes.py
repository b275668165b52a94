"""保密审查 by another 公开岗, and what the pages say of what was signed, cancelled or withdrawn."""

from datetime import date

import pytest

from disclosures.editing.signing import let_pass
from disclosures.models import DisclosureClock, Edition, RegisterEntry, SignOff
from disclosures.publishing import gate, service
from disclosures.publishing.gathering import gather
from tests.disclosures.publishing.press import give_figures
from tests.disclosures.views.deciding import form, made, notes, publishes, retitle, signs
from tests.projects.review.cast import stands_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_figures")]
PHONE = "13912345678"


def test_who_signs_does_not_publish_and_who_publishes_reads_who_can_sign(client, bureau, says):
    assert "登录后办理：王保密的姓名" in says(bureau.publisher, bureau.at("publish"))
    signs(client, bureau, says, who=bureau.publisher)
    assert "保密审查是您本人办理的" in says(bureau.publisher, bureau.at("publish"))
    assert "没有公开，共 1 个原因" in publishes(client, bureau, says)
    assert not Edition.objects.exists()
    publishes(client, bureau, says, who=bureau.second)
    assert Edition.objects.get().reviewer == "公开的姓名（公开岗）"


def test_only_a_publisher_signs(client, bureau):
    said = form(client, bureau, "sign_off", stated="on")
    for who in (bureau.cast.reviewer, bureau.cast.replier, bureau.own):
        client.force_login(who)
        assert client.post(bureau.at("sign_off"), said).status_code == 403
    assert not SignOff.objects.exists()


def test_who_signs_reads_what_was_let_pass(client, bureau, says):
    retitle(bureau, f"对外电话{PHONE}")
    [found] = gate.findings(gather(bureau.now()))
    let_pass(bureau.draft, found.digest, found.place, "单位的对外电话", bureau.publisher)
    told = says(bureau.second, bureau.at("sign_off"))
    assert "其中放行了 1 处" in told
    assert "单位的对外电话" in told


def test_a_cancelled_edition_says_by_whom_it_was_cancelled(client, bureau, says):
    signs(client, bureau, says)
    publishes(client, bureau, says)
    edition = Edition.objects.get()
    says(bureau.publisher, bureau.at("edition_cancel", edition.pk), go=1)
    assert "这一版已由公开的姓名" in says(bureau.publisher, bureau.at("edition", edition.pk))


def test_what_does_not_stand_in_the_way_is_not_the_next_step(client, bureau, says):
    give_figures(bureau.district, 2025, bureau.publisher, limit_general="1")
    client.force_login(bureau.publisher)
    page = client.get(bureau.at())
    assert "项未通过" in page.content.decode()
    assert page.context["next"].name == "预览"


def test_after_a_withdrawal_the_page_says_what_was_public(bureau, says, published):
    service.withdraw(published, bureau.publisher, "数据有误。")
    assert "第1版已撤回，现在没有公开的版本" in says(bureau.publisher, bureau.at())
    assert "与已撤回的第1版完全相同" in says(bureau.publisher, bureau.at("publish"))


def test_an_edition_after_a_withdrawal_says_what_changed(client, bureau, says, published):
    service.withdraw(published, bureau.publisher, "数据有误。")
    retitle(bureau, "改好的标题")
    client.force_login(bureau.publisher)
    assert "更正说明" in [one.name for one in client.get(bureau.at()).context["steps"]]
    assert "请先写更正说明" in says(bureau.publisher, bureau.at("publish"))
    notes(client, bureau, says, "改正了公务接待费。")
    signs(client, bureau, says)
    publishes(client, bureau, says)
    edition = made()
    assert (edition.number, edition.corrects, edition.note) == (2, None, "改正了公务接待费。")
    assert "改正了公务接待费。" in says(bureau.publisher, bureau.at("edition", edition.pk))


def test_before_the_first_edition_there_is_nothing_to_put_right(client, bureau, says):
    assert "还没有公开过，不用写更正说明" in says(bureau.publisher, bureau.at("note"), go=1)
    client.force_login(bureau.publisher)
    assert "更正说明" not in [one.name for one in client.get(bureau.at()).context["steps"]]


@pytest.mark.parametrize("signer", ["publisher", "deputy"])
def test_who_stands_in_is_no_second_person(client, bureau, says, signer):
    deputy = bureau.cast.drafter
    stands_in(deputy, bureau.publisher)
    who = {"publisher": bureau.publisher, "deputy": deputy}
    signs(client, bureau, says, who=who.pop(signer))
    [other] = who.values()
    told = publishes(client, bureau, says, who=other)
    assert "一方是代另一方办理的" in told
    assert not Edition.objects.exists()


@pytest.mark.parametrize("said", [{"reason": "涉密部门"}, {"place": "区政府网站"}])
def test_what_the_register_settles_counts_no_days(bureau, says, said):
    here, whose = {"district": bureau.district, "year": 2025}, {"department": bureau.department}
    for one in ({}, whose):
        clock = {"began": date(2025, 3, 1), "entered_by": bureau.cast.replier}
        DisclosureClock.objects.create(**here, **clock, **one)
    assert says(bureau.publisher, bureau.at()).count("已过期") == 2
    RegisterEntry.objects.create(entered_by=bureau.publisher, **here, **whose, **said)
    assert says(bureau.publisher, bureau.at()).count("已过期") == 1
    RegisterEntry.objects.create(entered_by=bureau.publisher, **here, **said)
    after = says(bureau.publisher, bureau.at())
    assert "已过期" not in after
    assert after.count("已在公开登记里说明") == 2
