"""`make run` once it runs: web server and worker start together, and nothing is left when they end."""

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.ports import free_port
from tests.processes import children, command_of, runs, wait_for

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A place of its own, with the database ready, as `make run` has prepared it."""
    folder = tmp_path_factory.mktemp("run")
    (folder / "static").symlink_to(settings.STATIC_ROOT, target_is_directory=True)
    own = {"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'own.sqlite3'}", "LOG_LEVEL": "INFO"}
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    subprocess.run(command, env=os.environ | own, check=True)
    return os.environ | own


@pytest.fixture
def port():
    return free_port()


@pytest.fixture
def site(environment, port):
    """`serve.py`, serving; killed with all it started where a test has left it running."""
    command = [sys.executable, "-X", "utf8", str(ROOT / "scripts/serve.py"), "127.0.0.1", str(port)]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "encoding": "utf-8"}
    with subprocess.Popen(command, env=environment, **options) as site:
        wait_for(lambda: answers(port), site)
        started = children(site)
        yield site
        site.kill()
    wait_for(lambda: not any(map(runs, started)))


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/accounts/login/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def one(site: subprocess.Popen, command: str) -> int:
    """The one child that runs this manage.py command, as soon as there is one."""
    [pid] = wait_for(
        lambda: [pid for pid in children(site) if runs(pid) and command in command_of(pid)], site
    )
    return pid


def lasting(site: subprocess.Popen) -> list[int]:
    """Its children but the one that publishes the demo, and then ends."""
    return [pid for pid in children(site) if runs(pid) and "publish_demo" not in command_of(pid)]


def test_web_server_and_worker_start_together(site):
    assert one(site, "runserver") != one(site, "work")
    wait_for(lambda: len(lasting(site)) == 2, site)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_ends_both_without_a_word(site, how):
    both = [one(site, "runserver"), one(site, "work")]
    site.send_signal(how)
    said, complained = site.communicate()
    assert site.returncode == 0, complained
    assert not any(map(runs, both))
    assert "网站地址" in said
    assert "Traceback" not in complained


def test_a_worker_that_was_killed_is_started_anew(site, port):
    web, worker = one(site, "runserver"), one(site, "work")
    os.kill(worker, signal.SIGKILL)
    assert wait_for(lambda: not runs(worker) and one(site, "work")) != worker
    assert runs(web)
    wait_for(lambda: answers(port), site)
    wait_for(lambda: len(lasting(site)) == 2, site)


def test_the_worker_ends_with_the_web_server(site):
    worker = one(site, "work")
    os.kill(one(site, "runserver"), signal.SIGKILL)
    site.communicate()
    assert site.returncode != 0
    assert not runs(worker)


def test_both_end_when_the_one_who_started_them_is_killed(site):
    both = [one(site, "runserver"), one(site, "work")]
    site.kill()
    wait_for(lambda: not any(map(runs, both)))


def test_a_worker_that_cannot_start_is_told_of_once_and_the_site_goes_on(environment, port, site):
    database = sqlite3.connect(environment["DATABASE_URL"].removeprefix("sqlite:///"), timeout=60)
    [last] = database.execute("select max(id) from django_migrations where app = 'projects'").fetchone()
    row = database.execute("select * from django_migrations where id = ?", [last]).fetchone()
    database.execute("delete from django_migrations where id = ?", [last])
    database.commit()
    os.kill(one(site, "work"), signal.SIGKILL)
    for tried in ("the first time, in vain", "again"):
        assert wait_for(lambda: not any("work" in command_of(pid) for pid in children(site)), site), tried
        assert wait_for(lambda: any("work" in command_of(pid) for pid in children(site)), site), tried
    wait_for(lambda: answers(port), site)
    site.send_signal(signal.SIGINT)
    _, complained = site.communicate()
    assert complained.count("后台任务程序没有运行起来，正在重新启动") == 1
    database.execute(f"insert into django_migrations values ({', '.join('?' * len(row))})", row)
    database.commit()
    database.close()
