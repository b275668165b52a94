"""Work of a test's own making, done as the kind READ is."""

import pytest

from projects.jobs.register import _handlers, handler_of
from projects.models import Job


@pytest.fixture
def does(monkeypatch):
    """`does(handler)` makes the handler what is done for jobs of the kind READ."""
    handler_of(Job.Kind.EXPORT)  # the real ones are registered by then

    def does(handler):
        monkeypatch.setitem(_handlers, Job.Kind.READ, handler)

    return does
