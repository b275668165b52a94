"""Load the demo and start its web server: ``serve.py [--only-check] HOST PORT``.

A port that cannot be had is told in one sentence, before the set-up's work (``--only-check``) and again at
its end. Standard library only: the first check runs before the virtual environment exists.
"""

import errno
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

MANAGE = [sys.executable, str(Path(__file__).resolve().parent.parent / "manage.py")]
EVERYWHERE = "0.0.0.0"
ALLOWED = ("127.0.0.1", "localhost")  # what a fresh .env lets in
REFUSED = 2  # a command's exit code for "not with this data", which is no reason not to serve them


def problem(host: str, port: str) -> str | None:
    """Why nobody can listen there, as a sentence to the person who typed it; None when all is well."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        return f"端口 {port} 不是 1 到 65535 之间的数字，请改为例如：make run PORT=8001"
    try:
        with socket.create_server((host, int(port)), reuse_port=False):
            return None
    except OSError as error:
        return explain(error, host, int(port))


def explain(error: OSError, host: str, port: int) -> str:
    """The system's error in words, with what to type instead."""
    if error.errno == errno.EADDRINUSE:
        running, other = address(host, port), f"make run PORT={port % 65535 + 1}"
        return f"端口 {port} 已被占用。网站可能已经在运行：{running} ；要另外启动一个，请执行：{other}"
    if error.errno == errno.EACCES:
        return f"当前用户无权使用端口 {port}，请改用 1024 以上的端口：make run PORT=8000"
    return f"{host} 不是这台机器的地址，不能在它上面提供服务，请改为例如：make run HOST=127.0.0.1"


def address(host: str, port: int | str) -> str:
    """What to type into a browser on this machine."""
    return f"http://{'127.0.0.1' if host == EVERYWHERE else host}:{port}/"


def load_demo() -> list[dict[str, str]]:
    """The demo's accounts, loaded where they are missing; none where the database holds other data."""
    command = subprocess.run([*MANAGE, "load_demo"], stdout=subprocess.PIPE, check=False)
    if command.returncode == REFUSED:
        return []
    if command.returncode:
        sys.exit(command.returncode)
    return json.loads(command.stdout)["accounts"]


def announce(accounts: list[dict[str, str]], host: str, port: str) -> None:
    if accounts:
        print("\n演示账号（密码在首次启动时随机生成，只供演示）：")
        print(f"  {'用户名':13}{'密码':14}姓名")
    for account in accounts:
        person = f"{account['name']}（{account['role']}）"
        print(f"  {account['username']:16}{account['password']:16}{person}")
    print(f"\n网站地址：{address(host, port)} （按 Ctrl+C 停止）")
    if host not in ALLOWED:
        print("从别的机器访问时，地址栏里用的域名或 IP 地址须写在 .env 的 ALLOWED_HOSTS 里。")


def serve(host: str, port: str) -> None:
    """Become the server, logging each request; whitenoise serves the static files, so DEBUG is off."""
    sys.stdout.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # runserver's English greeting
    os.execv(MANAGE[0], [*MANAGE, "runserver", f"{host}:{port}", "--noreload"])


def main(arguments: list[str]) -> int:
    only_check = arguments[:1] == ["--only-check"]
    host, port = arguments[only_check:]
    if sentence := problem(host, port):
        print(sentence, file=sys.stderr)
        return 1
    if not only_check:
        announce(load_demo(), host, port)
        serve(host, port)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
