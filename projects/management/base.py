"""What the commands share: JSON on standard output, sentences on standard error, exit code 2 when refused."""

import json
import os
import re
import stat
import sys
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from budget_site.accounts.models import Department, District, User
from budget_site.trail.recording import record_export, sha256
from projects.importing.refused import ImportRefused
from projects.rendering.failure import RenderError

_COMPLAINTS = (
    (r"the following arguments are required: (.+)", "缺少 {}"),
    (r"argument (.+): invalid int value: '(.*)'", "{} 应填整数，现为“{}”"),
    (r"argument (.+): invalid UUID value: '(.*)'", "{} 应填项目的 UUID，现为“{}”"),
    (r"argument (.+): invalid choice: '(.*?)' \(choose from (.*)\)", "{} 不能填“{}”，只能填 {}"),
    (r"argument (.+): expected one argument", "{} 后面要填内容"),
    (r"unrecognized arguments: (.+)", "没有 {} 这样的参数"),
)


def _in_chinese(complaint: str) -> str:
    """What the argument parser complains of; a complaint that is not known here stays as it is."""
    for english, chinese in _COMPLAINTS:
        if found := re.fullmatch(english, complaint):
            return chinese.format(*(said.replace("'", "") for said in found.groups()))
    return complaint


class OfficeCommand(BaseCommand):
    """A refusal is one clear sentence and exit code 2, with nothing written."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except (ImportRefused, RenderError) as refused:
            raise refuse(str(refused)) from refused

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)

        def error(message: str) -> NoReturn:
            raise refuse(f"命令的参数不对：{_in_chinese(message)}。用法请看：manage.py {subcommand} --help")

        parser.error = error
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        """As Django does it, but a refusal is told in its own words alone."""
        try:
            options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
            self.execute(*options.pop("args", ()), **options)
        except CommandError as refused:
            self.stderr.write(str(refused), self.style.ERROR)
            sys.exit(refused.returncode)

    def answer(self, value: Any) -> None:
        self.put(json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n")

    def put(self, data: bytes) -> None:
        """Data to standard output: UTF-8 whatever the terminal's own encoding."""
        buffer = getattr(self.stdout._out, "buffer", None)
        if buffer:
            self.stdout.flush()
            buffer.write(data)
            buffer.flush()
        else:
            self.stdout._out.write(data.decode("utf-8-sig"))

    def tell(self, sentence: str) -> None:
        self.stderr.write(sentence, self.style.SUCCESS)


def refuse(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=2)


def add_place(parser) -> None:
    parser.add_argument("--district", required=True, metavar="区划", help="区划的名称或代码")
    parser.add_argument("--year", required=True, type=int, metavar="年度", help="预算年度，例如 2025")


def find_district(text: str) -> District:
    if district := District.objects.visible_to(User.objects.system()).called(text).first():
        return district
    raise refuse(f"没有名称或代码为“{text}”的区划，请核对；import_word 要新建时，加 --create。")


def find_department(district: District, text: str, year: int) -> Department:
    """The department that has this code, or was called so in the year."""
    if department := district.departments.called(text, year).first():
        return department
    raise refuse(f"{district}没有名称或代码为“{text}”的部门，请核对；import_word 要新建时，加 --create。")


def find_user(username: str | None) -> User:
    """The person named, or the system, which can neither submit nor approve."""
    if username is None:
        return User.objects.system()
    if user := User.objects.filter(username=username, is_active=True).first():
        return user
    raise refuse(f"没有用户名为“{username}”的在用账号，请核对。")


def record_file(place: District, year: int, out: Path | None, data: bytes, tables: int) -> None:
    """The trail's word of what a command gave out, by file or on standard output."""
    record_export(
        by=User.objects.system(),
        district=place,
        about=("tables", f"{place.code}-{year}", f"{place}{year}年"),
        file=out.name if out else "标准输出",
        content=sha256(data),
        表格张数=tables,
    )


def write_file(path: Path, data: bytes) -> None:
    """The whole file or none: written beside its place and moved there; a pipe or device is written to."""
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            if path.is_dir():
                raise refuse(f"“{path}”是文件夹，请在后面加上文件名。")
            path.write_bytes(data)
        else:
            _replace(path, data)
    except OSError as error:
        raise refuse(f"写不进“{path}”，请核对文件夹是否存在、有没有写入权限。") from error


def _replace(path: Path, data: bytes) -> None:
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".budget-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """What this process takes away from the rights of new files; asking for it means setting it twice."""
    umask = os.umask(0o077)
    os.umask(umask)
    return umask
