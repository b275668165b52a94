"""The shipped units and nginx on a real machine of their own: it serves, refuses, restarts and survives."""

import json
import secrets

import pytest

from tests.deploy.certificates import certificate
from tests.deploy.machine import DEPLOY, Machine, prepare_script
from tests.processes import wait_for

pytestmark = [pytest.mark.machine, pytest.mark.xdist_group("machine")]
STAFF, PUBLIC = "jixiao.example.gov.cn", "ysgk.example.gov.cn"
CURRENT = "/opt/budget/current"
PYTHON = f"{CURRENT}/.venv/bin/python"
UNITS = ("budget-web.socket", "budget-public.socket", "budget-web.service", "budget-public.service")
WORKER = "budget-worker@1.service"
KEEPER = (
    "from tests.people import make_district, make_user; "
    "make_user('keeper', 'system_admin', district=make_district('某区', 'mou'))"
)
TOLD = "from projects.models import Notice; print(*Notice.objects.values_list('text', flat=True))"
TIMERS = ("budget-backup.timer", "budget-verify.timer")


def filled_in(name: str, **values: str) -> str:
    """An environment file as shipped, with what an operator fills in."""
    lines = []
    for line in (DEPLOY / name).read_text(encoding="utf-8").splitlines():
        key = line.partition("=")[0]
        lines.append(f"{key}={values.pop(key)}" if key in values else line)
    return "\n".join([*lines, *(f"{key}={value}" for key, value in values.items())]) + "\n"


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    scratch = tmp_path_factory.mktemp("machine")
    certificate(scratch, STAFF)
    database = "sqlite:////var/lib/budget/site/database.sqlite3"
    site = filled_in("site.env.example", SECRET_KEY=secrets.token_urlsafe(50), DATABASE_URL=database)
    site += "METRICS_TOKEN=figures-please\nWEB_WORKERS=2\nLOG_LEVEL=INFO\n"
    shared = "sqlite:////var/lib/budget/public/database.sqlite3"
    public = filled_in("public.env.example", PUBLIC_DATABASE_URL=shared) + "WEB_WORKERS=1\n"
    (scratch / "site.env").write_text(site, encoding="utf-8")
    (scratch / "public.env").write_text(public, encoding="utf-8")
    prepare = prepare_script() + "\n".join(
        [
            f"install -m 644 {scratch}/site.env {scratch}/public.env etc/budget/",
            *(
                f"install -m 644 {scratch}/{kind} etc/budget/tls/{name}.{kind}"
                for kind in ("crt", "key")
                for name in ("staff", "public")
            ),
            f"printf '127.0.0.1 localhost {STAFF} {PUBLIC}\\n' >> etc/hosts",
        ]
    )
    machine = Machine(scratch, prepare)
    try:
        machine.booted()
        machine.run("systemd-tmpfiles", "--create", "budget.conf")
        install(machine)
        yield machine
    finally:
        machine.end()


def install(machine: Machine) -> None:
    """What docs/operations.md has an operator do, on SQLite."""
    as_budget(machine, "check", "--deploy", "--fail-level", "WARNING")
    as_budget(machine, "--owner", "migrate", "--verbosity", "0")
    as_budget(machine, "collectstatic", "--no-input", "--verbosity", "0")
    # SQLite has no roles by which to part the two sites: here the public one reads a copy, as of a backup.
    copy = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('VACUUM INTO ?', sys.argv[2:])"
    folder = "/var/lib/budget"
    machine.run(PYTHON, "-c", copy, f"{folder}/site/database.sqlite3", f"{folder}/public/database.sqlite3")
    machine.run("systemctl", "daemon-reload")
    machine.run("systemctl", "start", *UNITS, WORKER, *TIMERS, "nginx.service")


def as_budget(machine: Machine, *command: str) -> str:
    return machine.run("sh", f"{CURRENT}/deploy/manage.sh", *command).stdout


def asked(machine: Machine, address: str, *more: str) -> tuple[int, dict[str, str], str]:
    """Status, headers and text of an answer, as somebody on the network gets it."""
    done = machine.run("curl", "--silent", "--insecure", "--include", "--max-time", "100", *more, address)
    head, _, text = done.stdout.replace("\r", "").partition("\n\n")
    while text.startswith("HTTP/"):  # 100 Continue
        head, _, text = text.partition("\n\n")
    first, *lines = head.splitlines()
    headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    return int(first.split()[1]), headers, text


