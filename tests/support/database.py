"""One PostgreSQL a test run, and on it databases whose schema the real migrations have built."""

import os
import secrets
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from aethex_live.data import migrations
from aethex_live.data.database import conninfo
from aethex_live.data.embedded import EmbeddedPostgres

PLACE = "AETHEX_TEST_DATABASE"  # in the environment: where the server has its data that all may use
MIGRATED, UNFINISHED = "migrated", "migrating"
CONNECTIONS = 300
AT_ONCE = 24  # so many ask at the same time: more than a site has connections


@contextmanager
def scratch_directory() -> Iterator[Path]:
    """A directory that the database's own user can pass through; pytest's are closed to everybody else."""
    path = Path(tempfile.mkdtemp(prefix="aethex-test-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@contextmanager
def migrated_database() -> Iterator[str]:
    """The address of an up-to-date, empty database of our own.

    It is on a PostgreSQL started for it or, to try another version, on the one that TEST_DATABASE_URL names.
    """
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        with database_on(given) as url:
            migrations.upgrade(url)
            yield url
        return
    with _place() as place, _server(place) as here, database_on(here, copied_from=_migrated(here)) as url:
        yield url


@contextmanager
def database_on(server: str, copied_from: str = "template0") -> Iterator[str]:
    """The address of a new database on this server."""
    name = f"aethex_test_{secrets.token_hex(4)}"
    with _admin(server) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE {copied_from} ENCODING 'UTF8'")
    try:
        yield _named(server, name)
    finally:
        with _admin(server) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def one_server(*, begun: bool = False) -> Iterator[None]:
    """Have all processes that are started from here share a PostgreSQL, whose schema is built once.

    It is built by the first that needs it or, when `begun`, by a process that begins at once.
    """
    with scratch_directory() as place:
        os.environ[PLACE] = str(place)
        try:
            with _begun(place) if begun else nullcontext():
                yield
        finally:
            del os.environ[PLACE]


@contextmanager
def _begun(place: Path) -> Iterator[None]:
    fork = get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=_keep, args=(place, theirs, ours))
    process.start()
    theirs.close()
    try:
        yield
    finally:
        ours.close()
        process.join()


def _keep(place: Path, until: Connection, not_ours: Connection) -> None:
    """Have a server with the schema until the other end is closed, be it by death."""
    not_ours.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with _server(place) as here:
        _migrated(here)
        until.poll(None)


@contextmanager
def _server(place: Path) -> Iterator[str]:
    """The address of the server that has its data there, as long as somebody uses it."""
    server = EmbeddedPostgres(place / "data", home=place / "home", durable=False, connections=CONNECTIONS)
    try:
        yield server.start()
    finally:
        server.stop()


def _place() -> AbstractContextManager[Path]:
    """Where the server has its data."""
    shared = os.environ.get(PLACE)
    return nullcontext(Path(shared)) if shared else scratch_directory()


def _migrated(server: str) -> str:
    """The name of the database that others are copied from; made by whoever comes first."""
    with _admin(server) as admin:
        admin.execute("SELECT pg_advisory_lock(1)")
        if not admin.execute("SELECT FROM pg_database WHERE datname = %s", [MIGRATED]).fetchall():
            admin.execute(f"CREATE DATABASE {UNFINISHED} TEMPLATE template0 ENCODING 'UTF8'")
            migrations.upgrade(_named(server, UNFINISHED))
            admin.execute(f"ALTER DATABASE {UNFINISHED} RENAME TO {MIGRATED}")
    return MIGRATED


def _admin(server: str) -> psycopg.Connection:
    return psycopg.connect(conninfo(server), autocommit=True)


def _named(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return make_url(conninfo(server)).set(database=name).render_as_string(hide_password=False)
