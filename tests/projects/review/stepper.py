"""One who takes tables round and round, as a process that may be killed (`step`)."""

import os
from uuid import uuid4

import django

django.setup()

from budget_site.accounts.models import User  # noqa: E402
from projects.models import Status, TableVersion  # noqa: E402
from projects.review.performing import perform  # noqa: E402
from projects.review.returning import answer  # noqa: E402
from projects.workflow import Action  # noqa: E402


def step(line, drafter: int, reviewer: int, versions: list[int]) -> None:
    _step(User.objects.get(pk=drafter), User.objects.get(pk=reviewer), versions)


def _step(drafter: User, reviewer: User, versions: list[int]) -> None:
    parent = os.getppid()
    while os.getppid() == parent:  # a test that was ended leaves nobody at work
        for pk in versions:
            status = TableVersion.objects.values_list("status", flat=True).get(pk=pk)
            if status == Status.DRAFT:
                perform(Action.SUBMIT, pk, drafter)
            elif status == Status.PERFORMANCE_REVIEW:
                perform(Action.RETURN, pk, reviewer, why="再看一遍")
            else:
                answer(pk, 1, "看过了", drafter, uuid4())
                perform(Action.SUBMIT, pk, drafter)
