"""Whoever has the whole database in hand can change the trail, but not without its being noticed."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from budget_site.trail import verifying
from budget_site.trail.models import Action, TrailRecord, TrailSeal
from budget_site.trail.recording import record
from budget_site.trail.sealing import digest, heads, seal, tell_heads
from tests.trail_flush import triggers_off

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(district):
    """A district's chain of some links; the first tells of the district itself."""
    for number in range(5):
        record(Action.SETTING, by=None, district=district, note=f"第{number}次")
    seal()
    yield f"district-{district.pk}"
    transaction.set_rollback(True)  # the test's end would stumble over a seal without a record


def tamper(*statements: str) -> None:
    with triggers_off(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def verify(*arguments) -> str:
    out = io.StringIO()
    call_command("verify_trail", *arguments, stdout=out)
    return out.getvalue()


def found(*arguments) -> str:
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"审计记录有\d+处问题") as told:
        call_command("verify_trail", *arguments, stdout=out)
    assert told.value.returncode == 1
    return out.getvalue()


def link(chain: str, number: int) -> TrailSeal:
    return TrailSeal.objects.select_related("record").get(chain=chain, number=number)


def test_a_whole_trail_is_told_to_be_whole_with_its_heads(chain, monkeypatch):
    monkeypatch.setattr(verifying, "AT_ONCE", 2)
    told = verify()
    assert "审计记录完整：1条链，已封存6条，等待封存0条。" in told
    assert f"链头 {heads()[0]}" in told


def test_records_that_wait_for_their_seal_are_nothing_wrong(chain, district):
    record(Action.SETTING, by=None, district=district)
    assert "等待封存1条" in verify()


@pytest.mark.parametrize(
    "change", ["note = 'x'", "actor_name = 'x'", "at = '2020-01-01 00:00:00+00:00'", "district_id = NULL"]
)
def test_a_changed_record_is_noticed(chain, change):
    one = link(chain, 3).record_id
    tamper(f"UPDATE trail_trailrecord SET {change} WHERE id = {one}")
    assert found().splitlines()[0] == (
        f"{chain} 第3号的记录（编号{one}）与封存时不一致：内容被改动过，或者换了位置。"
    )


def test_a_changed_record_with_a_new_seal_no_longer_fits_the_next_one(chain):
    one = link(chain, 3)
    one.record.note = "x"
    new = digest(chain, 3, one.previous, one.record)
    tamper(
        f"UPDATE trail_trailrecord SET note = 'x' WHERE id = {one.record_id}",
        f"UPDATE trail_trailseal SET hash = '{new}' WHERE id = {one.pk}",
    )
    assert f"{chain} 第4号与第3号接不上" in found()


def test_a_deleted_record_is_noticed(chain):
    one = link(chain, 3).record_id
    tamper(f"DELETE FROM trail_trailrecord WHERE id = {one}")
    assert f"{chain} 第3号所封的记录（编号{one}）不见了" in found()


def test_a_record_deleted_with_its_seal_leaves_a_gap(chain):
    ones = f"{link(chain, 3).record_id}, {link(chain, 4).record_id}"
    tamper(
        f"DELETE FROM trail_trailseal WHERE record_id IN ({ones})",
        f"DELETE FROM trail_trailrecord WHERE id IN ({ones})",
    )
    assert f"{chain} 缺第3号至第4号：封存的记录被删除。" in found()


def test_records_that_changed_places_are_noticed(chain):
    one, other = link(chain, 3), link(chain, 4)
    tamper(
        f"UPDATE trail_trailseal SET record_id = -1 WHERE id = {one.pk}",
        f"UPDATE trail_trailseal SET record_id = {one.record_id} WHERE id = {other.pk}",
        f"UPDATE trail_trailseal SET record_id = {other.record_id} WHERE id = {one.pk}",
    )
    told = found()
    assert f"{chain} 第3号的记录（编号{other.record_id}）与封存时不一致" in told
    assert f"{chain} 第4号的记录（编号{one.record_id}）与封存时不一致" in told


