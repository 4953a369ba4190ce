"""Queries for who may embed a channel's player."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from aethex_live.data.models.embed_rule import EmbedRule as Row
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.embed import EmbedRule, Who


async def rule_of(uow: UnitOfWork, channel_id: UUID) -> EmbedRule:
    """The channel's choice."""
    row = await uow.session.get(Row, channel_id)
    return EmbedRule(Who(row.who), tuple(row.sites)) if row else EmbedRule()


async def put(uow: UnitOfWork, channel_id: UUID, rule: EmbedRule, now: datetime) -> None:
    """Keep a choice."""
    values = {"who": str(rule.who), "sites": list(rule.sites), "updated_at": now}
    statement = insert(Row).values(channel_id=channel_id, **values)
    await uow.session.execute(statement.on_conflict_do_update(index_elements=["channel_id"], set_=values))
