"""A key that somebody typed into an address is a number that a row can have, or none."""

import pytest

from budget_site.row_keys import row_key


@pytest.mark.parametrize("key", [1, 9_999_999_999, 2**63 - 1])
def test_every_key_that_a_row_can_have_is_one(key):
    assert row_key(str(key)) == key


@pytest.mark.parametrize("typed", ["", "x", "-1", "1.0", " 1", "①", "１", str(2**63), "9" * 5000])
def test_nothing_else_is(typed):
    assert row_key(typed) is None
