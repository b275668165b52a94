"""What the database finds is what comparing every text finds, whatever was done to the rows in between."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.models import Status, TableVersion, VersionWords
from projects.searching import holding, keep_words
from projects.searching.keeping import keep_unquoted
from projects.searching.words import ANYTHING, compared
from tests.people import make_project
from tests.projects.searching.texts import holds, parts, queries, texts

pytestmark = pytest.mark.django_db
ON_POSTGRESQL = connection.vendor == "postgresql"
QUICK = settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def project(district):
    made = make_project(district)
    made.versions.update(status=Status.VOID)
    return made


def say(project, *texts: str) -> list[TableVersion]:
    """Given-up versions of these texts."""
    first = TableVersion.objects.order_by("number").values_list("number", flat=True).last() + 1
    by = project.versions.first().created_by
    made = TableVersion.objects.bulk_create(
        TableVersion(project=project, number=number, status=Status.VOID, created_by=by, name=compared(text))
        for number, text in enumerate(texts, first)
    )
    keep_words(VersionWords, [(one.pk, one.name) for one in made])
    return made


def found(query: str) -> list[str]:
    rows = TableVersion.objects.filter(holding(TableVersion, query))
    return sorted(rows.values_list("words__text", flat=True))


@QUICK
@given(st.lists(texts, min_size=1, max_size=8), queries)
def test_the_index_answers_as_comparing_every_text_does(project, said, query):
    with transaction.atomic():
        say(project, *said)
        told = TableVersion.objects.values_list("words__text", flat=True)
        assert found(query) == sorted(text for text in told if holds(text, query))
        transaction.set_rollback(True)


@QUICK
@given(parts())
def test_what_is_copied_out_of_a_text_finds_it_in_the_database(project, part):
    text, copied = (one.replace("\x00", "") for one in part)
    with transaction.atomic():
        [made] = say(project, text)
        it = TableVersion.objects.filter(holding(TableVersion, copied), pk=made.pk)
        assert it.exists() == holds(text, copied)
        transaction.set_rollback(True)


def test_what_only_has_the_pairs_of_a_word_does_not_show(project):
    say(project, "绩效标，目标效目", "绩效目标")
    assert found("绩效目标") == ["绩效目标"]


def test_a_text_beyond_the_index_is_found_all_the_same(project):
    endless = "".join(chr(0x20000 + n) for n in range(60_000)) + "纳凉"
    [made] = say(project, endless)
    assert made.words.tokens == ANYTHING
    assert found("纳凉") == [endless]
    assert found("凉纳") == []


def test_what_is_written_again_is_found_by_its_new_words_alone(project):
    [made] = say(project, "养老补贴")
    keep_words(VersionWords, [(made.pk, "校车")])
    assert found("养老") == []
    assert found("校车") == ["校车"]
    keep_words(VersionWords, [(made.pk, "校车养老")])
    assert found("养老") == ["校车养老"]


def test_what_was_kept_with_its_quotation_marks_is_found_without_them_after_the_upgrade(project, capsys):
    """As the release before wrote it, on both sides of a batch."""
    rows = say(project, *(["养老"] * 205))
    keep_words(VersionWords, [(row.pk, "妇女“两癌”筛查") for row in (rows[0], rows[-1])])
    assert found("两癌筛查") == []
    call_command("refresh_search")
    assert "改了 2 行" in capsys.readouterr().err
    assert found("两癌筛查") == found("“两癌”筛查") == ["妇女两癌筛查"] * 2
    assert len(found("养老")) == 203
    assert keep_unquoted(VersionWords) == 0


def test_what_was_taken_back_was_never_there(project):
    [made] = say(project, "养老")
    with transaction.atomic():
        say(project, "养老院")
        keep_words(VersionWords, [(made.pk, "校车")])
        transaction.set_rollback(True)
    assert found("养老") == ["养老"]
    assert found("养老院") == []
    assert _index_is_sound()


def test_what_was_deleted_is_gone(project):
    [made, _] = say(project, "养老", "校车")
    made.delete()
    assert found("养老") == []
    TableVersion.objects.filter(name="校车").delete()
    assert not VersionWords.objects.exclude(version__number=1).exists()
    assert _index_is_sound()


def test_what_has_no_words_row_is_not_found(project):
    [made] = say(project, "养老")
    VersionWords.objects.filter(pk=made.pk).delete()
    assert found("养老") == []


def test_many_are_kept_in_a_fixed_number_of_statements(project, django_assert_num_queries):
    made = say(project, *(f"养老{n}" for n in range(300)))
    with django_assert_num_queries(2):
        keep_words(VersionWords, [(one.pk, one.name) for one in made])


def test_words_are_looked_up_not_read_through(project):
    """Once there are as many as a district has in a few years, each of some length."""
    others = [f"校车{n}" + "为学校购买服务，保障学生上下学安全" * 10 for n in range(2000)]
    say(project, *others, "养老补贴，5G")
    with connection.cursor() as cursor:
        if ON_POSTGRESQL:  # as its housekeeping does after a while
            cursor.execute("SELECT gin_clean_pending_list('projects_versionwords_gin')")
        cursor.execute("ANALYZE")
    for query in ("老", "养老", "养老补贴", "5G", "校车 养老"):
        plan = TableVersion.objects.filter(holding(TableVersion, query)).order_by("pk").explain()
        if ON_POSTGRESQL:
            assert "Bitmap Index Scan on projects_versionwords_gin" in plan, query
        else:
            assert "SCAN projects_versionwords_fts VIRTUAL TABLE INDEX 0:M" in plan, query
            assert "SCAN projects_tableversion" not in plan, query


def _index_is_sound() -> bool:
    """SQLite compares its index with the rows it was made of and raises where they differ."""
    if not ON_POSTGRESQL:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO projects_versionwords_fts(projects_versionwords_fts, rank)"
                " VALUES ('integrity-check', 1)"
            )
    return True
