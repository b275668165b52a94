"""A department that was renamed or merged keeps its old name on old years."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from budget_site.accounts.models import Assignment, Department
from projects.models import Project
from tests.people import make_district, make_project, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def culture(district):
    return district.departments.create(code="culture", name="文化局")


@pytest.fixture
def tourism(district):
    return district.departments.create(code="tourism", name="旅游局")


def test_old_years_keep_the_old_name(culture):
    culture.rename("文化和旅游局", 2024)
    culture.rename("文化广电和旅游局", 2026)
    names = {year: culture.called_in(year) for year in (2019, 2023, 2024, 2025, 2026, 2030)}
    assert list(names.values()) == [
        "文化局",
        "文化局",
        "文化和旅游局",
        "文化和旅游局",
        *["文化广电和旅游局"] * 2,
    ]
    assert Department.objects.get(pk=culture.pk).name == "文化广电和旅游局"


def test_a_second_renaming_in_the_same_year_corrects_the_first(culture):
    culture.rename("文化与旅游局", 2024)
    culture.rename("文化和旅游局", 2024)
    assert [culture.called_in(year) for year in (2023, 2024)] == ["文化局", "文化和旅游局"]


def test_the_same_name_again_changes_nothing(culture):
    culture.rename("文化局", 2024)
    assert not culture.former_names.exists()


def test_the_names_of_many_departments_cost_no_query_each(
    district, culture, tourism, django_assert_num_queries
):
    culture.rename("文旅局", 2024)
    with django_assert_num_queries(2):
        many = district.departments.prefetch_related("former_names")
        assert {one.called_in(2023) for one in many} == {"文化局", "旅游局"}


@pytest.mark.parametrize("name", ["", " 文旅局", "文\n旅局", "长" * 101])
def test_what_is_no_name_is_refused_and_the_old_one_stays(culture, name):
    with pytest.raises(ValidationError):
        culture.rename(name, 2024)
    culture.refresh_from_db()
    assert (culture.name, culture.former_names.count()) == ("文化局", 0)


def test_a_name_that_another_department_bears_is_refused(culture, tourism):
    with pytest.raises(ValidationError, match="已有名为“旅游局”的部门"):
        culture.rename("旅游局", 2024)


def test_another_district_may_have_a_department_of_the_same_name(culture):
    make_district("邻区", "next").departments.create(code="culture", name="文旅局")
    culture.rename("文旅局", 2024)
    assert culture.called_in(2024) == "文旅局"


def test_the_past_is_not_renamed_behind_a_later_name(culture):
    culture.rename("文旅局", 2024)
    with pytest.raises(ValidationError, match="请填写更晚的年份"):
        culture.rename("文广局", 2022)


def test_a_merged_department_is_closed_from_then_on_and_keeps_its_name(district, culture, tourism):
    tourism.merge_into(culture, 2025)
    assert list(district.departments.open_in(2024)) == [culture, tourism]
    assert list(district.departments.open_in(2025)) == [culture]
    assert tourism.called_in(2024) == tourism.called_in(2026) == "旅游局"


def test_whoever_works_for_the_successor_sees_the_predecessors_tables(district, culture, tourism):
    old = make_project(district, tourism, year=2024)
    officer = make_user("officer", "drafter", department=culture)
    former_officer = make_user("former", "drafter", department=tourism)
    assert not Project.objects.visible_to(officer).exists()
    tourism.merge_into(culture, 2025)
    new = make_project(district, culture, year=2025)
    assert set(Project.objects.visible_to(officer)) == {old, new}
    assert set(Project.objects.visible_to(former_officer)) == {old}


def test_somebody_in_both_sees_each_table_once(district, culture, tourism):
    make_project(district, tourism, year=2024)
    officer = make_user("officer", "drafter", department=culture)
    Assignment.objects.create(user=officer, role="head", department=tourism)
    tourism.merge_into(culture, 2025)
    assert Project.objects.visible_to(officer).count() == 1


def test_merging_on_leads_straight_to_the_last_one(district, culture, tourism):
    sports = district.departments.create(code="sports", name="体育局")
    tourism.merge_into(culture, 2022)
    culture.merge_into(sports, 2025)
    tourism.refresh_from_db()
    assert (tourism.merged_into, tourism.closed_from) == (sports, 2022)


def test_merging_into_a_merged_one_means_its_successor(district, culture, tourism):
    sports = district.departments.create(code="sports", name="体育局")
    culture.merge_into(sports, 2022)
    tourism.merge_into(culture, 2025)
    assert tourism.merged_into == sports


def test_merging_where_it_makes_no_sense_is_refused(district, culture, tourism):
    elsewhere = make_district("邻区", "next").departments.create(code="culture", name="文化局")
    gone = district.departments.create(code="gone", name="粮食局", closed_from=2020)
    for other, words in ((culture, "不能并入自己"), (elsewhere, "同一区划"), (gone, "已于2020年撤并")):
        with pytest.raises(ValidationError, match=words):
            culture.merge_into(other, 2025)
    tourism.merge_into(culture, 2025)
    with pytest.raises(ValidationError, match="已于2025年撤并"):
        tourism.merge_into(culture, 2026)
    with pytest.raises(ValidationError, match="不能并入自己"):
        culture.merge_into(tourism, 2026)
    with pytest.raises(ValidationError, match="不能再改名"):
        tourism.rename("文旅局", 2025)
    culture.refresh_from_db()
    assert (culture.merged_into, culture.closed_from) == (None, None)


def test_the_database_knows_no_merged_department_that_is_open_or_its_own_successor(culture, tourism):
    for row in ({"merged_into": tourism}, {"merged_into": culture, "closed_from": 2025}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Department.objects.filter(pk=culture.pk).update(**row)


def test_papers_with_an_old_name_find_the_department(district, culture):
    culture.rename("文旅局", 2024)
    departments = district.departments
    assert departments.called("文旅局").get() == departments.called("文化局").get() == culture
    assert departments.called("文化局", 2026).get() == culture
    assert departments.called_or_new("文化局", district=district) == (culture, False)


def test_a_name_given_up_and_taken_by_another_means_the_one_of_that_year(district, culture):
    culture.rename("文旅局", 2024)
    new = district.departments.create(code="new", name="文化局")
    departments = district.departments
    assert departments.called("文化局").get() == new
    assert departments.called("文化局", 2023).get() == culture
    assert departments.called("文化局", 2024).get() == new


def test_a_name_that_two_bore_one_after_the_other_means_the_earlier_in_its_years(district, culture, tourism):
    culture.rename("文广局", 2020)
    tourism.rename("文化局", 2021)
    tourism.rename("文旅局", 2023)
    found = {year: district.departments.called("文化局", year).get() for year in (2018, 2022)}
    assert found == {2018: culture, 2022: tourism}
    assert set(district.departments.called("文化局")) == {culture, tourism}


def test_a_code_is_a_code_and_another_districts_names_are_not_looked_at(district, culture):
    culture.rename("文旅局", 2024)
    new = district.departments.create(code="007", name="体育局")
    elsewhere = make_district("邻区", "next")
    assert district.departments.called("007").get() == new
    assert not elsewhere.departments.called("文化局").exists()
    assert not district.departments.called("文\x00化局").exists()
