"""What tests about accounts share."""

import pytest


@pytest.fixture
def quick_passwords(settings):
    """Where it is not the hash that is tried: a real one takes its second, at every sign-in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
