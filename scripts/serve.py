"""Load the demo, then run web server and worker: ``serve.py [--only-check] HOST PORT``.

A port that cannot be had is told in one sentence, before the set-up's work (``--only-check``) and again at
its end. Standard library only: the first check runs before the virtual environment exists.
"""

import contextlib
import ctypes
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

MANAGE = [sys.executable, str(Path(__file__).resolve().parent.parent / "manage.py")]
EVERYWHERE = "0.0.0.0"
ALLOWED = ("127.0.0.1", "localhost")  # what a fresh .env lets in
REFUSED = 2  # a command's exit code for "not with this data", which is no reason not to serve them
PR_SET_PDEATHSIG = 1  # Linux's prctl: the signal that a process gets when its parent dies
LOOK = 0.3  # seconds between two looks at what runs
GRACE = 10  # seconds: within these a worker hands its job back and ends
A_START = 30  # seconds, on an old machine: who ends within these has not started properly
NO_WORKER = (
    "后台任务程序没有运行起来，正在重新启动。网站可以照常使用，但大文件导入、批量导出要等它启动后才会进行。"
)


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
    print(f"公开网站：{address(host, port)}public/{'（演示数据首次公开约需一分钟）' if accounts else ''}")
    if host not in ALLOWED:
        print("从别的机器访问时，地址栏里用的域名或 IP 地址须写在 .env 的 ALLOWED_HOSTS 里。")


def serve(host: str, port: str, demo: bool) -> int:
    """Web server and worker, until Ctrl+C or the web server's end; its exit code. Of the demo, what is public
    is published meanwhile.

    The web server logs each request; whitenoise serves the static files, so DEBUG is off.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(0))
    sys.stdout.flush()
    web = start("runserver", f"{host}:{port}", "--noreload")
    worker = Worker()
    publishing = [start("publish_demo")] if demo else []
    try:
        while web.poll() is None:
            worker.keep_going()
            publishing = [one for one in publishing if one.poll() is None]
            time.sleep(LOOK)
        return web.returncode
    finally:
        stop(*publishing, worker.process, web)


class Worker:
    """The process that does the work in the background, started anew whenever it ends."""

    def __init__(self) -> None:
        self.failures = 0
        self._start()

    def _start(self) -> None:
        self.process, self.started, self.again_at = start("work"), time.monotonic(), None

    def keep_going(self) -> None:
        """One that ends right after its start is told of once, and given longer and longer pauses."""
        now = time.monotonic()
        if self.process.poll() is None:
            return
        if self.again_at is None:
            self.failures = self.failures + 1 if now - self.started < A_START else 0
            self.again_at = now + min(2**self.failures - 1, 60)
            if self.failures == 1:
                print(NO_WORKER, file=sys.stderr)
        elif now >= self.again_at:
            self._start()


def start(*command: str) -> subprocess.Popen:
    """A manage.py command that Ctrl+C does not reach: this process tells it when to end."""
    return subprocess.Popen(
        [*MANAGE, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # runserver's English greeting; what is logged goes to standard error
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


def die_with_parent() -> None:
    """In a new child: it is asked to end when this process dies, whatever killed that."""
    with contextlib.suppress(AttributeError, OSError):  # not on Linux
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop(*processes: subprocess.Popen) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + GRACE
    for process in processes:
        try:
            process.wait(max(0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main(arguments: list[str]) -> int:
    only_check = arguments[:1] == ["--only-check"]
    host, port = arguments[only_check:]
    if sentence := problem(host, port):
        print(sentence, file=sys.stderr)
        return 1
    if not only_check:
        os.environ["PUBLIC_MOUNTED"] = "True"  # a newcomer reads both sites at one address
        accounts = load_demo()
        announce(accounts, host, port)
        return serve(host, port, bool(accounts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
