"""A test may be skipped where the seed disclosure is absent. Any other skip is a failure.

Loaded by `make test` (-p tests.skips), so that a missing browser or office cannot pass for a green run.
"""

from collections.abc import Generator

import pytest

from tests.seed import needs_seed

Report = pytest.TestReport | pytest.CollectReport


def _hold_to_account(report: Report) -> Report:
    expected_failure = hasattr(report, "wasxfail")
    if report.skipped and not expected_failure and needs_seed.kwargs["reason"] not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped for another reason than the absent seed: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, Report, Report]:
    return _hold_to_account((yield))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, Report, Report]:
    return _hold_to_account((yield))
