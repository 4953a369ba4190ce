"""The keys of one channel. A secret is in the state only while it is shown, and asked for again each time."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.stream_key import Kind, ShownKey, StreamKey
from aethex_live.errors import AppError
from aethex_live.services import channel, stream_key
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import query
from aethex_live.state.door import actor_of
from aethex_live.state.sent import id_of


class KeyRow(TypedDict):
    """A key in the list."""

    id: str
    name: str
    test: bool
    hint: str
    used: str


class StreamKeys(rx.State):
    """What the page of the keys shows."""

    loaded: bool = False
    channel_id: str = ""
    channel_name: str = ""
    keys: list[KeyRow] = []
    server: str = ""
    shown_id: str = ""
    secret: str = ""
    errors: dict[str, str] = {}

    _wanted: tuple[str, str] = ("", "")
    _new: tuple[str, Kind] = ("", Kind.LIVE)

    @rx.event
    async def load(self):
        """The keys of the channel in the address, or of the first one."""
        self.reset()
        mine = await channel.mine(current(), await actor_of(self))
        asked = query(self, "channel")
        chosen = next((each for each in mine if str(each.channel.id) == asked), mine[0] if mine else None)
        self.loaded = True
        if chosen is None:
            return
        self.channel_id, self.channel_name = str(chosen.channel.id), chosen.channel.name
        self.server = current().settings.media_rtmp_url
        await self._list()

    @rx.event
    async def reveal(self, key_id: str):
        """Show a secret."""
        return await self._show("reveal", key_id)

    @rx.event
    async def rotate(self, key_id: str):
        """Replace a secret; an encoder that uses the old one is stopped."""
        return await self._show("rotate", key_id)

    @rx.event
    async def again(self):
        """What was wanted before the proof was asked for."""
        act, key_id = self._wanted
        if act == "create":
            return await self._create()
        if act:
            return await self._show(act, key_id)

    @rx.event
    def conceal(self) -> None:
        """Take the secret out of the browser."""
        self.secret, self.shown_id = "", ""

    @rx.event
    async def create(self, form: dict[str, Any]):
        """Another key, for another place or for trying things out."""
        self._new = str(form.get("name", "")), Kind.TEST if form.get("test") else Kind.LIVE
        return await self._create()

    @rx.event
    async def remove(self, key_id: str):
        """Delete a key."""
        await stream_key.remove(current(), await actor_of(self), id_of(key_id))
        await self._list()
        return answer.done("The key is gone.")

    async def _create(self):
        self._wanted = ("", "")
        try:
            made = await stream_key.create(
                current(), await actor_of(self), id_of(self.channel_id), *self._new
            )
        except AppError as error:
            if error.field:
                self.errors = answer.field_errors(error)
                return None
            if error.code == "confirmation_needed":
                self._wanted = ("create", "")
            return answer.or_confirm(error)
        self.errors = {}
        self._keep(made)
        await self._list()
        return rx.call_script("document.getElementById('new-key')?.close()")

    async def _show(self, act: str, key_id: str):
        self._wanted = ("", "")
        try:
            use = stream_key.rotate if act == "rotate" else stream_key.reveal
            self._keep(await use(current(), await actor_of(self), id_of(key_id)))
        except AppError as error:
            if error.code == "confirmation_needed":
                self._wanted = (act, key_id)
            return answer.or_confirm(error)
        if act == "rotate":
            await self._list()
            return answer.done("The old key no longer works. Copy the new one into your encoder.")
        return None

    def _keep(self, shown: ShownKey) -> None:
        self.secret, self.shown_id, self.server = shown.secret, str(shown.key.id), shown.server

    async def _list(self) -> None:
        found = await stream_key.listing(current(), await actor_of(self), id_of(self.channel_id))
        self.keys = [_row(each) for each in found]


def _row(key: StreamKey) -> KeyRow:
    used = key.last_used_at.isoformat() if key.last_used_at else ""
    return KeyRow(id=str(key.id), name=key.name, test=key.kind is Kind.TEST, hint=key.hint, used=used)
