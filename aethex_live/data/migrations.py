"""The schema's versions: bring a database up to date, ask where it stands, write the next version.

    python -m aethex_live.data.migrations "Add polls"

starts a scratch PostgreSQL, compares it with the models, and writes the difference to alembic/versions.
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.pool import NullPool

import aethex_live.data.models  # noqa: F401  (knows all the tables)
from aethex_live.data.database import with_driver
from aethex_live.data.embedded import EmbeddedPostgres
from aethex_live.data.models.base import metadata

SCRIPTS = Path(__file__).resolve().parents[2] / "alembic"
ADVISORY_LOCK = 0x61657468  # any constant: two processes that start together must not both migrate


def upgrade(url: str) -> None:
    """Bring the database at `url` to the newest version. Blocks; harmless when it is there already."""
    with engine(url).connect() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_lock({ADVISORY_LOCK})")
        connection.commit()
        command.upgrade(_config(connection), "head")


def current(url: str) -> str | None:
    """The version of the database at `url`; None when it is empty."""
    with engine(url).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str | None:
    """The version that this code wants."""
    return _scripts().get_current_head()


def knows(version: str) -> bool:
    """Whether this code can bring a database of `version` up to date; "" is an empty one."""
    return not version or any(script.revision == version for script in _scripts().walk_revisions())


def differences(url: str) -> list[Any]:
    """What the models have and the database lacks, or the other way round. Empty is right."""
    with engine(url).connect() as connection:
        return compare(connection)


def compare(connection: Connection) -> list[Any]:
    """As `differences`, within the caller's transaction."""
    options = {"compare_type": True, "compare_server_default": True, "include_name": is_ours}
    return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


def is_ours(name: str | None, kind: str, parents: dict[str, str | None]) -> bool:
    """Whether a thing of the database is described by our models; the job queue's tables are not."""
    table = name if kind == "table" else parents.get("table_name")
    return not (table or "").startswith("procrastinate_")


def write_next(message: str) -> None:
    """Write the migration from the newest version to the models."""
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o711)  # as root, the server runs as another user
        server = EmbeddedPostgres(Path(scratch) / "data", home=Path(scratch) / "home", durable=False)
        url = server.start()
        try:
            upgrade(url)
            with engine(url).connect() as connection:
                script = command.revision(_config(connection), message, autogenerate=True)
        finally:
            server.stop()
    path = Path(script.path)
    lines = [line for line in path.read_text().splitlines(keepends=True) if "    # ### " not in line]
    path.write_text("".join(lines))
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "check", "--quiet", "--fix", path], check=True)


def engine(url: str) -> Engine:
    """A plain connection to `url` for schema work, without pool or time limits."""
    return create_engine(with_driver(url), poolclass=NullPool)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option(
        "file_template", "%%(year)d%%(month).2d%%(day).2d_%%(hour).2d%%(minute).2d_%%(slug)s"
    )
    config.attributes["connection"] = connection
    return config


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit('Say in a few words what changes: python -m aethex_live.data.migrations "Add polls"')
    write_next(sys.argv[1])
