"""Loaded by `make soak` (-p tests.soaking): ten times as many examples of every law."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "soak", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
