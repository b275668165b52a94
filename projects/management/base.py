"""What the commands share: JSON on standard output, sentences on standard error, exit code 2 when refused."""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from budget_site.accounts.models import Department, District, User
from projects.importing.refused import ImportRefused
from projects.rendering.fetching import RenderError


class OfficeCommand(BaseCommand):
    """A refusal is one clear sentence and exit code 2, with nothing written."""

    def execute(self, *args, **options):
        try:
            return super().execute(*args, **options)
        except (ImportRefused, RenderError) as refused:
            raise CommandError(str(refused), returncode=2) from refused

    def run_from_argv(self, argv: list[str]) -> None:
        self._called_from_command_line = True
        parser = self.create_parser(argv[0], argv[1])
        options = vars(parser.parse_args(argv[2:]))
        try:
            self.execute(*options.pop("args", ()), **options)
        except CommandError as refused:
            self.stderr.write(str(refused))
            sys.exit(refused.returncode)

    def answer(self, value: Any) -> None:
        self.stdout.write(json.dumps(value, ensure_ascii=False, indent=1))

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
    raise refuse(f"没有名称或代码为“{text}”的区划，请核对；需要新建时在导入命令后加 --create。")


def find_department(district: District, text: str) -> Department:
    if department := district.departments.called(text).first():
        return department
    raise refuse(f"{district}没有名称或代码为“{text}”的部门，请核对；需要新建时加 --create。")


def find_user(username: str | None) -> User:
    """The person named, or the system, which can neither submit nor approve."""
    if username is None:
        return User.objects.system()
    if user := User.objects.filter(username=username, is_active=True).first():
        return user
    raise refuse(f"没有用户名为“{username}”的在用账号，请核对。")


def write_file(path: Path, data: bytes) -> None:
    """The whole file or none: written beside its place, then moved there."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(data)
        Path(file.name).chmod(0o644)
        Path(file.name).replace(path)
    except OSError as error:
        raise refuse(f"写不进“{path}”，请核对文件夹是否存在、有没有写入权限。") from error
