"""A machine with systemd and nginx as an operator sets it up, inside this one; nothing of it stays."""

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from budget_site.env import BASE_DIR
from tests.processes import PATIENCE, children

LOCK = Path("/run/lock/budget-machine")
HERE, DEPLOY = Path(__file__).parent, BASE_DIR / "deploy"
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_NAMESPACES = ("--mount", "--pid", "--fork", "--kill-child", "--cgroup", "--ipc", "--uts", "--net")


def can_run() -> bool:
    """Where one is root, with systemd, nginx and leave to make namespaces and overlays."""
    programs = ("/lib/systemd/systemd", shutil.which("nginx", path=PATH), shutil.which("unshare", path=PATH))
    if os.geteuid() != 0 or not all(one and Path(one).exists() for one in programs):
        return False
    tried = "mount -t tmpfs t /mnt && mkdir /mnt/u /mnt/w /mnt/r && mount -t cgroup2 none /mnt/r && "
    tried += "umount /mnt/r && mount -t overlay o -o lowerdir=/etc,upperdir=/mnt/u,workdir=/mnt/w /mnt/r"
    command = ["unshare", *_NAMESPACES, "sh", "-c", tried]
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL).returncode == 0


class Machine:
    """Started with `prepare`, a script that is run with the root of the new machine as its argument."""

    def __init__(self, scratch: Path, prepare: str) -> None:
        self.scratch = scratch
        # One at a time, whoever else runs the suite: two share control groups, and can kill none of theirs.
        self._alone = LOCK.open("w")
        fcntl.flock(self._alone, fcntl.LOCK_EX)
        (scratch / "disk").mkdir()
        (scratch / "prepare.sh").write_text(prepare, encoding="utf-8")
        command = [
            "unshare",
            *_NAMESPACES,
            "bash",
            HERE / "machine.sh",
            scratch / "disk",
            scratch / "prepare.sh",
        ]
        with (scratch / "start.log").open("wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def first_process(self) -> int:
        """systemd's number out here."""
        return children(self.process)[0]

    def run(self, *command: str, check: bool = True, **more) -> subprocess.CompletedProcess:
        """A command on the machine, as root."""
        inside = ["nsenter", "--target", str(self.first_process()), "--all", "--root", "--wd"]
        environment = {"PATH": PATH, "LANG": "C.UTF-8", "HOME": "/root"}
        done = subprocess.run(
            [*inside, "--", *command],
            capture_output=True,
            text=True,
            env=environment,
            timeout=PATIENCE,
            **more,
        )
        assert not check or done.returncode == 0, (
            f"{command}: {done.stdout}{done.stderr}{self.told(*command)}"
        )
        return done

    def told(self, *command: str) -> str:
        """What the units that a command names wrote into the journal."""
        units = [part for part in command if re.fullmatch(r"(budget|nginx)\S*", part)]
        if not units:
            return ""
        chosen = [part for unit in units for part in ("--unit", unit)]
        return self.run("journalctl", "--no-pager", "-n", "60", *chosen, check=False).stdout

    def booted(self) -> None:
        until = time.monotonic() + PATIENCE
        state = ""
        while time.monotonic() < until:
            assert self.process.poll() is None, (self.scratch / "start.log").read_text()
            try:
                state = self.run("systemctl", "is-system-running", check=False).stdout.strip()
            except IndexError:
                state = "none yet"
            if state in ("running", "degraded"):
                return
            time.sleep(0.2)
        raise AssertionError(f"the machine stands at “{state}”: {(self.scratch / 'start.log').read_text()}")

    def end(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)  # unshare's --kill-child takes process 1 with it
        self.process.wait()
        self._alone.close()


def prepare_script() -> str:
    """The machine as docs/operations.md says, from the files in deploy/; the program is this checkout."""
    program, environment, python = (Path(one).resolve() for one in (BASE_DIR, sys.prefix, sys.base_prefix))
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    lines = [
        "set -eu",
        'cd "$1"',
        "install -d opt/budget/current opt/python etc/budget/tls etc/nginx/conf.d var/lib/budget var/backups",
        f"mount --bind .{program} opt/budget/current",
        "[ ! -L opt/budget/current/.venv ] || rm opt/budget/current/.venv",
        "mkdir -p opt/budget/current/.venv",
        f"mount --bind .{environment} opt/budget/current/.venv",
        # Python may live in somebody's home, which the units do not see.
        f"mount --bind .{python} opt/python",
        "sed -i 's#^home = .*#home = /opt/python/bin#' opt/budget/current/.venv/pyvenv.cfg",
        f"ln -sfn /opt/python/bin/{name} opt/budget/current/.venv/bin/python",
        "echo /opt/python/lib > etc/ld.so.conf.d/000-python.conf && chroot . ldconfig",
        "rm -rf etc/systemd/system/* etc/machine-id && : > etc/machine-id",
        "rm -f etc/nginx/sites-enabled/* etc/nginx/conf.d/*",
        *(f"install -m 644 {DEPLOY}/systemd/*.{kind} etc/systemd/system/" for kind in _KINDS),
        f"install -D -m 644 {DEPLOY}/systemd/budget.tmpfiles etc/tmpfiles.d/budget.conf",
        f"install -D -m 644 {DEPLOY}/systemd/budget.sysusers etc/sysusers.d/budget.conf",
        f"install -D -m 644 {DEPLOY}/systemd/journald.conf etc/systemd/journald.conf.d/budget.conf",
        *(f"install -m 644 {DEPLOY}/nginx/{name}.conf etc/nginx/conf.d/budget-{name}.conf" for name in _CONF),
        *(f"install -m 644 {DEPLOY}/nginx/{name}.conf etc/nginx/budget-{name}.conf" for name in _INCLUDED),
        "printf '[Unit]\\nWants=basic.target\\nAfter=basic.target\\n' > etc/systemd/system/machine.target",
        "chroot . systemd-sysusers",
    ]
    return "\n".join(lines) + "\n"


_KINDS = ("service", "socket", "timer")
_CONF = ("limits", "upstreams", "staff", "public", "metrics")
_INCLUDED = ("proxy", "public-pages")
