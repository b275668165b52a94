"""Near-duplicates among many tables are nearly always met, the same each time, in work that grows evenly."""

import random
from dataclasses import replace

from rensa import RMinHashLSH

from projects.rules.across import near
from projects.rules.across.near import bigrams, candidates, dice
from projects.rules.collection import Entry
from projects.rules.examples import CONTEXT
from projects.rules.registered import ALIKE
from projects.tables import Goal, Indicator, ProjectTable
from tests.projects.rules.looking import examine_all

NO_FORM = replace(CONTEXT, plan_labels=())


def row(name, value, level2):
    return Indicator("产出指标", level2, name, "", value, "项目实施方案")


def sentence(seed, length=120):
    chance = random.Random(seed)
    return "".join(chr(0x4E00 + chance.randrange(2500)) for _ in range(length))


def test_what_is_alike_by_85_percent_is_nearly_always_met():
    met = tried = 0
    for seed in range(150):
        text, chance = sentence(seed), random.Random(seed)
        typed = "".join("某" if chance.random() < 0.06 else letter for letter in text)
        pair = [bigrams(text), bigrams(typed)]
        if dice(*pair) >= 0.85:
            tried += 1
            met += bool(list(candidates(pair)))
    assert tried > 50
    assert met / tried >= 0.95


def test_the_same_is_found_each_time():
    sets = [bigrams(sentence(number % 7)[: 100 + number % 5]) for number in range(60)]
    assert list(candidates(sets)) == list(candidates(sets))


def many(number):
    """Tables of which a tenth are last year's of a neighbour with a word changed, as texts are handed on."""
    found = []
    for place in range(number):
        text = sentence(place // 2 if place % 10 < 2 else place + 10**6, 200)
        if place % 10 == 1:
            text = text[:60] + "某" + text[61:]
        rows = tuple(row(text[at : at + 8], text[at + 8 : at + 12], "数量指标") for at in range(0, 96, 12))
        found.append(
            ProjectTable(
                f"表{place}",
                text[:6],
                name=text[100:108],
                purpose=text[:40],
                goals=(Goal("", text[40:90]),),
                indicators=rows,
            )
        )
    return [Entry(place, table) for place, table in enumerate(found)]


class Counting:
    """The index of `near`, counting what it hands back to be compared."""

    compared = 0

    def __init__(self, **banding):
        self._index = RMinHashLSH(**banding)
        self.insert = self._index.insert

    def query(self, signature):
        found = self._index.query(signature)
        Counting.compared += len(found)
        return found


def comparisons(entries):
    Counting.compared = 0
    assert any(examine_all(ALIKE, entries, NO_FORM).values())
    return Counting.compared


def test_ten_times_the_tables_mean_about_ten_times_the_comparisons(monkeypatch):
    """Far from the hundredfold of comparing every pair; `make bench` measures the full size in time."""
    monkeypatch.setattr(near, "RMinHashLSH", Counting)
    small = comparisons(many(300))
    assert small >= 30  # the copies
    assert comparisons(many(3000)) <= 15 * small
