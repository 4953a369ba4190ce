"""How Alembic reaches the database: a connection or an address from the caller, else from the settings."""

from typing import Any

from alembic import context
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

import aethex_live.data.models  # noqa: F401  (knows all the tables)
from aethex_live.config import load
from aethex_live.data.database import with_driver
from aethex_live.data.migrations import is_ours
from aethex_live.data.models.base import metadata


def in_plain_words(kind: str, thing: Any, autogen_context: Any) -> str | bool:
    """Write SQLModel's own types as SQLAlchemy's: a migration should not depend on a library's insides."""
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.String({thing.impl.length or ''})"
    return False


def migrate(connection: Connection) -> None:
    """Run what was asked for in one transaction, so that a failing migration leaves nothing behind."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_server_default=True,
        include_name=is_ours,
        render_item=in_plain_words,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    migrate(given)
else:
    url = context.get_x_argument(as_dictionary=True).get("url") or load().database_url
    if not url:
        raise SystemExit("Say which database: set DATABASE_URL, or give `-x url=postgresql://...`.")
    with create_engine(with_driver(url), poolclass=NullPool).connect() as connection:
        migrate(connection)
