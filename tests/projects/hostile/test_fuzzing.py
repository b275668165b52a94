"""However a file is changed, the readers read or refuse it. `make fuzz` goes on for longer."""

from hypothesis import given
from hypothesis import strategies as st

from tests.projects.hostile.fuzzing import crash
from tests.projects.hostile.mutating import mutated


@given(st.integers(0, 2**48))
def test_no_change_of_a_file_brings_anything_but_tables_or_a_sentence(seed):
    assert not crash(mutated(seed))


def test_a_seed_always_makes_the_same_file():
    assert mutated(1) == mutated(1) != mutated(2)
