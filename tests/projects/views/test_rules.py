"""The rules explained, and set for a year by the finance bureau."""

import pytest
from django.urls import reverse

from projects.models import Job, RuleSettings
from projects.rules.lexicons import LEXICONS, THRESHOLDS
from projects.rules.registered import BY_CODE
from projects.surroundings import settings_of
from tests.people import make_project, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client, reviewer):
    client.force_login(reviewer)


def page(client, district):
    return client.get(reverse("rule_settings", args=[district.code, 2025]))


def send(client, district, name="rule_settings", **changed):
    form = page(client, district).context["form"]
    said = {field: form[field].value() for field in form.fields} | changed
    return client.post(reverse(name, args=[district.code, 2025]), said)


@pytest.fixture(autouse=True)
def _year(district, department):
    make_project(district, department, table=make_table(code=""))


def test_every_rule_is_explained_with_its_own_words(client):
    told = client.get(reverse("rules")).content.decode()
    for rule in BY_CODE.values():
        assert rule.title in told


def test_a_form_sent_back_as_it_came_sets_nothing(client, district):
    send(client, district)
    assert not RuleSettings.objects.exists()


def test_a_level_a_figure_and_a_word_list_are_set(client, district, reviewer):
    figure, words = next(iter(THRESHOLDS)), next(iter(LEXICONS))
    changed = {"level-A1": "off", f"figure-{figure}": "7.5", f"words-{words}": "甲 乙\n丙 甲"}
    assert send(client, district, **changed).status_code == 302
    settings = settings_of(district, 2025)
    assert settings.levels == {"A1": "off"}
    assert str(settings.threshold(figure)) == "7.5"
    assert set(settings.words(words)) == {"甲", "乙", "丙"}
    assert RuleSettings.objects.get().changed_by == reviewer
    assert Job.objects.filter(kind=Job.Kind.EXAMINE).exists()


def test_what_cannot_be_set_is_said_and_nothing_is_kept(client, district):
    figure, words = next(iter(THRESHOLDS)), next(iter(LEXICONS))
    answer = send(
        client, district, **{f"figure-{figure}": "多", f"words-{words}": "长" * 60, "level-A1": "x"}
    )
    told = answer.content.decode()
    assert "请填写数值" in told
    assert "超过50个字" in told
    assert not RuleSettings.objects.exists()


def test_two_of_the_bureau_do_not_overrule_each_other(client, district):
    send(client, district, **{"level-A1": "off"})
    answer = send(client, district, revision=0, **{"level-A3": "hint"})
    assert "其他人已经改过" in client.get(answer.url).content.decode()
    assert settings_of(district, 2025).levels == {"A1": "off"}


def test_a_setting_is_tried_before_it_is_kept(client, district):
    told = send(client, district, "rule_settings_count", **{"level-A1": "off"}).content.decode()
    assert "试算了 1 张表" in told
    assert 'id="count-A1" hx-swap-oob="true">1<' in told
    assert not RuleSettings.objects.exists()


def test_who_is_not_of_the_bureau_reads_the_rules_and_sets_nothing(client, district, drafter):
    client.force_login(drafter)
    assert client.get(reverse("rules")).status_code == 200
    assert page(client, district).status_code == 403
    address = reverse("rule_settings_count", args=[district.code, 2025])
    assert client.post(address, {"level-A1": "off"}).status_code == 403
