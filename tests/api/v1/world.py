"""A small site to call endpoints in: ada has everything, bob nothing, mod and root run the site."""

import struct
import zlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from aethex_live.data.models.passkey import Passkey
from aethex_live.data.models.user import User
from aethex_live.domain.category import Category
from aethex_live.domain.notification import Kind
from aethex_live.services import (
    access_token,
    category,
    channel,
    notification,
    push,
    session,
    simulcast,
    stream_key,
)
from aethex_live.services.context import Actor, Context
from tests.api.v1 import chat_world
from tests.support.http import cookie_of, in_person
from tests.support.jobs import given_up_job
from tests.support.people import actor_of, create_user
from tests.support.plans import plan
from tests.support.push import subscribed
from tests.support.streams import past_stream

CALLERS = ("stranger", "bob", "mod", "root", "ada")


@dataclass
class World:
    """Headers by caller, and the ids of ada's things by the name that they have in paths."""

    web: httpx.AsyncClient
    headers: dict[str, dict[str, str]]
    ids: dict[str, str]

    async def call(self, caller: str, method: str, path: str, **content: Any) -> httpx.Response:
        """Call an endpoint as somebody; names in the path and the body stand for ada's things."""
        body = {name: self.fill(value) for name, value in content.items()}
        return await self.web.request(
            method, "/api/v1" + path.format(**self.ids), headers=self.headers[caller], **body
        )

    def fill(self, value: Any) -> Any:
        """`value` with `{name}` replaced in every text."""
        if isinstance(value, str):
            return value.format(**self.ids)
        if isinstance(value, list):
            return [self.fill(entry) for entry in value]
        if isinstance(value, dict):
            return {name: self.fill(entry) for name, entry in value.items()}
        return value


async def build(context: Context, web: httpx.AsyncClient) -> World:
    """Make the site; ada comes last in CALLERS because what she does may be for good."""
    ada = await create_user(context, "ada")
    people = {
        "bob": await create_user(context, "bob"),
        "mod": await create_user(context, "mod", role="staff_moderator"),
        "root": await create_user(context, "root", role="admin"),
        "ada": ada,
    }
    headers: dict[str, dict[str, str]] = {"stranger": {}}
    for name, user in people.items():
        headers[name] = await cookie_of(context, user)
    me, admin = await in_person(context, ada), actor_of(people["root"].id, "admin")
    made = await channel.create(context, me, {"name": "Ada live", "slug": "ada-live"})
    keys = await stream_key.listing(context, me, made.channel.id)
    art = await category.create(context, admin, name="Art", slug="art", icon="brush")
    token = await access_token.create(context, me, "deck", [], 7)
    passkey = await _passkey(context, ada)
    away = await simulcast.add(
        context, me, made.channel.id, name="Elsewhere", server="rtmp://live.example.test/app", key="secret"
    )
    past = await past_stream(context, made.channel.id)
    devices = await session.list_sessions(context, me)
    chat = await chat_world.fill(context, me, made.channel.slug)
    ids = _ids(ada, made, keys, art, token, devices, passkey)
    return World(
        web,
        headers,
        {
            **ids,
            "target_id": str(away.id),
            "stream_id": str(past),
            **chat,
            **await _more(context, me, made.channel.id),
        },
    )


async def _more(context: Context, me: Actor, channel_id: UUID) -> dict[str, str]:
    async with context.transaction() as uow:
        await notification.tell(context, uow, me.required(), Kind.MILESTONE, 10, channel_id=channel_id)
    (told,) = (await notification.mine(context, me)).data
    await subscribed(context, me)
    (browser,) = await push.browsers(context, me)
    entry = await plan(context, me, channel_id)
    return {
        "entry_id": str(entry.id),
        "day": entry.starts_on.isoformat(),
        "job_id": str(await given_up_job(context)),
        "notification_id": str(told.id),
        "subscription_id": str(browser.id),
    }


async def _passkey(context: Context, user: User) -> Passkey:
    made = Passkey(user_id=user.id, credential_id=b"credential", public_key=b"key", name="Laptop")
    async with context.transaction() as uow:
        uow.session.add(made)
    return made


def _ids(ada, made, keys, art: Category, token, devices, passkey) -> dict[str, str]:
    found = {
        "user_id": ada.id,
        "username": ada.username,
        "channel_id": made.channel.id,
        "slug": made.channel.slug,
        "key_id": keys[0].id,
        "category_id": art.id,
        "category": art.slug,
        "token_id": token.view.id,
        "session_id": devices[0].id,
        "passkey_id": passkey.id,
    }
    return {name: str(value) for name, value in found.items()}


def picture(width: int = 300, height: int = 300) -> bytes:
    """A PNG of one colour."""
    row = b"\0" + b"\x22\xd3\xee" * width
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * height)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
