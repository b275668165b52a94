"""What every test may ask for."""

from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection

from budget_site.guarding import by_address
from tests.deploy import machine
from tests.forked import end_forked
from tests.offices import Office, make_office
from tests.people import PASSWORD, make_district, make_user
from tests.projects.jobs.working import end_workers
from tests.small_disk import can_mount
from tests.trail_flush import let_tests_flush

# Whoever names another profile gets that. How long an example takes on a busy machine says nothing of a law.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """SQLite in a file, so that threads and processes share it as they do in the field."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings_parallel_suffix(request):
    from pytest_django.fixtures import _set_suffix_to_test_databases

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(Path(settings.VAR_DIR) / "test.sqlite3")
    if hasattr(request.config, "workerinput"):
        _set_suffix_to_test_databases(suffix=request.config.workerinput["workerid"])


def pytest_collection_modifyitems(config, items) -> None:
    """`-m database` picks the tests that meet a database: the ones that run on PostgreSQL too.

    What one of the two alone has (roles, a file) is not collected on the other: `make test` runs both. What
    needs a machine of its own is collected where one can be made.
    """
    others = ("roles",) if connection.vendor == "sqlite" else ("own_file", "decided")
    elsewhere = [item for item in items if any(map(item.get_closest_marker, others))]
    if any(item.get_closest_marker("machine") for item in items) and not machine.can_run():
        elsewhere += [item for item in items if item.get_closest_marker("machine")]
    if any(item.get_closest_marker("small_disk") for item in items) and not can_mount():
        elsewhere += [item for item in items if item.get_closest_marker("small_disk")]
    items[:] = [item for item in items if item not in elsewhere]
    config.hook.pytest_deselected(items=elsewhere)
    for item in items:
        if item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session", autouse=True)
def _flushing_is_let():
    with pytest.MonkeyPatch.context() as patch:
        let_tests_flush(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def _passwords_are_hashed_in_one_round():
    """The site's own hasher, whose million rounds would be a quarter of the suite's time.

    A process that a test starts knows nothing of it, and takes these passwords all the same.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.contrib.auth.hashers.PBKDF2PasswordHasher.iterations", 1)
        yield


@pytest.fixture(autouse=True)
def _nobody_has_searched_yet():
    """The public search counts by address in this process's memory; all tests come from the same one."""
    by_address.searches.clear()


@pytest.fixture
def django_assert_max_num_queries(django_assert_max_num_queries, monkeypatch):
    """Without the note, every half minute, that somebody is there: a slow machine takes that long."""
    monkeypatch.setattr("budget_site.idle.EXACT_TO", float("inf"))
    return django_assert_max_num_queries


@pytest.fixture(autouse=True)
def _no_process_stays(_django_db_marker):
    """Ended before the database is emptied under it."""
    yield
    end_workers()
    end_forked()


@pytest.fixture
def district(db):
    return make_district("芦台经济开发区", "lutai")


@pytest.fixture
def department(district):
    return district.departments.create(code="finance", name="财政局")


@pytest.fixture
def other_department(district):
    return district.departments.create(code="education", name="教育局")


@pytest.fixture
def drafter(department):
    """陈经办 of 财政局."""
    return make_user("drafter", "drafter", PASSWORD, department=department)


@pytest.fixture
def other_drafter(other_department):
    return make_user("other_drafter", "drafter", department=other_department)


@pytest.fixture
def reviewer(district):
    """绩效科 of the district."""
    return make_user("reviewer", "performance_reviewer", district=district)


@pytest.fixture
def stranger(db):
    """Somebody with an account and no role."""
    return make_user("stranger")


@pytest.fixture
def office(district, department, other_department) -> Office:
    """One table and one person of each kind."""
    return make_office(district, department, other_department)
