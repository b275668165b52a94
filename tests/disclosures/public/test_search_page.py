"""查找: what is public is found and led to; what was taken back is not, by no query."""

from functools import partial
from posixpath import join, normpath

import pytest

from disclosures.public import views
from disclosures.public.searching import search_public
from tests.disclosures.public import laying
from tests.disclosures.public.markup import Markup

pytestmark = pytest.mark.django_db


def find(reader, **asked) -> Markup:
    answer = reader.get("/search/", asked)
    assert answer.status_code == 200
    return Markup(answer.content.decode())


def test_a_project_is_found_and_its_page_is_there(reader, laid):
    page = find(reader, q="农业保险")
    links = [link for link in page.links if "/projects/" in link]
    assert links
    for link in links:
        assert reader.get(normpath(join("/search", link.partition("#")[0]))).status_code == 200
    assert page.count("mark") >= 1


def test_each_filter_narrows(reader, laid):
    assert [link for link in find(reader, q="绩效", year="2025").links if "/2024/" in link] == []
    assert "没有找到" in find(reader, q="绩效", year="1999").text
    assert "没有找到" in find(reader, q="财政专项", least="1000").text
    assert "没有找到" not in find(reader, q="财政专项", most="1000", department="102").text
    assert "没有找到" in find(reader, q="财政专项", department="103").text


def test_filters_alone_list_the_projects(reader, laid):
    page = find(reader, year="2025", district="lutai", most="5000")
    assert "共8条" in page.text  # six of the district's, two of a department's own


@pytest.mark.parametrize("field", ["q", "district", "year", "department", "sector", "least", "most", "page"])
def test_nonsense_is_asked_and_answered_calmly(reader, laid, field):
    markup, long = "'\"><script>alert(1)</script>", ("9" * 200, "🀄" * 60)
    for text in (markup, "NaN", "1e999", "-1", "\x00", "²", "%", "(", '"', *long):
        page = find(reader, **{"q": "绩效", field: text})
        assert page.count("script") == 1, text  # 大字版


def test_an_empty_question_shows_how_to_ask(reader, laid):
    assert "可以按项目名称" in find(reader).text
    assert "没有找到" not in find(reader).text


def test_who_asks_by_words_alone_sees_the_finds_before_what_narrows_them(reader, laid):
    for asked, opened in (({}, True), ({"q": "农业保险"}, False), ({"q": "农业保险", "year": "2025"}, True)):
        page = reader.get("/search/", asked).content.decode()
        assert ("<details open>" in page) is opened, asked
        assert "<details" in page


def test_what_was_taken_back_is_not_found(reader, laid):
    laying.now(laid[2], "withdrawn", "原因")
    laying.switch("2")
    assert [link for link in find(reader, q="财政专项工作经费").links if "lutai/2025" in link] == []


def test_an_old_edition_is_found_by_who_asks_for_it_and_marked(reader, laid):
    asked = {"q": "财政专项工作经费", "year": "2025", "district": "lutai"}
    page = find(reader, **asked)
    assert "61.7万元" in page.text
    assert "已更正 ·" not in page.text
    assert not [link for link in page.links if "editions" in link]
    page = find(reader, **asked, old="1")
    assert "已更正 ·" in page.text
    [link] = [link for link in page.links if "editions/1/projects/1/index.html" in link and "#" not in link]
    assert reader.get(normpath(join("/search", link))).status_code == 200
    assert [found for tag, found in page.tags if found.get("name") == "old" and "checked" in found]


@pytest.mark.parametrize("state", ["withdrawn", "erased"])
def test_an_old_edition_that_was_taken_back_is_found_by_nobody(reader, laid, state):
    laying.now(laid[1], state, "原因")
    laying.switch("2")
    page = find(reader, q="财政专项工作经费", old="1")
    assert "已更正 ·" not in page.text
    assert not [link for link in page.links if "editions/1/" in link]


def test_two_hits_of_one_project_tell_which_publisher_says_which(reader, laid):
    """The district and a department publish the same project; the district's was corrected."""
    page = find(reader, q="财政专项工作经费", year="2025")
    told = [text.strip() for text in page.texts if "公开，2025年第" in text]
    assert any("芦台经济开发区公开，2025年第2版" in text for text in told)
    assert any("芦台经济开发区教育局公开，2025年第1版" in text for text in told)


@pytest.mark.parametrize("blank", [" ", "\u3000", "\t", "\xa0", "\u200b", "\n"])
def test_whatever_separates_two_words_they_are_two(reader, laid, blank):
    page = find(reader, q=f"经费{blank}财政", year="2025", district="lutai")
    assert "财政专项工作经费" in "".join(page.text.split())
    assert "没有找到" not in page.text


READ = [
    ({"least": "1,000"}, {"least": "1000"}),
    ({"least": "１０００"}, {"least": "1000"}),
    ({"most": "100000元"}, {"most": "10"}),
    ({"most": "10万"}, {"most": "10"}),
    ({"year": "2025年"}, {"year": "2025"}),
    ({"year": "２０２５年度"}, {"year": "2025"}),
]


@pytest.mark.parametrize(("typed", "meant"), READ)
def test_years_and_amounts_are_read_as_people_write_them(reader, laid, typed, meant):
    def links(asked):
        return [link for link in find(reader, q="绩效", **asked).links if "/projects/" in link]

    assert links(typed) == links(meant) != links({})


@pytest.mark.parametrize(
    ("field", "text"), [("least", "约七万"), ("most", "1 000"), ("year", "去年"), ("year", "20255")]
)
def test_what_cannot_be_read_is_told_beside_its_field_and_not_asked_for(reader, laid, field, text):
    page = find(reader, q="绩效", **{field: text})
    told = "年度" if field == "year" else "金额"
    assert f"没有看懂{told}“{text}”，没有按它筛选" in page.text
    [control] = [found for tag, found in page.tags if found.get("name") == field]
    assert control["aria-invalid"] == "true"
    assert control["aria-describedby"] in page.ids
    alone = find(reader, **{field: text})
    assert "没有看懂" in alone.text
    assert "没有找到" not in alone.text  # nothing was looked for
    assert alone.count("li") == find(reader).count("li")


def test_a_year_without_editions_stays_chosen(reader, laid):
    page = find(reader, q="绩效", year="1999")
    assert "没有找到" in page.text
    assert "<option selected>1999</option>" in reader.get("/search/", {"year": "1999"}).content.decode()


def test_pages_of_finds_follow_each_other(reader, laid, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 5)
    monkeypatch.setattr(views, "search_public", partial(search_public, limit=5))
    first, second = (find(reader, q="指标", page=number) for number in "12")
    assert "下一页" in first.text
    assert "第2页" in second.text
    shown = [{link for link in page.links if "/projects/" in link} for page in (first, second)]
    assert all(shown)
    assert not shown[0] & shown[1]
