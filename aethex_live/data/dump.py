"""The whole database as one file, and back: PostgreSQL's own programs, with the password out of sight."""

import os
import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

from psycopg import conninfo
from sqlalchemy import text

from aethex_live.data import migrations
from aethex_live.data.embedded import PROGRAMS, EmbeddedError, wheel_directory

APPLICATION = "aethex-live"
# Everything in one transaction: a restore that fails leaves the database as it was.
_BEFORE = b"SET lock_timeout = '5s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
# The programs of version 17 and later write this, which older servers do not know.
_NEW_SETTING = b"SET transaction_timeout"


class DumpFailed(RuntimeError):
    """PostgreSQL's program failed; the text is what it said."""


def write(url: str, target: Path) -> None:
    """Write the database at `url` to `target`, as it is at this moment, while others work on it."""
    command = [_program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
    done = subprocess.run(command, env=_environment(url), capture_output=True, text=True)
    if done.returncode:
        raise DumpFailed(done.stderr.strip())


def restore(url: str, source: Path) -> None:
    """Replace everything in the database at `url` by what `source` holds."""
    reading = [_program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", source]
    writing = [_program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    with (
        subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader,
        subprocess.Popen(
            writing,
            env=_environment(url),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        ) as writer,
    ):
        try:
            writer.stdin.write(_BEFORE)
            for number, line in enumerate(reader.stdout):
                if number > 50 or not line.startswith(_NEW_SETTING):
                    writer.stdin.write(line)
            if reader.wait():
                writer.kill()
            writer.stdin.close()
        except BrokenPipeError:
            reader.kill()
        said = reader.stderr.read() + writer.stderr.read()
    if reader.returncode or writer.returncode:
        raise DumpFailed(said.decode(errors="replace").strip())


def has_people(url: str) -> bool:
    """Whether somebody has an account in the database at `url`."""
    with migrations.engine(url).connect() as connection:
        if connection.scalar(text("SELECT to_regclass('users')")) is None:
            return False
        return bool(connection.scalar(text("SELECT EXISTS (SELECT 1 FROM users)")))


def forget_recordings(url: str, here: Collection[str]) -> int:
    """Let no stream be seen again whose recording is not among those that are `here`; gives how many it were."""
    query = "UPDATE streams SET recording_seconds = NULL"
    query += " WHERE recording_seconds IS NOT NULL AND recording <> ALL(:here)"
    with migrations.engine(url).begin() as connection:
        return connection.execute(text(query), {"here": list(here)}).rowcount


def is_in_use(url: str) -> bool:
    """Whether the app is connected to the database at `url`."""
    query = "SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE application_name = :name"
    query += " AND datname = current_database() AND pid <> pg_backend_pid())"
    with migrations.engine(url).connect() as connection:
        return bool(connection.scalar(text(query), {"name": APPLICATION}))


def _program(name: str) -> str:
    """The program of the wheel, or whichever the system has."""
    try:
        path = wheel_directory() / PROGRAMS / name
        if path.exists():
            return str(path)
    except EmbeddedError:
        pass
    if found := shutil.which(name):
        return found
    raise DumpFailed(f"{name} is missing. Install PostgreSQL's client programs.")


def _environment(url: str) -> dict[str, str]:
    """The address as variables: what is on a command line, every user of the machine can read."""
    parts = conninfo.conninfo_to_dict(url.replace("postgresql+psycopg://", "postgresql://", 1))
    names = {"dbname": "PGDATABASE", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    variables = {names.get(key, f"PG{key.upper()}"): str(value) for key, value in parts.items()}
    return {"PATH": os.environ.get("PATH", ""), "PGCONNECT_TIMEOUT": "10", **variables}
