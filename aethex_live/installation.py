"""The installation that a command works on: secrets in the environment, a database that runs."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aethex_live import config, secret_file, supervisor
from aethex_live.supervisor import StartFailed

Say = Callable[[str], None]


@contextmanager
def running(*, migrate: bool = True, say: Say = print) -> Iterator[config.Settings]:
    """The settings, complete, with the database running (and up to date) until the block ends."""
    from aethex_live.data.embedded import EmbeddedError, EmbeddedPostgres

    data_dir = supervisor.data_dir(config.load())
    os.environ["DATA_DIR"] = str(data_dir)
    try:
        secret_file.provide(data_dir, os.environ)
    except OSError as error:
        raise StartFailed(
            f"The data folder {data_dir} cannot be used: {error.strerror}. "
            "Let this user write to it, or set DATA_DIR."
        ) from error
    embedded = None
    if not os.environ.get("DATABASE_URL"):
        say("Starting the built-in PostgreSQL.")
        embedded = EmbeddedPostgres(data_dir)
        try:
            os.environ["DATABASE_URL"] = embedded.start()
        except EmbeddedError as error:
            raise StartFailed(str(error)) from error
    try:
        version = _version(os.environ["DATABASE_URL"])
        if migrate:
            _bring_up_to_date(os.environ["DATABASE_URL"], version)
        yield config.load()
    finally:
        if embedded is not None:
            embedded.stop()
            del os.environ["DATABASE_URL"]


def _version(url: str) -> str | None:
    """The database's, which shows at once whether it answers."""
    from sqlalchemy.exc import OperationalError

    from aethex_live.data import migrations

    try:
        return migrations.current(url)
    except OperationalError as error:
        raise StartFailed(
            f"The database does not answer. Start it, or correct DATABASE_URL.\n{error.orig}"
        ) from error


def _bring_up_to_date(url: str, version: str | None) -> None:
    from aethex_live.data import migrations

    if version is not None and not migrations.knows(version):
        raise StartFailed(
            "A newer version has run on this database. Update the code; or to go back, restore the backup "
            "that you made before the update."
        )
    migrations.upgrade(url)
