"""Web processes killed while people type: what was accepted is there, what was not is sent again.

SOAK_ROUNDS (`make soak`) asks for more kills. Killed workers: tests/projects/jobs/test_killed_often.py.
"""

import os
import random
import signal

import pytest

from tests.people import make_project, make_user
from tests.ports import free_port
from tests.processes import children, runs, wait_for
from tests.projects.jobs.working import database_url
from tests.serving import (
    Typist,
    assert_nothing_accepted_is_lost,
    start_web,
    wait_until_each_has_more,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("processes")]
ROUNDS = int(os.environ.get("SOAK_ROUNDS", "2"))
TYPISTS = 4


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def web(port, tmp_path):
    """`web()` starts the server, at the same address again; what still runs at the end is killed."""
    started = []

    def start():
        started.append(start_web(port, database_url(), tmp_path / "web.log"))
        wait_for(lambda: len(children(started[-1])) == 2)
        return started[-1]

    yield start
    for process in started:
        below = children(process)
        process.terminate()
        process.wait()
        wait_for(lambda below=below: not any(map(runs, below)))


@pytest.fixture
def typists(district, department, port, web):
    """Officers who type in a table each."""
    people = [make_user(f"officer{number}", "drafter", department=department) for number in range(TYPISTS)]
    found = [Typist(port, user, make_project(district, department)) for user in people]
    yield found
    for one in found:
        if one.is_alive():
            one.end()


def test_killed_web_processes_cost_nobody_a_word(web, typists):
    master, chance = web(), random.Random(5)
    for one in typists:
        one.start()
    wait_until_each_has_more(typists)
    for _ in range(ROUNDS):
        victim = chance.choice(children(master))
        os.kill(victim, signal.SIGKILL)
        wait_for(lambda gone=victim: len(set(children(master)) - {gone}) == 2)  # another one is started
        wait_until_each_has_more(typists)
    for one in typists:
        one.end()
    assert_nothing_accepted_is_lost(typists)
    assert {status for one in typists for status, _ in one.heard} <= {0}


def test_a_killed_server_is_started_again_and_people_go_on(web, typists):
    master = web()
    for one in typists:
        one.start()
    wait_until_each_has_more(typists)
    os.killpg(master.pid, signal.SIGKILL)  # all of it, as systemd does where the first process dies
    master.wait()
    web()
    wait_until_each_has_more(typists)
    for one in typists:
        one.end()
    assert_nothing_accepted_is_lost(typists)
    assert {status for one in typists for status, _ in one.heard} == {0}
