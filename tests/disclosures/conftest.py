"""What every test of disclosures may ask for."""

import pytest

from tests.disclosures.publishing.quick import draw_all


@pytest.fixture
def quick(monkeypatch):
    """Drawn within this process: data and pages, no documents."""
    monkeypatch.setattr("projects.jobs.progress.Progress.apart_all", draw_all)
