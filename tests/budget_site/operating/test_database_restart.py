"""PostgreSQL restarts or crashes under the site: who types is told, nothing accepted is lost."""

import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections

from budget_site.errors import BUSY
from projects.models import Job
from tests.people import make_project, make_user
from tests.processes import children, runs, wait_for
from tests.projects.jobs.working import start_worker
from tests.serving import (
    Typist,
    assert_nothing_accepted_is_lost,
    free_port,
    start_web,
    wait_until_each_has_more,
)
from tests.standby import Server

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.roles,
    pytest.mark.xdist_group("processes"),
]
TYPISTS = 3
DURABLE = "-c synchronous_commit=on"  # as in the field; that the machine itself fails is not tried here


@pytest.fixture
def typists(district, department):
    people = [make_user(f"officer{number}", "drafter", department=department) for number in range(TYPISTS)]
    port = free_port()
    return [Typist(port, user, make_project(district, department)) for user in people]


@pytest.fixture
def server(typists):
    """A copy of the server as it stands with the typists on it."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    server = Server(folder, options=DURABLE)
    server.start()
    yield server
    server.stop("immediate")
    shutil.rmtree(folder)


@pytest.fixture
def copied(server):
    """Its database, for Django to look into as `copied`."""
    name = connection.settings_dict["NAME"]
    settings.DATABASES["copied"] = settings.DATABASES["default"] | {"HOST": str(server.folder), "NAME": name}
    settings.DATABASES["copied"]["OPTIONS"] = {}
    yield server.address_of(name)
    connections["copied"].close()
    del connections["copied"]
    del settings.DATABASES["copied"]


@pytest.fixture
def site(copied, typists, tmp_path):
    """Web and worker on it, which nobody starts again."""
    port = int(typists[0].site.rpartition(":")[2])
    web = start_web(port, copied, tmp_path / "web.log", DATABASE_POOL_MAX="2")
    worker = start_worker(tmp_path, database=copied)
    wait_for(lambda: len(children(web)) == 2, web)
    below = children(web)
    yield [web, worker]
    for process in (web, worker):
        process.terminate()
        process.communicate()
    wait_for(lambda: not any(map(runs, below)))


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_restart_of_the_database_is_a_pause(server, site, typists, how):
    for one in typists:
        one.start()
    wait_until_each_has_more(typists)
    server.stop(how)
    wait_for(lambda: all(one.heard for one in typists))
    server.start()
    wait_until_each_has_more(typists)
    for one in typists:
        one.end()
    assert {heard for one in typists for heard in one.heard} == {(503, BUSY)}
    assert_nothing_accepted_is_lost(typists, "copied")
    assert all(process.poll() is None for process in site)
    job = Job.objects.using("copied").create(
        kind=Job.Kind.EXPORT,
        owner_id=typists[0].user.pk,
        title="导出",
        parameters={"district": "x", "year": 1},
    )
    done = lambda: Job.objects.using("copied").get(pk=job.pk).state == Job.State.FAILED  # noqa: E731
    wait_for(done, site[1])  # there is no such place: but the worker is at work again
