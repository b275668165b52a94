"""The pictures of the handbook and the README show the application as it is, or `make pictures` is due."""

import pytest

from projects.handbook.pictures import PICTURES
from tests.e2e import scenes
from tests.e2e.pictured import make_world, stop_the_clock
from tests.e2e.taking import AGAIN, Taken

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def walk(page, site, monkeypatch, settings, tmp_path):
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.PUBLIC_ROOT.mkdir()
    stop_the_clock(monkeypatch)
    return scenes.Walk(page, site, make_world(), Taken())


def test_every_picture_shows_the_application_as_it_is(walk, new_context, tmp_path):
    scenes.at_the_door(walk)
    scenes.of_those_who_see_no_table(walk)
    scenes.at_the_officers_desk(walk)
    scenes.in_the_form(walk)
    scenes.importing(walk, tmp_path)
    scenes.in_review(walk)
    scenes.in_the_bureau(walk)
    scenes.for_the_readme(walk)
    scenes.at_the_disclosure(walk)
    scenes.with_a_colleague(walk, new_context().new_page())
    assert not walk.taken.stale, "\n".join([AGAIN, *walk.taken.stale])
    assert set(walk.taken.names) >= set(PICTURES)
