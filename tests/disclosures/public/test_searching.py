"""A visitor's search: over what is public now and nothing else, within a bound whatever is asked."""

from decimal import Decimal
from itertools import product

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosures.models import PublicEdition, PublicEntry, PublicWords
from disclosures.public import searching
from disclosures.public.searching import index_entries, search_public
from projects.searching import frequency, newest
from tests.projects.searching.texts import holds, queries, texts

pytestmark = pytest.mark.django_db


def edition(position: int = 1, **more) -> PublicEdition:
    given = {
        "chain": "lutai",
        "district": "lutai",
        "district_name": "芦台经济开发区",
        "year": 2025,
        "number": 1,
        "position": position,
        "state": "published",
        "title": "说明",
        "published_at": timezone.now(),
        "changed_at": timezone.now(),
    }
    return PublicEdition.objects.create(**given | more)


def entry(edition: PublicEdition, title: str, text: str = "", **more) -> PublicEntry:
    given = {"kind": "project", "district": edition.district, "year": edition.year, "address": "/x/"}
    return PublicEntry(edition=edition, title=title, text=text, **given | more)


def published(*entries: PublicEntry) -> list[PublicEntry]:
    made = PublicEntry.objects.bulk_create(entries)
    index_entries(made)
    return made


def titles(query: str, **narrowed) -> list[str]:
    return [hit.entry.title for hit in search_public(query, **narrowed).hits]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=8), queries)
def test_it_answers_as_comparing_every_entry_does(db, said, query):
    with transaction.atomic():
        published(*(entry(edition(), title, text) for title, text in said[:1]))
        published(*(entry(PublicEdition.objects.get(), title, text) for title, text in said[1:]))
        wanted = sorted(one for one in said if holds("\n".join(one), query))
        found = search_public(query)
        assert sorted((hit.entry.title, hit.entry.text) for hit in found.hits) == wanted
        assert found.count == len(wanted)
        transaction.set_rollback(True)


def test_titles_come_first_then_projects_then_later_years():
    old, new = edition(), edition(2, year=2026)
    published(
        entry(new, "取暖面积", kind="indicator"),
        entry(new, "校车", "含取暖"),
        entry(new, "取暖的说明", kind="section"),
        entry(old, "学校取暖"),
        entry(new, "学校取暖"),
    )
    found = search_public("取暖").hits
    assert [(hit.entry.title, hit.entry.year) for hit in found] == [
        ("学校取暖", 2026),
        ("学校取暖", 2025),
        ("取暖的说明", 2026),
        ("取暖面积", 2026),
        ("校车", 2026),
    ]


def test_what_was_asked_for_is_marked():
    one = entry(edition(), "开通５Ｇ基站", "建设5G基站6座", department="gxj", department_name="工信局")
    published(one)
    [hit] = search_public("5g 工信").hits
    assert hit.title == [("开通", False), ("５Ｇ", True), ("基站", False)]
    assert hit.text == [("建设", False), ("5G", True), ("基站6座", False)]
    assert hit.department == [("工信", True), ("局", False)]


def test_a_department_finds_its_projects_and_not_each_of_their_indicators():
    one = {"department": "edu", "department_name": "教育局"}
    published(
        entry(edition(), "校车", **one),
        entry(PublicEdition.objects.get(), "车次", kind="indicator", **one),
    )
    assert titles("教育局") == ["校车"]


NARROWED = [
    ({"district": "lutai"}, ["甲项目", "乙项目"]),
    ({"year": 2026}, ["丙项目"]),
    ({"department": "edu"}, ["甲项目"]),
    ({"sector": "养老"}, ["乙项目"]),
    ({"least": Decimal(100)}, ["乙项目"]),
    ({"most": Decimal("99.5")}, ["甲项目"]),
    ({"least": Decimal(10), "most": Decimal(100)}, ["甲项目", "乙项目"]),
    ({"district": "lutai", "year": 2026}, []),
    ({"district": "", "year": None}, ["甲项目", "乙项目", "丙项目"]),
]


def test_corrected_editions_are_searched_only_for_who_asks():
    published(entry(edition(), "甲项目", old=True), entry(edition(2), "乙项目"))
    assert titles("项目") == titles("", district="lutai") == ["乙项目"]
    assert sorted(titles("项目", old=True)) == ["乙项目", "甲项目"]


@pytest.fixture
def three():
    here, there = edition(), edition(2, district="next", year=2026)
    return published(
        entry(here, "甲项目", amount=Decimal("10"), department="edu"),
        entry(here, "乙项目", amount=Decimal("100"), sector="养老"),
        entry(there, "丙项目"),
    )


@pytest.mark.parametrize(("narrowed", "wanted"), NARROWED)
def test_finds_are_narrowed(three, narrowed, wanted):
    assert sorted(titles("项目", **narrowed)) == sorted(wanted)


def test_without_a_word_the_projects_are_listed_that_fit_the_rest(three):
    published(entry(three[0].edition, "一节", kind="section"))
    assert titles("", district="lutai") == ["甲项目", "乙项目"]
    assert titles(" ") == []
    assert titles("、", district="lutai") == []


