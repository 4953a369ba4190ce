"""The smallest questions to the database."""

from sqlalchemy import text

from aethex_live.data.unit_of_work import UnitOfWork


async def ping(unit: UnitOfWork) -> None:
    """Ask the least that can be asked; raises when there is no answer."""
    await unit.session.execute(text("SELECT 1"))


async def version(unit: UnitOfWork) -> str | None:
    """The version of its schema."""
    return (await unit.session.execute(text("SELECT version_num FROM alembic_version"))).scalar_one_or_none()
