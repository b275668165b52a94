"""PostgreSQL restarts or crashes under the site: who types is told, nothing accepted is lost.

SOAK_ROUNDS (`make soak`) asks for more than one time each.
"""

import os
import shutil
import tempfile
from functools import partial
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from budget_site.errors import BUSY
from projects.jobs import submit
from projects.models import Job
from tests.people import make_project, make_user
from tests.ports import free_port
from tests.processes import children, runs, wait_for
from tests.projects.jobs.working import start_worker
from tests.serving import (
    Typist,
    assert_nothing_accepted_is_lost,
    start_web,
    wait_until_each_has_more,
)
from tests.standby import Server

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.roles,
    pytest.mark.xdist_group("processes"),
]
TYPISTS, ROUNDS = 3, int(os.environ.get("SOAK_ROUNDS", "1"))
DURABLE = "-c synchronous_commit=on"  # as in the field; that the machine itself fails is not tried here


@pytest.fixture
def typists(district, department):
    people = [make_user(f"officer{number}", "drafter", department=department) for number in range(TYPISTS)]
    port = free_port()
    return [Typist(port, user, make_project(district, department)) for user in people]


@pytest.fixture
def job(typists) -> Job:
    """Soon done: there is no such place."""
    nowhere = {"district": "x", "year": 1, "projects": None, "form": "pdf"}
    return submit(Job.Kind.EXPORT, typists[0].user, "导出", nowhere)


@pytest.fixture
def server(typists, job):
    """A copy of the server as it stands with the typists on it."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    server = Server(folder, options=DURABLE)
    server.start()
    yield server
    server.stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture
def site(server, typists, tmp_path):
    """Web and worker on it, which nobody starts again."""
    copied = server.address_of(connection.settings_dict["NAME"])
    port = int(typists[0].site.rpartition(":")[2])
    web = start_web(port, copied, tmp_path / "web.log", DATABASE_POOL_MAX="2")
    worker = start_worker(tmp_path, database=copied, lease=2)  # and sweeps every second
    wait_for(lambda: len(children(web)) == 2, web)
    below = children(web)
    yield [web, worker]
    for process in (web, worker):
        process.terminate()
        process.communicate()
    wait_for(lambda: not any(map(runs, below)))


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_restart_of_the_database_is_a_pause(server, site, typists, job, how):
    for one in typists:
        one.start()
    for _ in range(ROUNDS):
        restart(server, typists, how)
    wait_until_each_has_more(typists)
    for one in typists:
        one.end()
    assert {heard for one in typists for heard in one.heard} == {(503, BUSY)}
    assert all(process.poll() is None for process in site)
    name = connection.settings_dict["NAME"]
    with psycopg.connect(server.address_of(name), autocommit=True) as copied:
        assert_nothing_accepted_is_lost(typists, partial(there, copied))
        assert_a_worker_is_at_work(copied, job)


def restart(server: Server, typists: list[Typist], how: str) -> None:
    """Under people who are typing; it is away until each has heard of it."""
    wait_until_each_has_more(typists)
    before = {one: len(one.heard) for one in typists}
    server.stop(how)
    wait_for(lambda: all(len(one.heard) > before[one] for one in typists))
    server.start()


def there(copied: psycopg.Connection, typist: Typist) -> tuple[set[str], str]:
    """What the copy says of a typist's saves and cell."""
    keys = copied.execute(
        "SELECT key FROM projects_save JOIN projects_tableversion version ON version.id = version_id "
        "WHERE project_id = %s",
        [typist.project.pk],
    )
    [(cell,)] = copied.execute("SELECT value FROM projects_indicatorrow WHERE id = %s", [typist.row.id])
    return {str(key) for (key,) in keys}, cell


def assert_a_worker_is_at_work(copied: psycopg.Connection, job: Job) -> None:
    """It does once more what it did before."""
    asked = "SELECT state FROM projects_job WHERE id = %s"
    copied.execute("UPDATE projects_job SET state = 'waiting', attempts = 0 WHERE id = %s", [job.pk])
    wait_for(lambda: copied.execute(asked, [job.pk]).fetchone() == ("failed",))
