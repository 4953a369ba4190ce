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
    secret_file.provide(data_dir, os.environ)
    embedded = None
    if not os.environ.get("DATABASE_URL"):
        say("Starting the built-in PostgreSQL.")
        embedded = EmbeddedPostgres(data_dir)
        try:
            os.environ["DATABASE_URL"] = embedded.start()
        except EmbeddedError as error:
            raise StartFailed(str(error)) from error
    try:
        if migrate:
            _bring_up_to_date(os.environ["DATABASE_URL"])
        yield config.load()
    finally:
        if embedded is not None:
            embedded.stop()
            del os.environ["DATABASE_URL"]


def _bring_up_to_date(url: str) -> None:
    from aethex_live.data import migrations

    version = migrations.current(url)
    if version is not None and not migrations.knows(version):
        raise StartFailed(
            "A newer version has run on this database. Update the code; or to go back, restore the backup "
            "that you made before the update."
        )
    migrations.upgrade(url)
