"""Calling the commands from a test: what they put on each stream, and how they refuse."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

PLACE = ("--district", "芦台经济开发区", "--year", "2025")


def run(*arguments) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def answer(*arguments):
    return json.loads(run(*arguments)[0])


def refusal(*arguments) -> str:
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert refused.value.returncode == 2
    return str(refused.value)