def test_one_page_after_the_other_shows_each_find_once(three):
    pages = [search_public("项目", limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [len(page.hits) for page in pages] == [2, 1, 0]
    assert {hit.entry.pk for page in pages for hit in page.hits} == {one.pk for one in three}
    assert {page.total for page in pages} == {"共3条"}
    assert search_public("项目", limit=-1, offset=-5).hits == []


def test_beyond_a_thousand_nobody_counts(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(searching, "MOST", 10)
    published(*(entry(edition(n, year=2000 + n), f"项目{n}") for n in range(12)))
    search_public("项目")  # what is known of how common words are is asked for now and then
    with django_assert_num_queries(2):
        found = search_public("项目")
    assert (found.count, found.more, found.total) == (10, True, "超过10条")
    assert len(found.hits) == 10
    exactly = search_public("项目1")
    assert (exactly.count, exactly.total) == (3, "共3条")


def test_a_page_of_finds_does_not_bring_the_lists_of_files_of_their_editions(three):
    for hit in search_public("项目").hits:
        assert "manifest" in hit.entry.edition.get_deferred_fields()


def test_the_last_one_that_is_counted_is_no_more(monkeypatch):
    monkeypatch.setattr(searching, "MOST", 2)
    published(*(entry(edition(n, year=2000 + n), "项目") for n in range(2)))
    assert search_public("项目").total == "共2条"


@pytest.mark.parametrize(
    "query", ['"', "' OR 1=1 --", "a\\", "*", "NEAR(a b)", "tokens:a", "&|!", "100%_", "🙂"]
)
def test_the_language_of_a_database_is_text_like_any_other(three, query):
    assert titles(query) == []
    published(entry(three[0].edition, f"甲{query}乙"))
    assert titles(query) == ([f"甲{query}乙"] if holds(f"甲{query}乙", query) else [])


def test_what_is_no_longer_public_is_no_longer_found(three):
    PublicEntry.objects.filter(district="lutai").delete()
    assert titles("项目") == ["丙项目"]
    PublicEdition.objects.all().delete()
    assert titles("项目") == []
    assert not PublicWords.objects.exists()


def test_a_publication_that_was_taken_back_is_not_found(three):
    with transaction.atomic():
        published(entry(three[0].edition, "丁项目"))
        assert titles("丁项目") == ["丁项目"]
        transaction.set_rollback(True)
    assert titles("丁项目") == []


def ways(query: str, most: int = 1001) -> str:
    """How the database goes about a search."""
    with CaptureQueriesContext(connection) as captured:
        newest(PublicEntry.objects.all(), query, most)
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        plans = []
        for each in captured.captured_queries:
            cursor.execute(f"{explain} {each['sql']}")
            plans += cursor.fetchall()
    return str(plans)


def analyze() -> None:
    """What a database does by itself after a while, and the site learns of some minutes later."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT gin_clean_pending_list('disclosures_publicwords_gin')")
        cursor.execute("ANALYZE")
    frequency.forget()


def test_words_are_looked_up_not_read_through():
    one = edition()
    published(
        *(entry(one, f"校车{n}", "保障学生上下学安全" * 10) for n in range(2000)), entry(one, "养老补贴")
    )
    analyze()
    way = {
        "sqlite": "SCAN disclosures_publicwords_fts VIRTUAL TABLE INDEX 192:M",
        "postgresql": "Bitmap Index Scan on disclosures_publicwords_gin",
    }[connection.vendor]
    for query in ("养", "养老", "养老补贴", "校车 养老"):
        assert way in ways(query), query


def test_the_newest_are_found_first_however_common_a_word_is():
    one = edition()
    old = [entry(one, f"校舍{n}", "校车" if n % 2 else "") for n in range(300)]
    published(*old, *(entry(one, f"校舍{n}", "桥梁" if n % 100 == 0 else "") for n in range(300)))
    analyze()
    rows = PublicEntry.objects.order_by("-pk").values_list("pk", "words__text")
    for query in ("校舍", "校车", "桥梁", "校", "校舍 校车", "舍1", "校车校舍"):
        wanted = [pk for pk, text in rows if holds(text, query)]
        for most in (0, 1, 20, 1001):
            found = newest(PublicEntry.objects.values_list("pk", flat=True), query, most)
            assert found == wanted[:most], (query, most)


def test_rows_whose_keys_lie_far_apart_are_found_like_any():
    one = edition()
    published(*(entry(one, f"校舍{n}", "桥梁" if n % 100 == 0 else "") for n in range(600)))
    published(entry(one, "校舍远", pk=50_000_000_000))
    analyze()
    found = newest(PublicEntry.objects.values_list("pk", flat=True), "校舍", 1)
    assert found == [50_000_000_000]
    for most in (1, 2, 20):
        rows = PublicEntry.objects.filter(words__text__contains="桥梁").order_by("-pk")
        wanted = list(rows.values_list("pk", flat=True)[:most])
        assert newest(PublicEntry.objects.values_list("pk", flat=True), "桥梁", most) == wanted


@pytest.mark.roles
def test_of_a_common_word_only_the_newest_rows_are_read():
    """PostgreSQL by itself looks up all of them; SQLite reads its index from the end."""
    one = edition()
    published(*(entry(one, f"校舍{n}" if n % 5 else "污水处理能力") for n in range(3000)))
    analyze()
    assert "_gin" not in ways("污水处理能力", 20)


@pytest.mark.roles
def test_of_a_fairly_common_word_only_the_last_blocks_are_looked_up():
    one = edition()
    said = ["污水处理" if n % 50 == 0 else "旧桥翻新" if n < 80 else f"校舍{n}" for n in range(3000)]
    made = published(*(entry(one, title, pk=1 + 100 * n) for n, title in enumerate(said)))
    analyze()
    assert "#" in ways("污水处理", 20)
    for query, most in product(("污水处理", "旧桥翻新"), (20, 1001)):
        wanted = [each.pk for each in reversed(made) if each.title == query]
        assert newest(PublicEntry.objects.values_list("pk", flat=True), query, most) == wanted[:most]
