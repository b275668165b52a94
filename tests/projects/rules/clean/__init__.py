"""Well-made tables of different sectors: full of what looks like a fault and is none.

They are the measure of false alarms, and what the mutations start from. HELD_OUT (a third of all) is never
looked at while a rule is being written.
"""

from tests.projects.rules.clean import (
    held_out_more,
    held_out_people,
    held_out_trades,
    opened,
    people,
    places,
    upkeep,
    works,
)
from tests.projects.rules.clean.forms import Clean


def _of(*modules) -> dict[str, Clean]:
    return {
        name.lower(): value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Clean)
    }


CLEAN = _of(people, places, works, upkeep, opened)
HELD_OUT = _of(held_out_more, held_out_people, held_out_trades)
