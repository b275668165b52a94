"""The district's own name, misspelt by one character, is found and mended by a click."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.rules.context import Context
from projects.rules.examples import changed
from tests.projects.rules.looking import flags

NAME = "东澜经济开发区"
ZONE = Context(2025, district=NAME, names=(NAME,))


@given(st.integers(1, len(NAME) - 2))
def test_a_character_left_out_is_found_and_put_back(place):
    (one,) = flags("G2a", changed(purpose=f"在{NAME[:place]}{NAME[place + 1 :]}更换课桌椅。"), ZONE)
    assert one.remark.proposal == f"在{NAME}更换课桌椅。"


@pytest.mark.parametrize("typed", ["东澜经挤开发区", "东澜经济发开区", "东澜济经开发区"])
def test_another_character_or_two_turned_round_are_found(typed):
    assert flags("G2a", changed(purpose=f"{typed}更换课桌椅。"), ZONE)


@pytest.mark.parametrize(
    "text",
    [NAME, "东澜开发区", "东澜经开区", "东营经济开发区", "开发区", f"{NAME}东澜开发区", "东澜，经济开发区"],
)
def test_the_name_its_abbreviations_and_others_names_are_left_alone(text):
    assert not flags("G2a", changed(purpose=f"{text}更换课桌椅。"), ZONE)


@pytest.mark.parametrize("district", ["", "明川区", "云岭县", "青坪市"])
def test_a_short_name_cannot_be_told_from_other_words(district):
    context = Context(2025, district=district)
    assert not flags("G2a", changed(purpose="明区、云县和坪市更换课桌椅。"), context)


@pytest.mark.parametrize(
    ("district", "text"),
    [("阿拉善左旗", "阿拉善右旗"), ("唐山市丰南区", "唐山市丰润区"), ("乌拉特前旗", "乌拉特后旗")],
)
def test_a_neighbour_of_a_like_name_is_no_slip(district, text):
    context = Context(2025, district=district, names=(district,))
    assert not flags("G2a", changed(purpose=f"与{text}共同更换课桌椅。"), context)