def at_once(machine: Machine, addresses: str, *more: str) -> set[str]:
    """The statuses of many requests that come together, however slow the machine is to answer."""
    together = ("--parallel", "--parallel-immediate", "--parallel-max", "50", "--max-time", "100")
    told = ("--output", "/dev/null", "--write-out", "%{http_code}\n")
    done = machine.run("curl", "--silent", "--insecure", *together, *told, *more, addresses)
    return set(done.stdout.split())


def state(machine: Machine, unit: str, what: str = "ActiveState") -> str:
    return machine.run("systemctl", "show", "--value", "--property", what, unit).stdout.strip()


def test_systemd_finds_nothing_to_remark(machine):
    units = [path.name.replace("@.", "@1.") for path in (DEPLOY / "systemd").glob("budget*.[st][eoi]*")]
    files = [f"/etc/systemd/system/{name}" for name in units if "@" not in name]
    told = machine.run("systemd-analyze", "verify", *files)
    assert not [line for line in told.stderr.splitlines() if "budget" in line]
    assert {state(machine, unit, "LoadState") for unit in units} == {"loaded"}


def test_both_sites_answer_through_nginx_over_tls(machine):
    status, headers, _ = asked(machine, f"http://{STAFF}/accounts/login/")
    assert (status, headers["location"]) == (301, f"https://{STAFF}/accounts/login/")
    status, headers, text = asked(machine, f"https://{STAFF}/accounts/login/")
    assert status == 200
    assert "<form" in text
    assert "max-age=31536000" in headers["strict-transport-security"]
    assert "default-src 'none'" in headers["content-security-policy"]
    style = text.partition('rel="stylesheet" href="')[2].partition('"')[0]
    status, headers, _ = asked(machine, f"https://{STAFF}{style}")
    assert (status, headers["cache-control"].count("immutable")) == (200, 1)
    assert asked(machine, f"https://{PUBLIC}/search/?q=x")[0] == 200


def test_what_is_for_operators_is_not_for_the_network(machine):
    for name in (STAFF, PUBLIC):
        for path in ("metrics", "health/ready", "health/live"):
            assert (
                asked(machine, f"https://{name}/{path}", "-H", "Authorization: Bearer figures-please")[0]
                == 404
            )
    assert asked(machine, f"https://{STAFF}/accounts/login/")[0] == 200
    inside = ("--unix-socket", "/run/budget/web.sock")
    assert json.loads(asked(machine, "http://x/health/ready", *inside)[2])["ready"] is True
    _, _, figures = asked(machine, "http://x/metrics", *inside, "-H", "Authorization: Bearer figures-please")
    assert 'budget_requests_total{method="GET",status="200",view="login"}' in figures


def test_what_is_too_large_ends_at_nginx(machine):
    machine.run("truncate", "-s", "150M", "/tmp/large")
    address = f"https://{STAFF}/accounts/login/"
    assert asked(machine, address, "--data-binary", "@/tmp/large", "-H", "Expect:")[0] == 413
    assert asked(machine, f"https://{PUBLIC}/search/", "--data", "x" * 9000)[0] == 413


def test_a_restart_refuses_nobody(machine):
    """The socket stays systemd's: who comes while the program starts waits, and is answered."""
    script = (
        "for i in $(seq 60); do curl -sk -o /dev/null -w '%{http_code}\\n' https://"
        + STAFF
        + "/health-of-none/; done"
    )
    machine.run("systemctl", "restart", "--no-block", "budget-web.service")
    told = machine.run("sh", "-c", script).stdout.split()
    assert len(told) == 60
    assert not [code for code in told if code.startswith("5") or code == "000"]
    wait_for(lambda: state(machine, "budget-web.service") == "active")


@pytest.mark.parametrize("unit", ["budget-web.service", "budget-public.service", WORKER])
def test_what_is_killed_comes_back(machine, unit):
    before = state(machine, unit, "MainPID")
    machine.run("systemctl", "kill", "--signal=KILL", unit)
    wait_for(lambda: state(machine, unit, "MainPID") not in (before, "0"))
    wait_for(lambda: state(machine, unit) == "active")


def test_the_worker_ends_when_asked_and_says_so(machine):
    machine.run("systemctl", "restart", WORKER)
    machine.run("systemctl", "stop", WORKER)
    assert state(machine, WORKER, "Result") == "success"
    machine.run("systemctl", "start", WORKER)
    assert state(machine, WORKER, "Type") == "notify"


def test_the_public_site_cannot_read_the_offices_files(machine):
    """Whatever would break into it stands before closed doors."""
    number = state(machine, "budget-public.service", "MainPID")
    who = ("setpriv", "--reuid", "budget-public", "--regid", "budget-public", "--clear-groups")
    inside = ("nsenter", "--target", number, "--mount", "--root", *who)
    for path in ("/var/lib/budget/site", "/etc/budget"):
        done = machine.run(*inside, "ls", path, check=False)
        assert done.returncode != 0, path
    assert machine.run(*inside, "ls", "/var/lib/budget/public").returncode == 0


