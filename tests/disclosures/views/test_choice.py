"""Which tables are chosen, by which rule; only replied ones can be."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budget_site.accounts.models import Role
from disclosures.editing.choosing import as_seen
from projects.models import Project
from projects.rules.examples import SOUND
from tests.disclosures.publishing.press import reply
from tests.people import make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft_table(bureau):
    return make_project(bureau.district, bureau.department, table=replace(SOUND, name="还在填的项目"))


@pytest.fixture
def second(bureau):
    project = make_project(bureau.district, bureau.department, table=replace(SOUND, name="学校食堂改造"))
    reply(bureau.cast, project)
    return project


def chooses(says, bureau, who=None, **said):
    asked = {"was": as_seen(bureau.now()), "choice": "all", "least": ""} | said
    return says(who or bureau.publisher, bureau.at("choice"), **asked)


def test_what_is_not_replied_stands_apart_and_says_why(bureau, says, draft_table):
    told = says(bureau.publisher, bureau.at("choice"))
    assert "还不能公开的（1 张）" in told
    assert "公开的必须是批复的那一份" in told
    assert f'value="{draft_table.pk}"' not in told
    answer = chooses(says, bureau, choice="picked", project=[draft_table.pk])
    assert "有的项目现在不是“已批复”" in answer
    assert bureau.now().choice == "all"


def test_each_rule_says_how_many_and_how_much_it_chooses(bureau, says, second):
    Project.objects.filter(pk=second.pk).update(is_key=True)
    told = says(bureau.publisher, bureau.at("choice"))
    assert "现有 2 张" in told
    assert "1 个，" in told


def test_projects_are_picked(bureau, says, second):
    assert "公开哪些项目已保存" in chooses(says, bureau, choice="picked", project=[second.pk])
    assert bureau.now().picked == [str(second.pk)]
    told = says(bureau.publisher, bureau.at("choice"))
    assert 'aria-label="选定 学校食堂改造" checked' in told
    assert "学校食堂改造" in says(bureau.publisher, bureau.at("preview_page", "projects/index.html"))
    assert SOUND.name not in says(bureau.publisher, bureau.at("preview_page", "projects/index.html"))


def test_an_amount_is_written_as_officers_write_it(bureau, says):
    chooses(says, bureau, choice="amount", least="100万元")
    assert bureau.now().least == Decimal(100)
    assert 'value="100"' in says(bureau.publisher, bureau.at("choice"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"choice": "amount"}, "请填写预算数标准"),
        ({"choice": "amount", "least": "很多"}, "没有看懂这个数"),
        ({"choice": "amount", "least": "-5"}, "请写0到十亿"),
        ({"choice": "picked"}, "请至少勾选一个项目"),
        ({"choice": "none"}, "还没有保存"),
    ],
)
def test_what_cannot_be_is_told(bureau, says, said, told):
    assert told in chooses(says, bureau, **said)
    assert bureau.now().choice == "all"
    assert bureau.now().revision == 0


def test_an_amount_that_was_not_understood_counts_nothing(bureau, says):
    told = chooses(says, bureau, choice="amount", least="很多")
    assert told.count("填写标准以后显示") == 1
    assert "填写标准以后显示" not in chooses(says, bureau, choice="amount", least="1")


def test_nobody_chooses_over_anothers_choice_unseen(bureau, says, second):
    old = as_seen(bureau.now())
    chooses(says, bureau, choice="key")
    other = make_user("同室", Role.REPLIER, district=bureau.district)
    told = chooses(says, bureau, who=other, choice="picked", project=[second.pk], was=old)
    assert "这里的选择已经改过" in told
    assert 'aria-label="选定 学校食堂改造" checked' in told
    assert bureau.now().choice == "key"
    assert as_seen(bureau.now()) in told
    chooses(says, bureau, who=other, choice="picked", project=[second.pk])
    assert bureau.now().choice == "picked"


def test_what_another_rule_had_is_kept(bureau, says, second):
    chooses(says, bureau, choice="picked", project=[second.pk])
    chooses(says, bureau, choice="all")
    assert bureau.now().picked == [str(second.pk)]


def test_the_page_asks_as_often_for_many_tables_as_for_few(client, bureau, second):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(bureau.at("choice")).status_code == 200
        return len(captured)

    client.force_login(bureau.publisher)
    few = asked()
    for number in range(3):
        table = replace(SOUND, name=f"项目{number}")
        reply(bureau.cast, make_project(bureau.district, bureau.department, table=table))
    assert asked() == few
