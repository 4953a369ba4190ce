"""What every command does first: a database at the right version, or a word about why not."""

import psycopg
import pytest

from aethex_live import cli
from aethex_live.data import migrations


@pytest.fixture
def there(elsewhere, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", elsewhere.database_url)
    monkeypatch.setenv("DATA_DIR", str(elsewhere.data_dir))
    return elsewhere


def test_an_empty_database_is_built_and_an_old_one_is_brought_up_to_date(there):
    assert cli.main(["migrate"]) == 0
    assert migrations.current(there.database_url) == migrations.newest()
    assert cli.main(["migrate"]) == 0


def test_a_database_of_a_newer_version_is_left_alone(there, capsys):
    with psycopg.connect(there.database_url) as connection:
        connection.execute("CREATE TABLE alembic_version AS SELECT 'ffffffffffff' AS version_num")
    assert cli.main(["migrate"]) == 1
    assert "A newer version has run on this database" in capsys.readouterr().err
    assert migrations.current(there.database_url) == "ffffffffffff"


def test_a_data_folder_that_cannot_be_written_is_told_in_a_sentence(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "file" / "data"))
    assert cli.main(["migrate"]) == 1
    assert "or set DATA_DIR" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["migrate"], ["backup", "somewhere"]])
def test_a_database_that_does_not_answer_is_told_in_a_sentence(command, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@127.0.0.1:1/none")
    assert cli.main(command) == 1
    said = capsys.readouterr().err
    assert "correct DATABASE_URL" in said and "secret" not in said


def test_without_a_command_it_tells_which_there_are(capsys):
    assert cli.main([]) == 2
    assert {"up", "backup", "doctor"} <= set(capsys.readouterr().out.split())