def test_the_nightly_run_is_planned_and_logs_are_kept_for_half_a_year(machine):
    planned = machine.run("systemctl", "list-timers", "--all", *TIMERS).stdout
    assert "budget-backup.service" in planned
    assert "budget-verify.service" in planned
    told = (DEPLOY / "systemd/journald.conf").read_text(encoding="utf-8")
    assert "MaxRetentionSec=13month" in told
    assert "Storage=persistent" in told


def test_every_line_of_the_log_names_its_request_in_nginx_too(machine):
    _, headers, _ = asked(machine, f"https://{STAFF}/nowhere-to-be-found/")
    name = headers["x-request-id"]

    def told() -> list[dict]:
        machine.run("journalctl", "--sync")
        lines = machine.run("journalctl", "--no-pager", "-o", "cat", "--unit", "budget-web.service").stdout
        return [json.loads(line) for line in lines.splitlines() if name in line]

    # Both are written after the answer.
    wait_for(lambda: [one["status"] for one in told() if one["logger"] == "budget_site.requests"])
    wait_for(lambda: name in machine.run("cat", "/var/log/nginx/budget-staff.log").stdout)


def test_too_many_sign_ins_from_one_address_wait(machine):
    assert "429" in at_once(machine, f"https://{STAFF}/accounts/login/?n=[1-45]", "--data", "username=x")


def test_it_finds_its_fonts_and_draws_a_table(machine):
    """As the bundle lays them down: no setting but those of the shipped files."""
    code = (
        "from projects import drawing; from projects.official.empty import empty_table; "
        "table = empty_table('绩效目标表', '项目名称', '支出计划', ['12月底'], [('产出指标', '数量指标')]); "
        "print(drawing.draw(lambda *far: None, 'pdf', [table], '目录', '')[:5].decode())"
    )
    assert as_budget(machine, "shell", "--no-imports", "-c", code).strip() == "%PDF-"


def test_the_backup_of_the_night_is_made_and_checked(machine):
    machine.run("systemctl", "start", "budget-backup.service", "budget-verify.service")
    made = machine.run("ls", "/var/backups/budget").stdout.split()
    assert len(made) == 1
    as_budget(machine, "restore", "--check", f"/var/backups/budget/{made[0]}")


def test_a_night_that_fails_is_told_to_who_keeps_the_site_and_so_is_that_it_is_well(machine):
    def told() -> str:
        return as_budget(machine, "shell", "--no-imports", "-c", TOLD)

    unit, backups = "budget-tell@budget-backup.service", "/var/backups/budget"
    database = "/var/lib/budget/site/database.sqlite3"
    as_budget(machine, "shell", "--no-imports", "-c", KEEPER)
    machine.run("chown", "root:", backups)
    machine.run("systemctl", "start", "budget-backup.service", check=False)
    wait_for(lambda: "没有正常完成" in told())
    machine.run("chown", "budget:", backups)
    machine.run("systemctl", "start", "budget-backup.service")
    assert "服务器的每晚备份（budget-backup）已恢复正常" in told()
    wait_for(lambda: state(machine, unit) == "inactive")
    machine.run("chmod", "a-rw", database)
    try:
        assert machine.run("systemctl", "start", unit, check=False).returncode != 0
        assert (state(machine, unit, "ExecMainStatus"), state(machine, unit)) == ("2", "activating")
    finally:
        machine.run("chmod", "u+rw", database)
        machine.run("systemctl", "stop", unit)
    assert "没能告诉系统管理员。连不上数据库" in machine.told(unit)


def test_searching_too_fast_from_one_address_waits(machine):
    assert at_once(machine, f"https://{PUBLIC}/search/?q=x&n=[1-40]") == {"200", "429"}


def test_one_command_tells_what_is_not_well_and_where_to_look(machine):
    def told() -> tuple[int, str]:
        done = machine.run("sh", f"{CURRENT}/deploy/status.sh", check=False)
        assert not done.stderr
        return done.returncode, done.stdout

    machine.run("systemctl", "enable", WORKER)
    code, said = told()
    assert "没有运行" not in said
    assert "还不能用" not in said
    assert (code, "证书 /etc/budget/tls/staff.crt 一个月内到期" in said) == (1, True)  # it is good for a day
    machine.run("systemctl", "stop", WORKER)
    try:
        code, said = told()
    finally:
        machine.run("systemctl", "start", WORKER)
    assert code == 1
    assert f"journalctl -u {WORKER}" in said
