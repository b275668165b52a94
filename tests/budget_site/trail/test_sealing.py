"""Committed records become links of their chain, in order and once, however many do it."""

import logging
from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from budget_site.trail import sealing
from budget_site.trail.models import Action, TrailRecord, TrailSeal
from budget_site.trail.recording import record
from budget_site.trail.sealing import Head, heads, seal, tell_heads
from budget_site.trail.verifying import Verification
from tests.people import make_district


def sealed(chain: str = "installation") -> list[int]:
    """The records of a chain in its order."""
    return list(TrailSeal.objects.filter(chain=chain).order_by("number").values_list("record", flat=True))


def whole() -> bool:
    return not list(Verification().problems())


def add(count: int, **more) -> list[int]:
    return [record(Action.SETTING, by=None, **more).pk for _ in range(count)]


@pytest.mark.django_db
def test_each_district_has_a_chain_and_the_installation_one(district):
    other = make_district("邻区", "next")
    seal()
    before = {chain: len(sealed(chain)) for chain in ("installation", chain_of(district), chain_of(other))}
    here, there, nowhere = add(2, district=district), add(1, district=other), add(1)
    assert seal() == 4
    assert sealed(chain_of(district))[before[chain_of(district)] :] == here
    assert sealed(chain_of(other))[before[chain_of(other)] :] == there
    assert sealed()[before["installation"] :] == nowhere
    assert whole()


def chain_of(district) -> str:
    return f"district-{district.pk}"


@pytest.mark.django_db
def test_sealing_again_changes_nothing_and_a_long_queue_is_sealed_whole(monkeypatch):
    monkeypatch.setattr(sealing, "AT_ONCE", 3)
    added = add(8)
    assert (seal(), seal()) == (8, 0)
    assert sealed() == added
    assert whole()


@pytest.mark.django_db
def test_a_record_committed_late_is_linked_after_ones_of_higher_id(monkeypatch):
    for number in (1010, 1020):
        TrailRecord.objects.create(pk=number, actor_name="系统", address="机房命令", action=Action.SETTING)
    seal()
    TrailRecord.objects.create(pk=1005, actor_name="系统", address="机房命令", action=Action.SETTING)
    assert seal() == 1
    assert sealed() == [1010, 1020, 1005]
    assert whole()


@pytest.mark.django_db
def test_one_committed_very_late_is_found_once_a_day(monkeypatch):
    monkeypatch.setattr(sealing, "LATE", 10)
    for number in (1010, 1000):
        TrailRecord.objects.create(pk=number, actor_name="系统", address="机房命令", action=Action.SETTING)
        seal()
    assert sealed() == [1010]
    tell_heads()
    assert sealed() == [1010, 1000]


@pytest.mark.django_db(transaction=True)
def test_what_is_not_committed_yet_is_not_linked_and_nobody_waits_for_it():
    """On SQLite nobody else writes meanwhile, so there the other transaction has to end first."""
    begun, go = Event(), Event()
    late: list[int] = []

    def write():
        with transaction.atomic():
            late.extend(add(1))
            begun.set()
            assert go.wait(60)
        connections.close_all()

    if connection.vendor != "postgresql":
        go.set()
    other = Thread(target=write)
    other.start()
    assert begun.wait(60)
    if go.is_set():
        other.join()
        assert seal() == 1
    early = add(1)
    assert seal() == 1
    assert early[0] > late[0]
    go.set()
    other.join()
    seal()
    assert sealed() == (early + late if connection.vendor == "postgresql" else late + early)
    assert whole()


@pytest.mark.django_db(transaction=True)
def test_sealers_at_once_link_each_record_once():
    added, start = add(60), Barrier(4)
    counts: list[int] = []

    def work():
        start.wait(60)
        counts.append(seal())
        connections.close_all()

    sealers = [Thread(target=work) for _ in range(4)]
    for one in sealers:
        one.start()
    for one in sealers:
        one.join()
    assert sum(counts) == 60
    assert sealed() == added
    assert whole()


@pytest.mark.django_db
def test_every_field_of_a_record_is_under_the_seal():
    """One left out could be changed without anybody noticing."""
    assert {*sealing.SEALED, "at"} == {field.attname for field in TrailRecord._meta.concrete_fields}


@pytest.fixture
def log(caplog):
    with caplog.at_level(logging.INFO, logger="budget_site.trail"):
        yield lambda: [head for one in caplog.records for head in Head.all_in(one.getMessage())]


@pytest.mark.django_db
def test_the_heads_go_to_the_log_once_a_day(log, district, monkeypatch):
    add(1, district=district)
    tell_heads()
    told = log()
    assert {head.chain for head in told} == {chain_of(district)}
    tell_heads()
    assert log() == told
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda at=None: (at or tomorrow).date())
    tell_heads()
    assert [head.chain for head in log()] == [chain_of(district), chain_of(district), "installation"]


@pytest.mark.django_db
def test_the_heads_stand_in_the_installations_chain_too(district):
    tell_heads()
    [told] = TrailRecord.objects.filter(action=Action.HEADS)
    [head] = [one for one in heads() if one.chain == chain_of(district)]
    assert told.after == {head.chain: f"{head.number}:{head.hash}"}
    assert told.district_id is None


@pytest.mark.django_db
def test_where_nothing_was_done_yet_there_is_nothing_to_tell(log):
    tell_heads()
    assert not log()
    assert not TrailRecord.objects.exists()


@pytest.mark.django_db
def test_a_log_without_details_has_the_heads_all_the_same(settings):
    assert settings.LOGGING["root"]["level"] == "ERROR"
    assert logging.getLogger("budget_site.trail").isEnabledFor(logging.INFO)