def cut(chain: str, first: int) -> None:
    """Its end taken away, seals and records."""
    lost = TrailSeal.objects.filter(chain=chain, number__gte=first)
    ones = ", ".join(map(str, lost.values_list("record_id", flat=True)))
    tamper(
        f"DELETE FROM trail_trailseal WHERE chain = '{chain}' AND number >= {first}",
        f"DELETE FROM trail_trailrecord WHERE id IN ({ones})",
    )


def test_a_cut_tail_is_noticed_by_a_head_that_was_kept(chain):
    [head] = heads()
    cut(chain, 5)
    assert "审计记录完整" in verify()
    assert f"{chain} 的末尾被截去：先前记下的链头是第6号，现在只到第4号。" in found("--head", str(head))


def test_a_chain_that_is_gone_whole_is_noticed_by_the_log(chain, tmp_path):
    [head] = heads()
    log = tmp_path / "site.log"
    log.write_text(f"2026-11-29 06:00:00,000 INFO budget_site.trail 链头 {head}\n别的事\n", "utf-8")
    assert "审计记录完整" in verify("--heads", str(log))
    cut(chain, 1)
    assert "现在只到第0号" in found("--heads", str(log))


def test_a_districts_cut_tail_is_noticed_by_what_the_installations_chain_tells(chain):
    tell_heads()
    seal()
    assert "审计记录完整：2条链" in verify()
    cut(chain, 6)
    assert f"{chain} 的末尾被截去：先前记下的链头是第6号，现在只到第5号。" in found()


def test_a_chain_written_anew_from_some_link_on_is_noticed_by_a_head_that_was_kept(chain):
    [head] = heads()
    rewrite(chain, 4, "另一种说法")
    assert "审计记录完整" in verify()
    assert f"{chain} 第6号与先前记下的链头不一致" in found("--head", str(head))


def rewrite(chain: str, first: int, note: str) -> None:
    statements, previous = [], link(chain, first).previous
    for one in TrailSeal.objects.filter(chain=chain, number__gte=first).select_related("record"):
        one.record.note = note
        new = digest(chain, one.number, previous, one.record)
        statements += [
            f"UPDATE trail_trailrecord SET note = '{note}' WHERE id = {one.record_id}",
            f"UPDATE trail_trailseal SET previous = '{previous}', hash = '{new}' WHERE id = {one.pk}",
        ]
        previous = new
    tamper(*statements)


def test_an_old_record_without_a_seal_is_noticed(chain):
    old = timezone.now() - timedelta(days=3)
    TrailRecord.objects.create(at=old, actor_name="系统", address="机房命令", action=Action.SETTING)
    assert "有1条两天以前的记录还没有封存" in found()


def test_a_trail_that_moved_to_another_database_is_still_whole(chain, tmp_path, district):
    record(
        Action.SETTING, by=None, district=district, before={"甲": {"乙": [1, None, "丙"]}}, note="“引号”\n"
    )
    seal()
    told, dump = verify(), tmp_path / "trail.json"
    call_command("dumpdata", "trail", output=str(dump), verbosity=0)
    tamper("DELETE FROM trail_trailseal", "DELETE FROM trail_trailrecord")
    call_command("loaddata", str(dump), verbosity=0)
    assert verify() == told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--head", "installation:1"], "不是链头"),
        (["--head", "elsewhere:1:" + "0" * 64], "不是链头"),
        (["--heads", "/there/is/none"], "读不到文件"),
        (["--heads", __file__], "里没有链头"),
    ],
)
def test_a_head_that_cannot_be_read_is_not_taken_for_one_that_fits(db, arguments, told):
    with pytest.raises(CommandError, match=told) as refused:
        verify(*arguments)
    assert refused.value.returncode == 2
