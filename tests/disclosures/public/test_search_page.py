"""查找: what is public is found and led to; what was taken back is not, by no query."""

from posixpath import join, normpath

import pytest

from disclosures.models import PublicEdition, PublicEntry
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
@pytest.mark.parametrize(
    "text",
    ["'\"><script>alert(1)</script>", "NaN", "1e999", "-1", "9" * 200, "\x00", "²", "%", "(", '"', "🀄" * 60],
)
def test_nonsense_is_asked_and_answered_calmly(reader, laid, field, text):
    page = find(reader, **{"q": "绩效", field: text})
    assert page.count("script") == 1  # 大字版


def test_an_empty_question_shows_how_to_ask(reader, laid):
    assert "可以按项目名称" in find(reader).text
    assert "没有找到" not in find(reader).text


def test_what_was_taken_back_is_not_found(reader, laid):
    laying.now(laid[2], "withdrawn", "原因")
    laying.switch("2")
    assert [link for link in find(reader, q="财政专项工作经费").links if "lutai/2025" in link] == []


def test_an_old_edition_is_not_found(reader, laid):
    old = PublicEdition.objects.get(pk=laid[1].pk)
    assert not PublicEntry.objects.filter(edition=old).exists()
    found = PublicEntry.objects.filter(title="财政专项工作经费", address__startswith="lutai/2025/")
    assert [str(one.amount.normalize()) for one in found] == ["61.7"]
    assert "61.7万元" in find(reader, q="财政专项工作经费", year="2025").text


def test_pages_of_finds_follow_each_other(reader, laid):
    first = find(reader, q="指标")
    if "下一页" in first.text:
        assert "第2页" in find(reader, q="指标", page="2").text
