"""What decides about an action, read from the rows of a version that the caller has locked."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from typing import Any

from budget_site.accounts.models import User
from projects.drafting.sheet import cell_texts
from projects.models import Correction, Judgement, ReviewSetup, Status, TableVersion
from projects.models.talk import Thread
from projects.models.version import OPEN, WORKING
from projects.review import assessing, returning
from projects.review.correcting import waiting
from projects.review.hands import hands
from projects.review.people import Hat, hats, people_as
from projects.review.said import NewText, Said
from projects.storing import table_of
from projects.workflow import REVIEWER, Action, Case, Flow, transition


def token(version: TableVersion) -> str:
    """What a page says that it showed: another state or another text has another one."""
    return f"{version.number}-{version.status}-{version.revision}-{version.frozen_hash[:12]}"


def flow_of(version: TableVersion) -> Flow:
    setup = ReviewSetup.objects.filter(district=version.project.district_id).first()
    return Flow(setup.unit_review, setup.business_review) if setup else Flow()


def claimer(version: TableVersion) -> User | None:
    """Who has taken the table, as long as that person may review it."""
    role = REVIEWER.get(version.status)
    if role is None or version.claimed_by_id is None:
        return None
    return next((one for one in people_as(role, version.project) if one.pk == version.claimed_by_id), None)


def judgement_of(version: TableVersion) -> tuple[Judgement | None, bool]:
    """What was said of this text, or of the one before an accepted correction; and whether there was one."""
    corrected = _corrected(version)
    found = _last_of(version, version.frozen_hash)
    if found is None and corrected:
        found = _last_of(version, corrected.frozen_hash)
    return found, corrected is not None


def _last_of(version: TableVersion, frozen_hash: str) -> Judgement | None:
    return version.judgements.filter(frozen_hash=frozen_hash).select_related("by").last()


def _corrected(version: TableVersion) -> Correction | None:
    return version.corrections.filter(
        state=Correction.State.ACCEPTED, result_hash=version.frozen_hash
    ).first()


class Facts:
    """What is known of one version and one person; read once, for as many actions as are asked about."""

    def __init__(self, version: TableVersion, user: User) -> None:
        self.version, self.user = version, user

    @cached_property
    def hats(self) -> list[Hat]:
        return hats(self.user, self.version.project)

    @cached_property
    def claimer(self) -> User | None:
        return claimer(self.version)

    @property
    def judgement(self) -> Judgement | None:
        return self._judged[0]

    @cached_property
    def _judged(self) -> tuple[Judgement | None, bool]:
        return judgement_of(self.version)

    @cached_property
    def _hands(self) -> set[int]:
        return hands(self.version)

    def hat_for(self, action: Action) -> tuple[Hat | None, bool]:
        """In which role and for whom the person acts, and whether a hand in the table stands against it.

        A stand-in of somebody who had a hand had one too; whoever can act for oneself does.
        """
        step = transition(action, self.version.status)
        fitting = [hat for hat in self.hats if step is None or hat.role == step.role]
        clean = [hat for hat in fitting if hat.of.pk not in self._hands]
        chosen = next(iter(clean or fitting), None)
        return chosen, self.user.pk in self._hands or (bool(fitting) and not clean)

    @cached_property
    def _alike(self) -> dict[str, Any]:
        """What is the same for every action."""
        version, holder = self.version, self.claimer
        own = {self.user.pk, *(one.of.pk for one in self.hats)}
        judgement, corrected = self._judged
        return {
            "status": Status(version.status),
            "roles": frozenset(one.role for one in self.hats),
            "flow": flow_of(version),
            "claimed": holder is not None,
            "claimed_by": str(holder) if holder and holder.pk not in own else "",
            "open_threads": version.project.feedback.exclude(state=Thread.State.RESOLVED).count(),
            "same_bytes": _same_bytes(version),
            "grade": judgement.grade if judgement else "",
            "corrected": corrected,
            "open_correction": waiting(version).exists(),
            "has_newer": _has_newer(version),
        }

    def case(self, action: Action, said: Said) -> tuple[Case, Hat | None]:
        """What `workflow.refusals` asks, but for what a judgement lacks; and the hat under which one acts."""
        hat, had_hand = self.hat_for(action)
        case = Case(**self._alike, had_hand=had_hand, why=said.why)
        case = replace(case, stale=bool(said.seen) and said.seen != token(self.version))
        if said.judged:
            case = replace(case, grade=said.judged.grade)
        if action is Action.PROPOSE:
            case = replace(case, corrects=_corrects(self.version, said.cells))
        if action is Action.SUBMIT:
            case = replace(case, **_of_submission(self.version))
        if action is Action.ACCEPT:
            own = {self.user.pk, hat.of.pk} if hat else {self.user.pk}
            case = replace(case, own_proposal=bool(own & _proposers(self.version)))
        return case, hat


def _proposers(version: TableVersion) -> set[int]:
    """Who proposed the last correction, and for whom."""
    last = version.events.filter(action=Action.PROPOSE).last()
    return {last.by_id, last.on_behalf_of_id} - {None} if last else set()


def _of_submission(version: TableVersion) -> dict:
    examination = getattr(version, "examination", None)
    return {
        "errors": examination.errors if examination else 0,
        "warnings": examination.warnings if examination else 0,
        "open_rechecks": version.open_rechecks,
        "unanswered": returning.count_open(version),
        "assessment": "".join(assessing.assessment_refusals(version)),
    }


def _same_bytes(version: TableVersion) -> bool:
    """Whether the text is, to the byte, the one that the last step was about."""
    if version.status in WORKING or version.frozen is None:
        return True
    if hashlib.sha256(bytes(version.frozen)).hexdigest() != version.frozen_hash:
        return False
    last = version.events.exclude(frozen_hash="").order_by("number").last()
    return last is None or last.frozen_hash == version.frozen_hash


def _corrects(version: TableVersion, cells: Iterable[NewText]) -> bool:
    texts = cell_texts(table_of(version))
    wanted = list(cells)
    return bool(wanted) and all(
        texts.get((one.row, one.cell)) == one.old and one.new != one.old for one in wanted
    )


def _has_newer(version: TableVersion) -> bool:
    return TableVersion.objects.filter(project=version.project_id, status__in=OPEN).exists()
