"""The buttons of a table for one person: what the role allows here, and what still stands in the way."""

from dataclasses import dataclass

from projects.models import Grade
from projects.refusal import Refusal
from projects.review.facts import Facts
from projects.review.grading import Judged
from projects.review.said import Said, cell_field
from projects.workflow import Action, actions, asks_why, refusals

_FORMS = {Action.APPROVE: Grade.EXCELLENT, Action.REJECT: Grade.POOR, Action.PROPOSE: Grade.GOOD}


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that is this person's here. `reasons`: what stands in its way beside what the form asks.

    `asks_why`: not done without a reason; to set free what a colleague has taken is not either.
    """

    action: Action
    reasons: tuple[Refusal, ...]
    asks_why: bool = False

    @property
    def possible(self) -> bool:
        return not self.reasons


def offers(facts: Facts) -> dict[Action, Offer]:
    """In the order of the table of transitions."""
    found: dict[Action, Offer] = {}
    probe, _ = facts.case(Action.CLAIM, Said())
    for action in actions(probe):
        case, _ = facts.case(action, _as_filled(action))
        told = [one for one in refusals(action, case) if one.about != cell_field(0)]
        taken = action is Action.RELEASE and bool(case.claimed_by)
        found[action] = Offer(action, tuple(told), taken or asks_why(action))
    return {action: offer for action, offer in found.items() if _makes_sense(action, offer, probe)}


def _as_filled(action: Action) -> Said:
    """As if the form were filled: only what no form can mend is a reason not to offer it."""
    grade = _FORMS.get(action)
    return Said(why="…", judged=Judged(False, {}, grade) if grade else None)


def _makes_sense(action: Action, offer: Offer, case) -> bool:
    """Without those that only are there while something else is."""
    if action in (Action.ACCEPT, Action.DECLINE, Action.TAKE_BACK):
        return case.open_correction
    if action is Action.CLAIM:
        return not case.claimed or bool(case.claimed_by)
    return action is not Action.RELEASE or case.claimed
