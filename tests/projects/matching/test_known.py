import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.matching import Evidence, ProjectMatch, project_matches
from projects.tables import ProjectTable

CODE, NAME, LIKE = Evidence


def found(tables, *known):
    """The key and the evidence of each table's project; the keys are 0, 1, 2."""
    matches = project_matches(
        [ProjectTable(code=code, name=name) for code, name in tables],
        [(key, code, name) for key, (code, name) in enumerate(known)],
    )
    return [match and (match.key, match.evidence) for match in matches]


def test_the_code_tells_the_project_whatever_its_name():
    known = ("13020024P001", "校车服务"), ("13020024P002", "学生营养餐")
    assert found([("１３０２ 0024Ｐ002", "校车服务")], *known) == [(1, CODE)]
    assert project_matches([ProjectTable(code="7")], [("some key", " 7", "")]) == [
        ProjectMatch("some key", CODE)
    ]


def test_without_a_code_the_name_tells_it_blanks_and_widths_aside():
    assert found([("", "道路 养护（一期）")], ("", "校车服务"), ("1", "道路养护(一期)")) == [(1, NAME)]


def test_a_like_name_is_only_probable():
    known = ("", "农业保险保费补贴"), ("", "校车服务")
    assert found([("", "农业保险保费补贴项目"), ("", "城市低保金")], *known) == [(0, LIKE), None]


def test_the_same_name_under_another_code_is_only_probable_and_a_like_name_nothing():
    assert found([("8", "校车服务")], ("7", "校车服务")) == [(0, LIKE)]
    assert found([("8", "校车服务项目")], ("7", "校车服务")) == [None]
    assert found([("8", "校车服务项目")], ("", "校车服务")) == [(0, LIKE)]


@pytest.mark.parametrize("code", ["", "无", "——", "暂无"])
def test_words_in_place_of_a_code_are_no_code(code):
    assert found([(code, "校车服务")], (code, "学生营养餐"), (code, "校车服务")) == [(1, NAME)]


def test_what_is_ambiguous_is_left_to_a_person():
    assert found([("", "校车服务")], ("", "校车服务"), ("", "校车 服务")) == [None]
    assert found([("", "校车服务"), ("", "校车服务")], ("", "校车服务")) == [None, None]
    assert found([("7", "")], ("7", "校车服务"), ("7", "学生营养餐")) == [None]
    assert found([("", "道路养护")], ("", "道路养护一"), ("", "道路养护二")) == [None]
    assert found([("", "道路养护一"), ("", "道路养护二")], ("", "道路养护")) == [None, None]


def test_a_code_that_projects_share_leaves_it_to_the_name():
    assert found([("7", "校车服务")], ("7", "校车服务"), ("7", "学生营养餐")) == [(0, NAME)]


def test_a_project_goes_to_the_table_with_the_better_evidence():
    assert found([("", "校车服务"), ("7", "校车")], ("7", "校车服务")) == [None, (0, CODE)]
    assert found([("", "校车服务项目"), ("", "校车服务")], ("", "校车服务")) == [None, (0, NAME)]
    assert found([("", "校车服务项目"), ("", "校车服务")], ("", "校车服务费")) == [None, (0, LIKE)]


def test_tables_without_code_and_name_are_nobodys():
    assert found([("", "")], ("", "")) == [None]
    assert found([("", "校车")]) == [None]
    assert found([]) == []


few = st.lists(st.tuples(st.sampled_from(["", "1", "2", "无"]), st.text("甲乙丙", max_size=4)), max_size=6)


@given(few, few)
def test_no_project_is_given_twice_and_the_order_of_the_known_ones_does_not_matter(tables, known):
    given = found(tables, *known)
    keys = [match[0] for match in given if match]
    assert len(set(keys)) == len(keys)
    last = len(known) - 1
    backwards = found(tables, *known[::-1])
    assert given == [match and (last - match[0], match[1]) for match in backwards]
