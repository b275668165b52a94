"""The database is away: a command says so in one sentence, with the reason, not in sixty lines of program."""

import pytest
from django.db import OperationalError, connection

import manage
from budget_site.operating import unreachable

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def without_its_database(monkeypatch):
    """Nobody listens there; on SQLite there is no such folder."""
    nowhere = {"NAME": "/nowhere/at/all.sqlite3", "HOST": "127.0.0.1", "PORT": "1"}
    monkeypatch.setattr(connection, "settings_dict", connection.settings_dict | nowhere)


def test_where_the_database_answers_nothing_is_made_up():
    assert unreachable.why() == ""


def test_the_reason_stands_in_the_sentence_with_what_to_do(monkeypatch):
    without_its_database(monkeypatch)
    told = unreachable.why()
    assert told.startswith("连不上数据库：")
    assert ("Connection refused" in told) or ("unable to open" in told)
    assert "systemctl status postgresql" in told
    assert "%40" in told  # a password with an @ leads to another server
    assert "\n" not in told


def ended(monkeypatch, *words: str) -> int:
    def away(argv):
        raise OperationalError("couldn't get a connection after 10.00 sec")

    monkeypatch.setattr(manage, "execute_from_command_line", away)
    monkeypatch.setattr("sys.argv", ["manage.py", *words])
    monkeypatch.setattr("os.environ", {})
    return manage.main()


def test_a_command_without_its_database_is_refused_and_has_not_found_anything_wrong(monkeypatch, capsys):
    """`verify` ends with 1 where an edition is damaged: that it could not look is something else."""
    without_its_database(monkeypatch)
    assert ended(monkeypatch, "verify") == manage.REFUSED
    said = capsys.readouterr().err
    assert said.startswith("连不上数据库：")
    assert said.count("\n") == 1


def test_what_else_goes_wrong_with_the_database_is_told_as_it_is(monkeypatch):
    with pytest.raises(OperationalError):
        ended(monkeypatch, "verify")
    without_its_database(monkeypatch)
    with pytest.raises(OperationalError):
        ended(monkeypatch, "verify", "--traceback")
