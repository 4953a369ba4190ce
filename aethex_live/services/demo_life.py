"""Life on a demo site: channels that are really live, people who write now and then, tracks that change.

All of it goes through the same doors as everybody's: a key, the chat, the stream's desk.
"""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from aethex_live.data import channel as channels
from aethex_live.data import demo
from aethex_live.data import site_setting as stored
from aethex_live.data import stream as streams
from aethex_live.data.models.channel import Channel
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain.stream import Stream
from aethex_live.errors import AppError
from aethex_live.services import chat, stream, stream_desk, stream_key
from aethex_live.services.context import Actor, Context
from aethex_live.services.demo import DONE
from aethex_live.services.demo_lines import LINES, TRACKS

PROGRAMMES = {"orbital": "orrery", "lumen-after-dark": "dance_floor"}  # what each channel shows
TITLES = {
    "orbital": "Clear sky over the roof: planets until somebody falls asleep",
    "lumen-after-dark": "House until the lamps go out",
}
QUIETEST, BUSIEST = 25, 9  # seconds between two lines, without and with viewers
TRACK_SECONDS = 150


async def programmes(context: Context) -> list[tuple[str, str]]:
    """What to publish where, with the keys; nothing on a site that is no demo, or not any more."""
    found = []
    async with context.transaction() as uow:
        if context.settings.production or await stored.one(uow, DONE) is None:
            return []
        for slug, programme in PROGRAMMES.items():
            channel = await demo.channel(uow, slug)
            if channel is None:
                continue
            secret = await stream_key.first_secret(context, uow, channel.id)
            if secret is not None:
                found.append((programme, f"{context.settings.media_rtmp_url}/{secret}"))
                await _name(uow, channel, TITLES[slug], context.clock())
    return found


async def _name(uow: UnitOfWork, channel: Channel, title: str, now: datetime) -> None:
    """Give the stream its title, unless somebody gave it another."""
    plan = await streams.plan_of(uow, channel)
    if plan.title == channel.name:
        plan.title, plan.updated_at = title, now
        await streams.save_plan(uow, plan)


@dataclass(slots=True)
class Life:
    """What happens when: `live` is called every second or so."""

    dice: random.Random = field(default_factory=random.Random)
    _next_line: dict[str, datetime] = field(default_factory=dict)
    _next_track: datetime | None = None
    _said: dict[str, list[str]] = field(default_factory=dict)

    async def live(self, context: Context) -> None:
        """Write a line where it is time for one, and change the track."""
        on = [each for each in await stream.all_on_air(context) if each.slug in PROGRAMMES]
        now = context.clock()
        for each in on:
            if now >= self._next_line.setdefault(each.slug, now):
                self._next_line[each.slug] = now + self._pause(each)
                await self._say(context, each.slug)
            if each.slug in TRACKS and (self._next_track is None or now >= self._next_track):
                self._next_track = now + timedelta(seconds=TRACK_SECONDS)
                await self._change_track(context, each)

    def _pause(self, on: Stream) -> timedelta:
        usual = BUSIEST if on.viewers else QUIETEST
        return timedelta(seconds=self.dice.uniform(0.5, 2.0) * usual)

    async def _say(self, context: Context, slug: str) -> None:
        left = self._said.get(slug) or []
        if not left:
            left = self._said[slug] = self.dice.sample(LINES[slug], len(LINES[slug]))
        who, _, text = left.pop().partition(": ")
        actor = await _actor(context, who)
        if actor is not None:
            try:
                await chat.say(context, actor, slug, text)
            except AppError:
                return  # banned, or too fast: as it goes in a chat

    async def _change_track(self, context: Context, on: Stream) -> None:
        owner = await _owner(context, on.channel_id)
        track = self.dice.choice([each for each in TRACKS[on.slug] if each != on.now_playing])
        await stream_desk.change(context, owner, on.channel_id, {"now_playing": track})


async def _actor(context: Context, username: str) -> Actor | None:
    async with context.transaction() as uow:
        user = await demo.person(uow, username)
    return Actor(user_id=user.id, role=user.role) if user is not None else None


async def _owner(context: Context, channel_id: UUID) -> Actor:
    async with context.transaction() as uow:
        managed = await channels.managed(uow, channel_id, context.clock())
    return Actor(user_id=managed.channel.owner.id)
