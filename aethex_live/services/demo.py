"""A site that looks lived in, for who sees it for the first time. Only a site without people is filled."""

import asyncio
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aethex_live.data import category as categories
from aethex_live.data import channel as channels
from aethex_live.data import profile as profiles
from aethex_live.data import site_setting as stored
from aethex_live.data import user as users
from aethex_live.data.models.channel import Channel
from aethex_live.data.models.user import User
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import channel as channel_rules
from aethex_live.domain.art import Piece
from aethex_live.domain.image import Kind
from aethex_live.domain.link import check_links
from aethex_live.services import demo_crowd, demo_schedule, first_categories, image, stream_key
from aethex_live.services.context import Context
from aethex_live.services.demo_channels import DemoChannel
from aethex_live.services.demo_people import PEOPLE, DemoPerson
from aethex_live.services.ports import Artist

DONE = "demo.made"  # so that what somebody has deleted does not come back
LOG_INS = {
    "mira_control": "runs the site",
    "tomas_m": "moderates",
    "lumen": "streams music",
    "kestrel": "streams games",
    "juno": "watches",
}


@dataclass(frozen=True, slots=True)
class DemoLogIn:
    """An account to try the site with; `what` says in two words what it is for."""

    username: str
    what: str
    password: str = field(repr=False)


async def seed(context: Context, artist: Artist) -> tuple[DemoLogIn, ...] | None:
    """Fill a new site: categories, people, channels, pictures. Gives accounts to log in with.

    None when there is nothing to do: the site has people of its own, had its demo, or is in production.
    """
    await first_categories.make(context, artist)
    if context.settings.production or not await _is_new(context):
        return None
    art = await _draw(context, artist)
    log_ins = tuple(DemoLogIn(name, what, _password()) for name, what in LOG_INS.items())
    hashes = await asyncio.gather(*(context.accounts.passwords.hash(each.password) for each in log_ins))
    password_hashes = dict(zip(LOG_INS, hashes, strict=True))
    async with context.transaction() as uow:
        await stored.lock_all(uow)
        if not await _is_untouched(uow):
            return None
        await stored.put(uow, DONE, True, None, context.clock())
        for person in PEOPLE:
            await _add_person(context, uow, person, password_hashes.get(person.username), art)
        await demo_crowd.settle(uow, context.clock())
        await demo_schedule.plan(context, uow)
    return log_ins


async def _is_new(context: Context) -> bool:
    async with context.transaction() as uow:
        return await _is_untouched(uow)


async def _is_untouched(uow: UnitOfWork) -> bool:
    return await stored.one(uow, DONE) is None and not await users.anybody(uow)


async def _draw(context: Context, artist: Artist) -> dict[tuple[str, Kind], str]:
    """All pictures, by whom or which channel they are for."""
    wanted = {(person.username, Kind.AVATAR): _avatar(person) for person in PEOPLE}
    for person in PEOPLE:
        for channel in person.channels:
            wanted[channel.slug, Kind.BANNER] = _scene(person, channel, Kind.BANNER, channel.banner)
            wanted[channel.slug, Kind.POSTER] = _scene(person, channel, Kind.POSTER, channel.poster)
    drawn = await image.draw(context, artist, list(wanted.values()))
    return {name: each.url for name, each in zip(wanted, drawn, strict=True)}


def _avatar(person: DemoPerson) -> Piece:
    return Piece(
        *(Kind.AVATAR, person.motif, person.username, person.hue, person.turn, person.spark, person.letters)
    )


def _scene(person: DemoPerson, channel: DemoChannel, kind: Kind, motif: str) -> Piece:
    hue = person.hue + (40 if channel is not person.channels[0] else 0)
    return Piece(kind, motif, channel.slug, hue, person.turn, person.spark)


async def _add_person(
    context: Context,
    uow: UnitOfWork,
    person: DemoPerson,
    password_hash: str | None,
    art: dict[tuple[str, Kind], str],
) -> None:
    joined = context.clock() - timedelta(days=person.days)
    first = person.channels[0] if person.channels else None
    user = User(
        username=person.username,
        email=f"{person.username}@demo.example",
        email_verified_at=joined,
        password_hash=password_hash,
        display_name=person.name,
        bio=person.bio,
        avatar_url=art[person.username, Kind.AVATAR],
        banner_url=art[first.slug, Kind.BANNER] if first else None,
        role=person.role,
        verified=person.verified,
        created_at=joined,
        updated_at=joined,
    )
    await users.add(uow, user)
    if person.links:
        await profiles.set_links(uow, user.id, check_links(person.links), joined)
    for number, channel in enumerate(person.channels):
        await _add_channel(context, uow, user, channel, joined + timedelta(days=number * 30), art)


async def _add_channel(
    context: Context,
    uow: UnitOfWork,
    owner: User,
    channel: DemoChannel,
    opened: datetime,
    art: dict[tuple[str, Kind], str],
) -> None:
    fields = channel_rules.check_changes(
        {
            "name": channel.name,
            "slug": channel.slug,
            "description": channel.description,
            "tags": channel.tags,
            "language": channel.language,
            "mature": channel.mature,
            "accent": channel.accent,
        }
    )
    row = Channel(
        user_id=owner.id,
        category_id=await categories.id_of(uow, channel.category),
        banner_url=art[channel.slug, Kind.BANNER],
        poster_url=art[channel.slug, Kind.POSTER],
        created_at=opened,
        updated_at=opened,
        **fields,
    )
    await channels.save(uow, row)
    stream_key.add_first(context, uow, row)


def _password() -> str:
    """Short enough to type, and still not to be guessed: 47 bits behind a throttle."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    words = ("".join(secrets.choice(letters) for _ in range(5)) for _ in range(2))
    return "-".join(words)
