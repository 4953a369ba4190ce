"""Telling a Discord channel that a stream is on: once a stream, by a job, to a webhook that only its owner knows."""

import json
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from aethex_live.data import access, discord, job
from aethex_live.data import category as categories
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.discord_webhook import DiscordWebhook as Row
from aethex_live.data.models.stream import Stream
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import discord as rules
from aethex_live.domain.discord import Outcome, Said, Webhook
from aethex_live.domain.job import Task, TryLater
from aethex_live.errors import InvalidInput, NotFound
from aethex_live.messages import translate
from aethex_live.services.context import Actor, Context
from aethex_live.services.ports import FetchFailed
from aethex_live.services.throttle import limit, spend

NONE = "No Discord webhook is set for this channel."


@dataclass(frozen=True, slots=True)
class _Answered:
    outcome: Outcome
    pause: float = 0.0


async def of_channel(context: Context, actor: Actor, channel_id: UUID) -> Webhook | None:
    """Where my channel's streams are told of; None: nowhere."""
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id)
        row = await discord.of_channel(uow, channel.id)
        return _value(row) if row else None


async def choose(
    context: Context, actor: Actor, channel_id: UUID, *, url: str, template: str, enabled: bool
) -> Webhook:
    """Tell of my channel's streams there; without `url`, where it is told already."""
    template = rules.check_template(template)
    address = url.strip()
    if address:
        hosts = {host.strip().lower() for host in context.settings.discord_hosts.split(",")} - {""}
        address = rules.check_url(address, hosts, plain=context.settings.allow_private_sources)
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id, lock=True)
        row = await discord.of_channel(uow, channel.id)
        if row is None:
            if not address:
                raise InvalidInput("Paste the address of a webhook.", code="webhook_form", field="url")
            row = Row(channel_id=channel.id, url_sealed=b"", hint="", template=template)
            uow.session.add(row)
        if address:
            row.url_sealed = context.accounts.vault.seal(address.encode(), _purpose(channel.id))
            row.hint, row.outcome, row.told_at = rules.hint_of(address), "", None
        row.template, row.enabled = template, enabled
        await uow.session.flush()
        return _value(row)


async def remove(context: Context, actor: Actor, channel_id: UUID) -> None:
    """Tell Discord no more, and forget the address."""
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, actor.required(), channel_id)
        await discord.remove(uow, channel.id)


async def try_out(context: Context, actor: Actor, channel_id: UUID) -> Webhook:
    """Send something to see; gives what became of it."""
    user_id = actor.required()
    async with context.transaction() as uow:
        channel = await access.own_channel(uow, user_id, channel_id)
        row = await discord.of_channel(uow, channel.id)
        if row is None:
            raise NotFound(NONE)
        name, url = channel.name, _url(context, row)
    await spend(context, limit("discord.test", channel_id, 3, timedelta(seconds=20)))
    text = translate(
        actor.language or "en",
        "A test of {site}: here it will say when {channel} is live.",
        site=context.site_name,
        channel=name,
    )
    answered = await _post(context, url, rules.message("{title}", Said(name, text, "", "")))
    return await _note(context, channel_id, answered.outcome)


async def went_live(uow: UnitOfWork, stream: Stream) -> None:
    """Have Discord told soon, within the caller's transaction."""
    if await discord.wanted(uow, stream.channel_id):
        await job.defer(uow, Task.TELL_DISCORD, lock=f"discord:{stream.channel_id}", stream_id=str(stream.id))


async def announce(context: Context, stream_id: UUID) -> None:
    """Tell of a stream that has begun, unless that was done or it is over; raises TryLater. For a job."""
    async with context.transaction() as uow:
        found = await discord.for_stream(uow, stream_id)
        if found is None:
            return
        row, stream, channel = found
        said = await _said(context, uow, stream, channel)
        url, template = _url(context, row), row.template
    answered = await _post(context, url, rules.message(template, said))
    await _note(context, channel.id, answered.outcome, stream_id)
    if answered.outcome is Outcome.LATER:
        raise TryLater(answered.pause)


async def _said(context: Context, uow: UnitOfWork, stream: Stream, channel: Channel) -> Said:
    category = await categories.row(uow, stream.category_id) if stream.category_id else None
    link = f"{context.settings.base_url.rstrip('/')}/streams/{channel.slug}"
    return Said(channel.name, stream.title, category.name if category else "", link)


async def _post(context: Context, url: str, message: dict[str, object]) -> _Answered:
    headers = {"Content-Type": "application/json"}
    try:
        answer = await context.fetcher.post(f"{url}?wait=true", json.dumps(message).encode(), headers)
    except FetchFailed:
        return _Answered(Outcome.LATER)
    return _Answered(rules.outcome_of(answer.status), max(answer.retry_after, rules.pause_in(answer.body)))


async def _note(
    context: Context, channel_id: UUID, outcome: Outcome, stream_id: UUID | None = None
) -> Webhook:
    async with context.transaction() as uow:
        row = await discord.of_channel(uow, channel_id, lock=True)
        if row is None:
            raise NotFound(NONE)
        row.outcome, row.told_at = outcome.value, context.clock()
        if stream_id is not None and outcome is not Outcome.LATER:
            row.told_stream_id = stream_id
        return _value(row)


def _url(context: Context, row: Row) -> str:
    return context.accounts.vault.open(row.url_sealed, _purpose(row.channel_id)).decode()


def _purpose(channel_id: UUID) -> str:
    return f"discord_webhook:{channel_id}"


def _value(row: Row) -> Webhook:
    outcome = Outcome(row.outcome) if row.outcome else None
    return Webhook(row.hint, row.template, row.enabled, outcome, row.told_at)
