"""The line on every page of what is not public yet."""

from datetime import UTC, datetime, timedelta

import pytest

from projects.marking import mark_for
from projects.models import TableVersion

NOW = datetime(2025, 3, 1, 6, 3, tzinfo=UTC)  # 14:03 in China


@pytest.fixture
def officer(drafter):
    drafter.name = "陈经办"
    return drafter


def at(number: int, revision: int) -> TableVersion:
    return TableVersion(number=number, revision=revision)


def test_one_table_tells_its_version(officer):
    assert mark_for([at(1, 12)], officer, NOW) == "草稿 未公开 · 第1版（修订12）· 陈经办 · 2025年3月1日 14:03"


def test_tables_at_different_versions_tell_who_and_when(officer):
    for versions in ([at(1, 12), at(1, 13)], [at(1, 0), at(2, 0)]):
        assert mark_for(versions, officer, NOW) == "草稿 未公开 · 陈经办 · 2025年3月1日 14:03"


def test_tables_all_at_the_same_version_tell_it(officer):
    assert "第1版（修订0）" in mark_for([at(1, 0)] * 3, officer, NOW + timedelta(days=1))
