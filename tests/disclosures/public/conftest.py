"""The public tree of one test, and the public site as its own process has it."""

import pytest
from django.test import Client, override_settings

from budget_site import public_settings
from tests.disclosures.public.kept import two_years_public
from tests.disclosures.publishing.press import Press, make_press

_ALONE = ("MIDDLEWARE", "ROOT_URLCONF", "CONTENT_SECURITY_POLICY")


class Reader(Client):
    """Asks the public site by itself, with its own middleware and addresses; the staff's go on beside it."""

    def request(self, **asked):
        with override_settings(**{name: getattr(public_settings, name) for name in _ALONE}):
            return super().request(**asked)


@pytest.fixture
def reader():
    return Reader()


@pytest.fixture
def root(settings, tmp_path):
    """Where this test's public tree lies."""
    settings.PUBLIC_ROOT = tmp_path / "public"
    settings.PUBLIC_ROOT.mkdir()
    return settings.PUBLIC_ROOT


@pytest.fixture
def laid(db, root):
    """Two years, a correction and a department, public."""
    return two_years_public()


@pytest.fixture
def press(district, department, root, quick) -> Press:
    """A bureau that publishes in earnest; documents, which take their time, are left out."""
    return make_press(district, department)
