"""Two who confirm a list, or link a table, at the same moment: one after the other, nothing twice."""

from functools import partial

import pytest

from projects.models import BudgetList, BudgetProject
from projects.review.budget_list import ListRefused, import_list, link
from tests import together
from tests.people import make_project
from tests.projects.review.lists import line, listed

pytestmark = pytest.mark.django_db(transaction=True)
at_once = partial(together.at_once, refused=ListRefused)


def test_a_double_click_makes_one_list(district, reviewer):
    def confirm():
        lines = [line(f"项目{number}") for number in range(50)]
        return import_list(district, 2025, lines, reviewer, filename="", revision=0)[1]

    assert sorted(at_once(*[confirm] * 4)) == [False, False, False, True]
    assert BudgetList.objects.count() == 1
    assert BudgetProject.objects.count() == 50


def test_of_two_lists_at_once_one_is_refused(district, reviewer):
    def confirm(name):
        return lambda: import_list(district, 2025, [line(name)], reviewer, filename="", revision=0)[1]

    found = at_once(confirm("甲"), confirm("乙"))
    assert sorted(type(one).__name__ for one in found) == ["ListRefused", "bool"]
    assert BudgetList.objects.count() == 1


def test_of_two_lines_that_claim_one_table_one_is_refused(district, department, reviewer):
    project = make_project(district, department)
    lines = listed(district, reviewer, line("甲"), line("乙")).lines.all()
    claims = [lambda pk=one.pk: link(district, 2025, pk, project.pk, reviewer) for one in lines]
    found = at_once(*claims)
    assert sorted(type(one).__name__ for one in found) == ["BudgetProject", "ListRefused"]
    assert BudgetProject.objects.filter(project=project).count() == 1
