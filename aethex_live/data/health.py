"""The smallest questions to the database."""

from sqlalchemy import text

from aethex_live.data.unit_of_work import UnitOfWork


async def answers(unit: UnitOfWork) -> bool:
    """Whether the database answers at all."""
    return (await unit.session.execute(text("SELECT 1"))).scalar_one() == 1


async def version(unit: UnitOfWork) -> str | None:
    """The version of its schema."""
    return (await unit.session.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
