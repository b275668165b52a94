"""区级数据 over its page: nothing typed is lost, and nobody's work is overwritten silently."""

import re
from html import unescape

import pytest

from budget_site.accounts.models import Role
from budget_site.trail.models import TrailRecord
from disclosures.figures import BY_KEY, Figures, as_json, from_json
from disclosures.models import YearFigures
from projects.tables import Amount
from tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(bureau):
    return make_user("同室", Role.REPLIER, district=bureau.district)


def kept(bureau, year=2025) -> Figures:
    return from_json(YearFigures.objects.get(district=bureau.district, year=year).figures)


def fields(page: str) -> dict[str, str]:
    """What stands in the form, by name."""
    inputs = re.findall(r"<input[^>]*>", page)
    named = {name[1]: one for one in inputs if (name := re.search(r'name="(\w+)"', one))}
    values = {name: re.search(r'value="([^"]*)"', one) for name, one in named.items()}
    told = {name: unescape(found[1]) if found else "" for name, found in values.items()}
    return {name: one for name, one in told.items() if name in {*BY_KEY, "revision", "shown"}}


def last_year(bureau, **amounts) -> None:
    figures = Figures({key: Amount.of(raw) for key, raw in amounts.items()})
    YearFigures.objects.create(
        district=bureau.district, year=2024, figures=as_json(figures), changed_by=bureau.publisher
    )


def test_what_is_typed_is_kept_and_added_up(bureau, says):
    at = bureau.at("figures")
    told = says(
        bureau.publisher, at, revision=0, abroad="18", purchase="29万元", upkeep="100", reception="113"
    )
    assert "数据已保存" in told
    assert kept(bureau).value("three") == 260
    assert kept(bureau).amounts["purchase"].raw == "29万元"
    assert re.search(r"“三公”经费合计</th><td class=\"amount\">260<", told)
    record = TrailRecord.objects.filter(action="publication").latest("id")
    assert record.after["公务用车购置"] == "29万元"


def test_an_amount_that_is_none_stays_as_typed_and_is_told(bureau, says):
    told = says(bureau.publisher, bureau.at("figures"), revision=0, abroad="十来万", purchase="300000元")
    assert "没有看懂的按原样留着，请改成万元的数：因公出国（境）费用" in told
    assert 'value="十来万"' in told
    assert "没有看懂，请写成万元的数" in told
    assert "即 30 万元" in told
    assert kept(bureau).value("abroad") is None


def test_what_is_not_filled_is_not_nought(bureau, says):
    says(bureau.publisher, bureau.at("figures"), revision=0, goods="0")
    assert kept(bureau).value("goods") == 0
    assert kept(bureau).value("procurement") is None


def test_both_are_told_where_two_wrote_and_the_second_may_still_save(bureau, says, colleague):
    at = bureau.at("figures")
    says(bureau.publisher, at, revision=0, abroad="18", goods="5")
    told = says(colleague, at, revision=0, abroad="20", works="7")
    assert "公开的姓名也改过数据" in told
    assert told.count("现在保存着") == 1
    assert "现在保存着：18" in told
    assert fields(told)["abroad"] == "20"
    assert (fields(told)["goods"], fields(told)["works"]) == ("5", "7")
    assert kept(bureau).amounts["abroad"].raw == "18"
    revision = re.search(r'name="revision"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="revision"', told)
    assert "1" in revision.groups()
    says(colleague, at, revision=1, abroad="20", goods="5", works="7")
    assert kept(bureau).amounts["abroad"].raw == "20"


def test_a_field_that_was_not_touched_takes_what_a_colleague_wrote(bureau, says, colleague):
    at = bureau.at("figures")
    says(bureau.publisher, at, revision=0, abroad="18", goods="10", reception="113")
    mine = fields(says(bureau.publisher, at))
    says(colleague, at, **fields(says(colleague, at)) | {"goods": "20", "reception": ""})
    told = says(bureau.publisher, at, **mine | {"abroad": "21", "abroad_reason": "新增考察任务"})
    assert "两边改的都已保留" in told
    now = kept(bureau)
    assert (now.value("abroad"), now.value("goods"), now.value("reception")) == (21, 20, None)
    assert now.text("abroad_reason") == "新增考察任务"


@pytest.mark.parametrize("shown", ["", "{", "[1]", '{"goods": 1}'])
def test_a_page_that_does_not_know_what_it_showed_asks_about_every_difference(bureau, says, colleague, shown):
    at = bureau.at("figures")
    says(colleague, at, revision=0, goods="20")
    told = says(bureau.publisher, at, revision=0, goods="10", shown=shown)
    assert "现在保存着：20" in told
    assert kept(bureau).value("goods") == 20


def test_nobody_is_named_for_ones_own_change(bureau, says):
    at = bureau.at("figures")
    says(bureau.publisher, at, revision=0, goods="20")
    assert "您自己在别的页面也改过数据" in says(bureau.publisher, at, revision=0, goods="10")


def test_the_same_words_twice_are_saved_once(bureau, says):
    for _ in range(2):
        says(bureau.publisher, bureau.at("figures"), revision=0, abroad="18")
    assert YearFigures.objects.get().revision == 1


def test_what_is_too_long_is_told_and_not_lost(bureau, says):
    told = says(bureau.publisher, bureau.at("figures"), revision=0, abroad_reason="长" * 501, abroad="18")
    assert "还没有保存，请看标出的各项" in told
    assert "长" * 501 in told
    assert 'value="18"' in told
    assert not YearFigures.objects.exists()


def test_last_years_figures_are_offered_where_this_years_column_is_empty(bureau, says):
    last_year(bureau, abroad="16", purchase="31", goods="9")
    at = bureau.at("figures")
    assert "填入2024年的数" in says(bureau.publisher, at)
    says(bureau.publisher, at, revision=0, purchase_last="30")
    told = says(bureau.publisher, bureau.at("figures_last"), go=1)
    assert "已填入：因公出国（境）费用上年" in told
    assert kept(bureau).amounts["abroad_last"].raw == "16"
    assert kept(bureau).amounts["purchase_last"].raw == "30"
    assert "填入2024年的数" not in told
    assert "没有可以填入的" in says(bureau.publisher, bureau.at("figures_last"), go=1)


def test_last_years_own_figures_stand_beside(bureau, says):
    last_year(bureau, goods="9.5")
    assert re.search(r"货物采购预算.*?9\.5</td>", says(bureau.publisher, bureau.at("figures")), re.DOTALL)


def test_the_sums_alone_are_answered_and_nothing_is_saved(bureau, says):
    told = says(
        bureau.publisher, bureau.at("figures"), action="sums", revision=0, goods="1", works="2", services="x"
    )
    assert "没有看懂，不能合计：服务采购预算" in told
    assert "<html" not in told
    assert not YearFigures.objects.exists()


@pytest.mark.parametrize("said", [{"revision": "x"}, {"revision": ""}, {"revision": "-1"}])
def test_a_form_that_was_tampered_with_saves_nothing(bureau, says, said):
    says(bureau.publisher, bureau.at("figures"), **said, abroad="18")
    assert not YearFigures.objects.exists()
