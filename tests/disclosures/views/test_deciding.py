"""From the checks over 保密审查 to publication, correction, withdrawal and erasure."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from budget_site.accounts.models import Assignment, Role
from budget_site.trail.models import TrailRecord
from disclosures.models import Edition, RegisterEntry, SignOff
from projects.models import Status, TableVersion
from tests.disclosures.views.deciding import form, made, notes, publishes, retitle, signs
from tests.people import PASSWORD, make_user
from tests.phones import give_phone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_figures")]
PHONE = "13912345678"


def test_from_the_draft_to_the_edition(client, bureau, says):
    assert "还没有完成保密审查" in says(bureau.publisher, bureau.at("publish"))
    assert "王保密的姓名（公开岗）已完成保密审查" in signs(client, bureau, says)
    told = publishes(client, bureau, says)
    assert "正在准备" in told
    edition = made()
    assert (edition.state, edition.number, edition.reviewer) == ("published", 1, "王保密的姓名（公开岗）")
    told = says(bureau.publisher, bureau.at("edition", edition.pk))
    assert edition.manifest_hash in told
    told = says(bureau.publisher, bureau.at())
    assert "第1版已公开，内容没有变化" in told
    assert "第1版</a>" in told


def test_a_form_sent_twice_publishes_once(client, bureau, says):
    signs(client, bureau, says)
    said = form(client, bureau)
    for _ in range(2):
        says(bureau.publisher, bureau.at("publish"), **said)
    assert Edition.objects.count() == 1


def test_the_sign_off_is_of_exactly_the_content_that_was_shown(client, bureau, says):
    said = form(client, bureau, "sign_off", stated="on")
    retitle(bureau, "另一个标题")
    assert "您打开本页以后内容有了变动" in says(bureau.publisher, bureau.at("sign_off"), **said)
    assert not SignOff.objects.exists()
    signs(client, bureau, says)
    retitle(bureau, "又一个标题")
    assert "内容有改动，需要重新审查" in says(bureau.publisher, bureau.at("sign_off"))
    assert "审查以后内容有改动，需要重新审查" in says(bureau.publisher, bureau.at())
    assert "还没有完成保密审查" in says(bureau.publisher, bureau.at("publish"))


def test_a_sign_off_needs_the_statement(client, bureau, says):
    assert "请在通读以后勾选" in signs(client, bureau, says, stated="")
    assert not SignOff.objects.exists()


def test_nothing_is_published_of_what_changed_since_the_page(client, bureau, says):
    signs(client, bureau, says)
    said = form(client, bureau)
    retitle(bureau, "另一个标题")
    told = says(bureau.publisher, bureau.at("publish"), **said)
    assert "没有公开，共 2 个原因" in told
    assert "内容有了变动" in told
    assert "还没有完成保密审查" in told
    assert not Edition.objects.exists()


def test_only_a_publisher_publishes_and_takes_back(client, bureau, says, published):
    for who in (bureau.cast.reviewer, bureau.cast.replier, bureau.own):
        client.force_login(who)
        for name, more in (
            ("publish", ()),
            ("edition_withdraw", (published.pk,)),
            ("edition_erase", (published.pk,)),
        ):
            for ask in (client.get, client.post):
                answer = ask(bureau.at(name, *more))
                assert answer.status_code == 403, (who, name)
        assert client.post(bureau.at("edition_cancel", published.pk)).status_code == 403
    published.refresh_from_db()
    assert published.state == "published"


def test_who_approved_a_table_is_told_that_another_must_publish(client, bureau, says):
    Assignment.objects.create(user=bureau.cast.reviewer, role=Role.PUBLISHER, district=bureau.district)
    signs(client, bureau, says)
    assert "请由另一位公开岗的同事办理" in says(bureau.cast.reviewer, bureau.at("publish"))
    told = publishes(client, bureau, says, who=bureau.cast.reviewer)
    assert "没有公开，共 1 个原因" in told
    assert not Edition.objects.exists()


def test_a_time_to_come_waits_and_can_be_given_up(client, bureau, says):
    signs(client, bureau, says)
    when = timezone.localtime() + timedelta(days=2)
    publishes(client, bureau, says, when=when.strftime("%Y-%m-%dT%H:%M"))
    edition = made()
    assert edition.state == "scheduled"
    told = says(bureau.publisher, bureau.at("edition", edition.pk))
    assert "定于" in told
    assert "以后改公开稿不影响它" in told
    assert "定时公开" in says(bureau.publisher, bureau.at())
    for page in ("register", "overview"):
        told = says(bureau.publisher, bureau.at(page))
        assert f"定于{when:%Y年%-m月%-d日 %H:%M}公开，还没有公开<small>公开" in told
    assert "已取消，没有公开" in says(bureau.publisher, bureau.at("edition_cancel", edition.pk), go=1)
    edition.refresh_from_db()
    assert edition.state == "stopped"


@pytest.mark.parametrize("when", ["2020-01-01T09:00", "明天"])
def test_a_time_that_is_past_or_none_is_told(client, bureau, says, when):
    signs(client, bureau, says)
    told = publishes(client, bureau, says, when=when)
    assert "这个时间已经过了" in told or "请填写日期和时间" in told
    assert not Edition.objects.exists()


def test_a_correction_says_what_it_corrects(client, bureau, says, published):
    assert "完全相同，没有需要更正的" in says(bureau.publisher, bureau.at("publish"))
    retitle(bureau, "更正后的标题")
    assert "请先写更正说明" in says(bureau.publisher, bureau.at("publish"))
    assert "请写明改了什么" in notes(client, bureau, says, " ")
    assert "还没有写" in says(bureau.publisher, bureau.at())
    notes(client, bureau, says, "更正标题。")
    signs(client, bureau, says)
    publishes(client, bureau, says)
    second = made()
    assert bureau.now().note == "", "the next correction has its own"
    assert (second.number, second.corrects, second.note) == (2, published, "更正标题。")
    told = says(bureau.publisher, bureau.at("edition", published.pk))
    assert "已更正" in told
    assert "第2版" in told


def test_a_place_in_the_note_is_checked_signed_off_and_let_pass(client, bureau, says, published):
    retitle(bureau, "更正后的标题")
    notes(client, bureau, says, "更正标题。")
    signs(client, bureau, says)
    notes(client, bureau, says, f"更正标题，咨询电话{PHONE}。")
    assert "审查以后内容有改动，需要重新审查" in says(bureau.publisher, bureau.at())
    assert "更正说明" in says(bureau.publisher, bureau.at("checks"))
    [found] = client.get(bureau.at("checks")).context["look"].held_up
    assert found.what.place == "更正说明"
    signs(client, bureau, says)
    assert "更正说明有疑似手机号" in publishes(client, bureau, says)
    said = {"digest": found.what.digest, "reason": "对外服务电话", "action": "pass"}
    assert "已放行：更正说明" in says(bureau.publisher, bureau.at("check_exception"), **said)
    publishes(client, bureau, says)
    assert made().number == 2


def test_two_who_write_the_note_are_told_of_each_other(client, bureau, says, published):
    said = form(client, bureau, "note", note="更正标题。")
    notes(client, bureau, says, "更正表格。")
    told = says(bureau.publisher, bureau.at("note"), **said)
    assert "有人改过更正说明" in told
    assert "更正表格。" in told
    assert bureau.now().note == "更正表格。"


def test_where_nothing_is_in_force_there_is_nothing_to_note(bureau, says):
    assert "不用写更正说明" in says(bureau.publisher, bureau.at("note"), note="更正", was="")


def test_an_edition_is_withdrawn_with_its_reason(client, bureau, says, published):
    at = bureau.at("edition_withdraw", published.pk)
    assert "请写明撤回的原因" in says(bureau.publisher, at, why=" ")
    told = says(bureau.publisher, at, why="数据来源有误，核实后重新公开。")
    assert "已撤回；" in told
    today = timezone.localdate()
    assert RegisterEntry.objects.get().withdrawn_on == today
    assert f"{today:%Y年%-m月%-d日}已撤回" in says(bureau.publisher, bureau.at("register"))
    told = says(bureau.publisher, bureau.at("edition", published.pk))
    assert "撤回原因：数据来源有误" in told
    assert "不能撤回" in says(bureau.publisher, at, why="再撤一次")


def erases(says, bureau, edition, second, password=PASSWORD, code=""):
    said = {"why": "含有个人身份信息", "second": second, "password": password, "code": code}
    return says(bureau.publisher, bureau.at("edition_erase", edition.pk), **said)


def test_two_persons_erase(client, bureau, says, published):
    phone, _ = give_phone(make_user("二人", Role.REPLIER, PASSWORD, district=bureau.district))
    make_user("外人", Role.DRAFTER, PASSWORD, department=bureau.department)
    for second, password, told in (
        ("二人", "不是这个密码", "同意人的用户名或密码不对"),
        ("没有此人", PASSWORD, "同意人的用户名或密码不对"),
        ("公开", PASSWORD, "另一位任其他岗位的同事"),
        ("外人", PASSWORD, "另一位任其他岗位的同事"),
    ):
        answer = erases(says, bureau, published, second, password)
        assert told in answer, second
        assert password not in answer
    assert "请填写验证器显示的" in erases(says, bureau, published, "二人")
    published.refresh_from_db()
    assert published.data
    assert "已永久删除" in erases(says, bureau, published, "二人", code=phone.shows())
    published.refresh_from_db()
    assert published.state == "erased"
    assert published.data is None
    assert client.get(bureau.at()).context["user"] == bureau.publisher


def test_another_publishers_edition_is_not_found(client, bureau, says, published):
    says(bureau.own, bureau.own_at("begin"), go=1)
    for name in ("edition", "edition_progress", "edition_withdraw"):
        client.force_login(bureau.own)
        assert client.get(bureau.own_at(name, published.pk)).status_code == 404
    client.force_login(bureau.publisher)
    assert client.get(bureau.at("edition", published.pk + 1)).status_code == 404


def test_a_sensitive_place_is_mended_or_let_pass_with_a_reason(client, bureau, says):
    draft = bureau.now()
    draft.sections[-3]["text"] = f"联系人电话{PHONE}。"
    draft.save()
    told = says(bureau.cast.replier, bureau.at("checks"))
    assert "1 处要处理" in told
    assert PHONE not in told
    found = client.get(bureau.at("checks")).context["look"].held_up[0].what
    signs(client, bureau, says)
    assert "疑似手机号" in publishes(client, bureau, says)
    at = bureau.at("check_exception")
    assert "请写明为什么可以公开" in says(
        bureau.publisher, at, digest=found.digest, reason=" ", action="pass"
    )
    told = says(bureau.publisher, at, digest=found.digest, reason="对外服务电话", action="pass")
    assert "已放行" in told
    assert "公开的姓名放行：对外服务电话" in told
    assert "对外服务电话" in TrailRecord.objects.latest("id").note
    told = says(bureau.publisher, at, digest=found.digest, action="take_back")
    assert "已收回放行" in told
    assert "这一处现在已经没有了" in says(bureau.publisher, at, digest="0" * 64, reason="甲", action="pass")


def test_the_checks_say_passed_failed_and_unchecked(bureau, says):
    told = says(bureau.publisher, bureau.at("checks"))
    assert "未能检查" in told
    assert "不应公开的内容" in told


def test_a_table_that_was_tampered_with_stops_every_page_with_the_reason(bureau, says):
    version = TableVersion.objects.get(status=Status.REPLIED)
    TableVersion.objects.filter(pk=version.pk).update(frozen=bytes(version.frozen) + b" ")
    for name in ("overview", "checks", "preview", "sign_off", "publish", "sections"):
        told = says(bureau.publisher, bureau.at(name))
        assert name == "sections" or "与批复时的校验值不符" in told, name
    said = {"key": uuid4(), "seen": "0", "when": ""}
    assert "校验值不符" in says(bureau.publisher, bureau.at("publish"), **said)


def test_a_publication_stands_in_the_register_by_itself(bureau, says, published):
    assert RegisterEntry.objects.get().edition == published
    assert "第1版" in says(bureau.publisher, bureau.at("register"))


def test_the_progress_is_asked_for_by_the_page(client, bureau, says):
    signs(client, bureau, says)
    publishes(client, bureau, says)
    edition = Edition.objects.get()
    at = bureau.at("edition_progress", edition.pk)
    whole = client.get(at).content.decode()
    part = client.get(at, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert at in part
    made()
    assert at not in client.get(at, headers={"HX-Request": "true"}).content.decode()


def test_a_department_publishes_its_own(client, bureau, says):
    says(bureau.own, bureau.own_at("begin"), go=1)
    client.force_login(bureau.publisher)  # who publishes for all may sign for a department
    given = client.get(bureau.own_at("sign_off")).context["form"]
    hidden = {one.name: one.value() for one in given.hidden_fields()}
    says(bureau.publisher, bureau.own_at("sign_off"), **hidden, stated="on")
    client.force_login(bureau.own)
    given = client.get(bureau.own_at("publish")).context["form"]
    said = {one.name: one.value() for one in given.hidden_fields()}
    says(bureau.own, bureau.own_at("publish"), **said, when="")
    edition = made()
    assert (edition.state, edition.department) == ("published", bureau.department)
    assert "第1版，" in says(bureau.publisher, bureau.at())
