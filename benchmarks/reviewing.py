"""What the reviewers' pages cost: the review itself, a step, the inbox and the board."""

from itertools import count
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse

from benchmarks.cases import Prepare, Work, remembering
from benchmarks.data import YEAR
from benchmarks.world import World
from projects.models import Project, TableVersion
from projects.review.facts import token
from projects.review.performing import perform
from projects.review.threads import FEEDBACK, open_thread
from projects.workflow import Action

CASES: dict[str, Prepare] = {}
case = remembering(CASES)


def _version(project: Project) -> TableVersion:
    return project.versions.get()


def _under_review(world: World, threads: int) -> Project:
    """Submitted, with so many remarks at cells."""
    project = world.sound_project()
    perform(Action.SUBMIT, _version(project).pk, world.drafter)
    rows = list(_version(project).indicators.all())
    for number in range(threads):
        place = (rows[number % len(rows)].id, "value" if number < len(rows) else "basis")
        open_thread(FEEDBACK, project, world.reviewer, place, "请附测算依据。", uuid4())
    return project


@case("Review page of a 7-row table")
def review(world: World) -> Work:
    address = reverse("review", args=[_under_review(world, 0).pk])
    return lambda: world.reviewers_client.get(address)


@case("Review page of a 7-row table with 20 remarks")
def review_with_remarks(world: World) -> Work:
    address = reverse("review", args=[_under_review(world, 20).pk])
    return lambda: world.reviewers_client.get(address)


@case("Taking a table and setting it free (two steps)")
def claim(world: World) -> Work:
    project = _under_review(world, 0)
    address, turn = reverse("review", args=[project.pk]), count()

    def step() -> HttpResponse:
        action = (Action.CLAIM, Action.RELEASE)[next(turn) % 2]
        said = {"action": action, "key": str(uuid4()), "seen": token(_version(project))}
        return world.reviewers_client.post(address, said)

    def both() -> HttpResponse:
        step()
        return step()

    return both


@case("Remark at a cell")
def remark(world: World) -> Work:
    project = _under_review(world, 0)
    address, turn = reverse("talk", args=[project.pk]), count(1)

    def say() -> HttpResponse:
        said = {"kind": "feedback", "key": str(uuid4()), "text": f"请核对（{next(turn)}）。"}
        return world.reviewers_client.post(address, said)

    return say


@case("Inbox of an officer with 30,000 drafts")
def inbox(world: World) -> Work:
    return lambda: world.client.get(reverse("inbox"))


@case("Board of 100 departments with 30,000 projects")
def board(world: World) -> Work:
    address = reverse("board", args=[world.large.code, YEAR])
    return lambda: world.reviewers_client.get(address)
