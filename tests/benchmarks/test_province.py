"""A stamped county is what the site would have made: the same tables, found, counted and shown the same."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.county import make_county, publish, sizes
from benchmarks.data import YEAR
from benchmarks.province import OF_A_COUNTY
from benchmarks.province_pages import CASES
from benchmarks.stamping import Shared, Stamp
from budget_site.accounts.models import District, User
from disclosures.models import PublicEdition
from disclosures.public.searching import search_public
from projects import desk
from projects.derived import searched_text
from projects.examining import district as examined
from projects.models import Examination, Project, Status, TableVersion, VersionWords
from projects.reading import versions_of
from projects.review.board import board
from projects.searching.words import tokens
from projects.storing import load, table_of
from projects.tables import from_canonical
from tests.people import make_project

pytestmark = [pytest.mark.django_db, pytest.mark.roles]
OTHERS = (7, 42)


SEQUENCES = "SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, 1) FROM pg_sequences"


@pytest.fixture
def _keys_as_before(db):
    """No rollback takes back which key comes next, and the suite goes on in this database."""
    with connection.cursor() as cursor:
        cursor.execute(SEQUENCES)
        before = cursor.fetchall()
        yield
        cursor.executemany("SELECT setval(%s, %s)", before)


@pytest.fixture
def province(_keys_as_before, settings, tmp_path) -> list[str]:
    """Three counties of two departments: the codes, the model's first."""
    settings.PUBLIC_ROOT = tmp_path
    place = District.objects.create(code="province", name="某省")
    publish(make_county(place, [10, 4]))
    stamp = Stamp(Shared({"accounts_user": [User.objects.system().pk], "accounts_district": [place.pk]}))
    for number in OTHERS:
        stamp.put(number)
    stamp.end()
    connection.check_constraints()
    return ["county000", *(f"county{number:03d}" for number in OTHERS)]


def versions(county: str) -> list[TableVersion]:
    return list(TableVersion.objects.filter(project__district__code=county).order_by("project__position"))


def reviewer(county: str) -> User:
    return User.objects.get(username=f"{county}-performance_reviewer")


def shape(lines) -> list[tuple]:
    return [(line.version.project.position, line.code, line.message) for line in lines]


def test_all_counties_have_the_same_tables_under_keys_of_their_own(province):
    model, *others = map(versions, province)
    assert {one.status for one in model} >= {Status.DRAFT, Status.RETURNED, Status.APPROVED, Status.REPLIED}
    for other in others:
        assert [table_of(one) for one in other] == [table_of(one) for one in model]
        assert [one.status for one in other] == [one.status for one in model]
    for part in ("plan", "goals", "indicators"):
        ids = [row.id for county in (model, *others) for one in county for row in getattr(load(one), part)]
        assert len(set(ids)) == len(ids)
    sent = [one for county in province for one in versions(county) if one.frozen]
    assert len({one.frozen_hash for one in sent}) == len(sent)
    for one in sent:
        assert hashlib.sha256(one.frozen).hexdigest() == one.frozen_hash
        assert one.snapshots.get().content == one.frozen
        frozen = from_canonical(one.frozen)
        assert [row.id for row in frozen.indicators] == [row.id for row in one.indicators.all()]
        assert {event.frozen_hash for event in one.events.all()} == {one.frozen_hash}


def test_what_is_found_and_counted_is_what_each_county_has(province):
    for county in province:
        place, user = District.objects.get(code=county), reviewer(county)
        everything = versions_of(user, place, YEAR)
        assert everything.count() == 14
        for words in ("课桌椅", "供暖", "（3）"):
            asked = desk.Asked(text=words)
            found = [one.project.position for one in desk.found(user, place, YEAR, asked)]
            model = District.objects.get(code=province[0])
            there = desk.found(reviewer(province[0]), model, YEAR, asked)
            assert found == [one.project.position for one in there]
        sums = board(user, place, YEAR).sums
        assert (sums.tables, sums.total) == (14, desk.sums(everything.exclude(total=None))["total"])
    for words in VersionWords.objects.select_related("version"):
        told = searched_text(load(words.version))
        assert (words.text, words.tokens) == (told, " ".join(tokens(told)))


def test_findings_lie_in_the_countys_own_rows(province):
    found = []
    for county in province:
        place = District.objects.get(code=county)
        found.append(shape(examined.lines_of(reviewer(county), place, YEAR, examined.Narrowed(every=True))))
        for one in Examination.objects.filter(version__project__district=place):
            own = {str(row) for row in one.version.indicators.values_list("id", flat=True)}
            at = {told["row"] for told in one.findings if told.get("part") == "indicators" and "row" in told}
            assert at <= own
    assert found[0]
    assert found[1:] == found[:1] * len(OTHERS)


def test_nobody_sees_another_county_and_everybody_what_is_public(client, province):
    client.force_login(reviewer(province[1]))
    assert client.get(reverse("board", args=[province[1], YEAR])).status_code == 200
    assert client.get(reverse("board", args=[province[2], YEAR])).status_code == 404
    strange = Project.objects.filter(district__code=province[2]).first()
    assert client.get(strange.get_absolute_url()).status_code == 404
    assert set(PublicEdition.objects.values_list("district", flat=True)) == set(province)
    counted = {search_public("课桌椅更新", district=county).count for county in province}
    assert len(counted) == 1
    assert counted.pop() > 0


def test_each_page_takes_as_many_queries_in_every_county_and_what_is_written_next_is_new(province):
    for name, prepare in CASES.items():
        counts = []
        for county in (province[0], province[-1]):
            work = prepare(county)
            work()
            with CaptureQueriesContext(connection) as captured:
                work()
            counts.append(len(captured))
        assert counts[0] == counts[1], name
    county = District.objects.get(code=province[1])
    make_project(county, county.departments.first(), YEAR)
    assert versions(county.code)[-1].pk > max(one.pk for one in versions(province[2]))


def test_a_county_has_a_thousand_projects_in_40_departments():
    counts = sizes()
    assert (sum(counts), len(counts)) == (OF_A_COUNTY, 40)
    assert all(10 <= one <= 40 for one in counts)
