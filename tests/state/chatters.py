"""People who speak the websocket of a chat by hand: they send what they like, and see what a browser would get."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aethex_live.config import Settings
from aethex_live.data import database
from aethex_live.domain.session import COOKIE
from aethex_live.services import session
from aethex_live.services.context import Context
from tests.load.chat_people import context_on
from tests.realtime.viewer import Viewer
from tests.support.accounts import STRANGER
from tests.support.bare_site import SECRET_KEY, BareSite, bare_site
from tests.support.channels import create_channel
from tests.support.people import create_user

PATIENCE = 60.0
STATES = "reflex___state____state.aethex_live___state___"
LIVE, MODS = f"{STATES}live____live", f"{STATES}live_mods____mod_live"
FORM, HISTORY = f"{STATES}chat____chat_form", f"{STATES}chat____chat_history"


@dataclass
class Chat:
    """A running site, and a Context on its database to make people and channels with."""

    site: BareSite
    context: Context
    opened: list[Viewer] = field(default_factory=list)

    async def somebody(self, username: str) -> dict[str, str]:
        """A new person; gives what their browser sends with every request."""
        user = await create_user(self.context, username)
        async with self.context.transaction() as uow:
            token = await session.open_session(self.context, uow, STRANGER, user, "Firefox on Linux")
        return {"Cookie": f"{COOKIE}={token}"}

    async def channel(self, slug: str) -> Viewer:
        """A new channel; gives its owner (called like it), in its chat."""
        headers = await self.somebody(slug.replace("-", "_"))
        owner = await session.actor_from_cookie(self.context, headers["Cookie"], STRANGER.network)
        await create_channel(self.context, owner, slug)
        return await self.enter(slug, headers)

    async def connect(self, headers: dict[str, str] | None = None) -> Viewer:
        """A socket that is in no room yet."""
        origin = {"Origin": self.site.url}
        viewer = await Viewer.connect(self.site.port, additional_headers=origin | (headers or {}))
        self.opened.append(viewer)
        return viewer

    async def enter(self, slug: str, headers: dict[str, str] | None = None) -> Viewer:
        """A socket that shows the chat of a channel."""
        viewer = await self.connect(headers)
        await call(viewer, f"{LIVE}.enter", at=slug)
        await viewer.until(lambda: "messages" in viewer.shows(LIVE), PATIENCE)
        return viewer

    async def close(self) -> None:
        """Close all sockets."""
        for viewer in self.opened:
            await viewer.close()
        self.opened.clear()


@asynccontextmanager
async def chat_on(database_url: str, scratch: Path) -> AsyncIterator[Chat]:
    """A site on this database."""
    engine = database.create_engine(database_url)
    async with bare_site(database_url, scratch) as site:
        settings = Settings(
            base_url=site.url,
            database_url=database_url,
            secret_key=SECRET_KEY,
            data_dir=scratch,
            demo=False,
        )
        chat = Chat(site, context_on(settings, engine))
        yield chat
        await chat.close()
    await engine.dispose()


async def call(viewer: Viewer, handler: str, *, at: str = "", **payload: Any) -> None:
    """Send an event, as from the page of a channel's chat."""
    query = {"channel_slug": at} if at else {}
    router = {"pathname": "/chat/[channel_slug]", "query": query, "asPath": f"/chat/{at}"}
    await viewer.send("event", {"name": handler, "payload": payload, "router_data": router})


async def say(viewer: Viewer, text: str, **more: Any) -> None:
    """Write, and wait until it has been answered."""
    before = viewer.shows(FORM).get("answered", 0)
    await call(viewer, f"{FORM}.send", form={"text": text, **more})
    await viewer.until(lambda: viewer.shows(FORM).get("answered", 0) > before, PATIENCE)


def problem(viewer: Viewer) -> str:
    """Why the last message was refused."""
    return viewer.shows(FORM).get("problem", "")


def texts(viewer: Viewer, room: str = LIVE) -> list[str]:
    """What the chat shows."""
    shown = viewer.shows(room).get("messages")
    return [entry["text"] for entry in shown.entries.values()] if shown else []


def entry(viewer: Viewer, text: str, room: str = LIVE) -> dict[str, Any]:
    """A message that is shown."""
    return next(each for each in viewer.shows(room)["messages"].entries.values() if each["text"] == text)


def heard(viewer: Viewer) -> str:
    """Everything that the socket has ever been sent."""
    return json.dumps(viewer.deltas, ensure_ascii=False)


async def until_seen(viewer: Viewer, text: str, room: str = LIVE) -> dict[str, Any]:
    """Wait for a message."""
    await viewer.until(lambda: text in texts(viewer, room), PATIENCE)
    return entry(viewer, text, room)


async def until_gone(viewer: Viewer, text: str) -> None:
    """Wait until a message is taken away."""
    await viewer.until(lambda: text not in texts(viewer), PATIENCE)


async def is_hung_up(viewer: Viewer) -> None:
    """Wait until the server has ended the connection."""
    async with asyncio.timeout(PATIENCE):
        await viewer.closed.wait()
