"""A person at the review page, or at the page of a drafter's step, over HTTP."""

from uuid import uuid4

from django.urls import reverse

from projects.review.facts import token

GRADED = {
    **dict.fromkeys(("completeness", "relevance", "suitability", "feasibility"), "met"),
    "grade": "excellent",
}


def at(cast, name, *more):
    return reverse(name, args=[cast.project.pk, *more])


def takes(client, cast, who, action, **said):
    """The button on the review page."""
    client.force_login(who)
    told = {"action": action, "key": str(uuid4()), "seen": token(cast.version)} | said
    return client.post(at(cast, "review"), told)


def steps(client, cast, who, action, **said):
    client.force_login(who)
    told = {"key": str(uuid4()), "seen": token(cast.version)} | said
    return client.post(at(cast, "step", action), told)


def text(response) -> str:
    return response.content.decode()
