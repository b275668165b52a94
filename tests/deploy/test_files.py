"""What is shipped to run the site stays in step with the program: settings, commands, addresses, limits."""

import configparser
import os
import re
import subprocess

import pytest
import yaml
from django.core.management import get_commands

from budget_site.env import BASE_DIR
from projects.importing.limits import Limits
from projects.review.nights import NIGHTS
from tests.deploy.test_bundle import PACKAGES

DEPLOY = BASE_DIR / "deploy"
SETTINGS = set(
    re.findall(r"^([A-Z0-9_]+)=", (BASE_DIR / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
)
GUNICORN = {"WEB_BIND", "WEB_WORKERS", "WEB_THREADS", "PROMETHEUS_MULTIPROC_DIR", "PYTHONUTF8", "PATH"}
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE = yaml.safe_load((DEPLOY / "container/compose.yaml").read_text(encoding="utf-8"))
NGINX = {path.stem: path.read_text(encoding="utf-8") for path in (DEPLOY / "nginx").glob("*.conf")}


def unit(path) -> configparser.ConfigParser:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser


def programs(path) -> list[str]:
    """A minus before a program only says that its failure is not the unit's."""
    return re.findall(r"^ExecStart=-?(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("name", ["site.env.example", "public.env.example", "owner.env.example"])
def test_an_environment_file_names_only_settings_that_there_are(name):
    text = (DEPLOY / name).read_text(encoding="utf-8")
    named = set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))
    assert named
    assert named <= SETTINGS | GUNICORN


def test_the_public_site_is_given_no_key_and_no_door_to_the_office():
    text = (DEPLOY / "public.env.example").read_text(encoding="utf-8")
    assert not re.search(r"^(SECRET_KEY|DATABASE_URL|EMAIL_PASSWORD)=", text, re.MULTILINE)
    public = unit(DEPLOY / "systemd/budget-public.service")["Service"]
    assert public["EnvironmentFile"] == "/etc/budget/public.env"
    assert public["User"] == "budget-public"
    assert "site.env" not in str(COMPOSE["services"]["public"])


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_unit_runs_what_there_is_and_may_do_no_more_than_it_needs(path):
    service = unit(path)["Service"]
    for line in programs(path):
        program, *words = line.split()
        assert program == "/opt/budget/current/.venv/bin/python"
        if words[0] == "manage.py":
            assert words[1] in get_commands()
        else:
            assert words[:3] == ["-m", "gunicorn", "--config"]
            assert (BASE_DIR / words[3]).is_file()
            assert (BASE_DIR / f"{words[4].replace('.', '/')}.py").is_file()
    assert service["User"].startswith("budget")
    assert (service["NoNewPrivileges"], service["ProtectSystem"], service["CapabilityBoundingSet"]) == (
        "yes",
        "strict",
        "",
    )


def test_what_a_timer_starts_tells_people_when_it_fails_and_when_it_is_well_again():
    nights = {path.stem for path in (DEPLOY / "systemd").glob("*.timer")}
    assert nights == set(NIGHTS)
    for name in nights:
        path = DEPLOY / f"systemd/{name}.service"
        assert unit(path)["Unit"]["OnFailure"] == "budget-tell@%N.service"
        last = re.findall(r"^ExecStart=(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)[-1]
        assert last == "-/opt/budget/current/.venv/bin/python manage.py tell %N --well"
    [told] = programs(DEPLOY / "systemd/budget-tell@.service")
    assert told.endswith(" manage.py tell %i")


def test_what_stays_never_gives_up_so_there_is_nobody_to_tell_that_it_did():
    """By systemd's own limit: five starts in ten seconds, of which each is followed by the pause."""
    staying = [path for path in SERVICES if unit(path)["Service"].get("Restart") == "always"]
    assert len(staying) == 4
    for path in staying:
        assert not {"StartLimitBurst", "StartLimitIntervalSec"} & set(unit(path)["Unit"])
        assert int(unit(path)["Service"]["RestartSec"]) * 5 >= 10


def test_the_container_runs_what_the_units_run():
    units = {
        "web": "budget-web.service",
        "public": "budget-public.service",
        "worker": "budget-worker@.service",
    }
    for name, file in units.items():
        shipped = programs(DEPLOY / "systemd" / file)[0].partition(".venv/bin/")[2]
        command = " ".join(COMPOSE["services"][name]["command"])
        assert shipped.removeprefix("python -m ") in (command, f"{command}")
    prepare = COMPOSE["services"]["prepare"]["command"]
    assert re.findall(r"manage\.py (\w+)", prepare) == ["migrate", "grant_roles", "collectstatic"]


def test_the_container_is_built_from_files_that_there_are():
    text = (DEPLOY / "container/Containerfile").read_text(encoding="utf-8")
    for name in re.findall(r"^COPY (\S+) ", text, re.MULTILINE):
        assert (BASE_DIR / name).exists()
    needs = re.search(r"^    need (\S+) library", (BASE_DIR / "scripts/system.sh").read_text(), re.MULTILINE)
    assert needs[1] in text
    for volume in (one for service in COMPOSE["services"].values() for one in service.get("volumes", ())):
        source = volume.partition(":")[0]
        if source.startswith("."):
            theirs = ("./tls", "./logs", "./backups")  # what the operator puts there
            assert source in theirs or (DEPLOY / "container" / source).exists(), source
        else:
            assert source in COMPOSE["volumes"]


def test_the_container_compiles_what_its_user_may_not_write_to():
    text = (DEPLOY / "container/Containerfile").read_text(encoding="utf-8")
    assert f".venv/bin/python -m compileall -q {' '.join(PACKAGES)}\n" in text


def test_both_programs_are_reached_where_their_sockets_are():
    for name in ("web", "public"):
        socket = unit(DEPLOY / f"systemd/budget-{name}.socket")["Socket"]["ListenStream"]
        assert f"server unix:{socket}" in NGINX["upstreams"]
    ours = re.findall(r"^upstream (\w+)", NGINX["upstreams"], re.MULTILINE)
    theirs = (DEPLOY / "container/upstreams.conf").read_text(encoding="utf-8")
    assert re.findall(r"^upstream (\w+)", theirs, re.MULTILINE) == ours
    assert set(re.findall(r"proxy_pass http://(\w+);", "".join(NGINX.values()))) == set(ours)


def test_nginx_takes_what_the_program_takes():
    """A file as large as the program reads, and a little for the rest of the form."""
    most = int(re.search(r"client_max_body_size (\d+)m;", NGINX["staff"])[1]) * 2**20
    packed = next(
        part.default for part in Limits.__dataclass_fields__.values() if part.name == "packed_bytes"
    )
    assert 0 < most - packed <= 2**20


def test_every_zone_of_a_limit_is_declared():
    text = "".join(NGINX.values())
    used = set(re.findall(r"limit_req zone=(\w+)", text)) | set(re.findall(r"limit_conn (\w+) ", text))
    declared = set(re.findall(r"limit_(?:req|conn)_zone \S+ zone=(\w+):", text))
    assert used == declared


def test_what_is_for_operators_stays_inside():
    for name in ("staff", "public-pages"):
        assert "location = /metrics { return 404; }" in NGINX[name]
        assert "location /health/ { return 404; }" in NGINX[name]


def test_an_image_holds_the_program_and_no_secret():
    """What is not named stays out; what an operator puts beside the compose file is taken out again."""
    lines = (BASE_DIR / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert (BASE_DIR / ".dockerignore").read_text(encoding="utf-8").splitlines() == lines
    assert lines[1] == "*"
    let_in = {line.removeprefix("!") for line in lines if line.startswith("!")}
    assert all((BASE_DIR / name).exists() for name in let_in)
    assert not let_in & {".env", "var", ".git", ".venv", "tests"}
    for kept_out in ("deploy/container/*.env", "deploy/container/*.txt", "deploy/container/tls"):
        assert lines.index(kept_out) > lines.index("!deploy")


@pytest.mark.parametrize(
    "line",
    [
        "EMAIL_FROM=项目绩效 <a@b.cn>",
        "SECRET_KEY=a&b;c $x `id`",
        'PUBLIC_SITE_NAME="某区 财政局"',
        "EMAIL_PASSWORD=$abc",
    ],
)
def test_a_command_gets_its_settings_to_the_letter_and_runs_none_of_them(line, tmp_path):
    """As systemd reads the file for the units: a password is no shell command."""
    release = tmp_path / "release"
    (release / ".venv/bin").mkdir(parents=True)
    (release / "deploy").mkdir()
    (release / "deploy/manage.sh").write_bytes((DEPLOY / "manage.sh").read_bytes())
    program = release / ".venv/bin/python"
    program.write_text('#!/bin/sh\nprintf "%s|" "$@"\necho\nenv -0 | tr "\\0" "\\n"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "site.env").write_text(f"# 说明\n{line}\nLAST=1", encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "BUDGET_ETC": str(tmp_path), "BUDGET_AS_SELF": "1"}
    command = ["sh", "deploy/manage.sh", "check", "--deploy"]
    done = subprocess.run(command, cwd=release, env=environment, capture_output=True, text=True)
    assert done.stdout.startswith("manage.py|check|--deploy|"), done.stderr
    name, _, value = line.partition("=")
    assert f"{name}={value.strip(chr(34))}" in done.stdout.splitlines()
    assert "LAST=1" in done.stdout.splitlines()
