"""What `make run` says when it cannot start."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ports import free_port

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", env=os.environ | environment, check=False
    )


def check(host: str, port: str) -> subprocess.CompletedProcess[str]:
    return run(sys.executable, "-X", "utf8", str(SCRIPTS / "serve.py"), "--only-check", host, port)


def test_a_busy_port_is_told_in_one_line_with_another_port_to_type():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = check("127.0.0.1", str(port))
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1
    assert f"端口 {port} 已被占用" in answer.stderr
    assert f"make run PORT={port + 1}" in answer.stderr or port == 65535


def test_a_free_port_is_not_talked_about():
    answer = check("127.0.0.1", str(free_port()))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("host", "port"), [("127.0.0.1", "八千"), ("127.0.0.1", "70000"), ("192.0.2.1", "8000")]
)
def test_a_place_nobody_can_listen_at_is_told_in_one_line(host, port):
    answer = check(host, port)
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1
    assert "请改为例如：make run" in answer.stderr


def test_the_set_up_passes_over_a_python_that_does_not_start(tmp_path):
    answer = run("sh", str(SCRIPTS / "python.sh"), PYTHON=str(tmp_path / "python3"))
    assert answer.returncode == 1
    assert "需要 Python 3.11 或更新的版本" in answer.stderr


def test_the_set_up_takes_the_python_it_is_given():
    answer = run("sh", str(SCRIPTS / "python.sh"), PYTHON=sys.executable)
    assert (answer.returncode, answer.stdout.strip()) == (0, sys.executable)
