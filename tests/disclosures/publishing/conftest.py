"""A press, and public rights that every test begins with anew."""

import pytest

from tests.disclosures.publishing.press import Press, make_press


@pytest.fixture
def press(district, department) -> Press:
    return make_press(district, department)


@pytest.fixture(autouse=True)
def _no_trouble(caplog):
    """What was put off to the next sweep is logged, and would else be overlooked."""
    yield
    found = [one for one in caplog.get_records("call") if one.name.startswith("disclosures.publishing")]
    assert [one.getMessage() for one in found if one.levelname == "ERROR"] == []
