"""What is shipped to run the site stays in step with the program: settings, commands, addresses, limits."""

import configparser
import re

import pytest
import yaml
from django.core.management import get_commands

from budget_site.env import BASE_DIR
from projects.importing.limits import Limits

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
    return re.findall(r"^ExecStart=(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)


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
            assert source == "./tls" or (DEPLOY / "container" / source).exists(), source
        else:
            assert source in COMPOSE["volumes"]


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
