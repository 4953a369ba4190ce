"""What every table shares: one metadata with names for every constraint, UUIDv7 keys, aware UTC times."""

import os
import time
from typing import Any
from uuid import UUID

from sqlalchemy import MetaData
from sqlalchemy.orm import registry
from sqlmodel import SQLModel

# Every constraint has a name that says what it guards, so that migrations can drop it and errors can be read.
NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

metadata = MetaData(naming_convention=NAMING)


class Table(SQLModel, registry=registry(metadata=metadata)):
    """Base of all tables. `datetime` fields are `timestamptz` and give and take aware values only."""


def new_id() -> UUID:
    """A UUIDv7: 48 bits of milliseconds, 12 bits of the fraction below, 62 random bits; sorts by time."""
    nanoseconds = time.time_ns()
    milliseconds, rest = divmod(nanoseconds, 1_000_000)
    fraction = (rest << 12) // 1_000_000
    random = int.from_bytes(os.urandom(8)) >> 2
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | random)


def new_list() -> list[Any]:
    """An empty list. Pydantic looks at its signature for each row, which takes long with `list` itself."""
    return []
