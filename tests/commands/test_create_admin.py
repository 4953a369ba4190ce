"""An administrator from the command line: a new account, or one that is there."""

import io
import sys

import psycopg
import pytest

from aethex_live import cli


@pytest.fixture
def command(new_site, monkeypatch):
    """Runs `create-admin` against the new site with a password on the input."""

    def run(*arguments: str, password: str = "a long enough passphrase") -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO(password + "\n"))
        return cli.main(["create-admin", *arguments])

    return run


def people(settings) -> list[tuple]:
    with psycopg.connect(settings.database_url) as connection:
        query = "SELECT username, role, email_verified_at IS NOT NULL FROM users ORDER BY id"
        return connection.execute(query).fetchall()


def test_a_new_one_can_log_in_and_one_that_is_there_is_promoted(command, new_site, capsys):
    assert command("ada", "ada@example.org") == 0
    assert people(new_site) == [("ada", "admin", True)]
    assert "Made the administrator ada." in capsys.readouterr().out

    with psycopg.connect(new_site.database_url) as connection:
        connection.execute("UPDATE users SET role = 'user', email_verified_at = NULL")
    assert command("ADA") == 0
    assert people(new_site) == [("ada", "admin", True)]

    with psycopg.connect(new_site.database_url) as connection:
        acts = connection.execute("SELECT action, actor_id FROM audit_log ORDER BY id").fetchall()
    assert acts == [("user.role_changed", None)] * 2

    assert command("bob") == 1
    assert "Give an e-mail address" in capsys.readouterr().err
    assert command("bob", "ada@example.org") == 1
    assert "Somebody else has this address." in capsys.readouterr().err
    assert command("bob", "bob@example.org", password="short") == 1
    assert people(new_site) == [("ada", "admin", True)]
