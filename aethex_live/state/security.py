"""How a person gets into their account, and where they are."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.user_agent import device_name
from aethex_live.errors import AppError
from aethex_live.services import email_change, oauth, passkey, session, two_factor
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of
from aethex_live.state.sent import id_of


class DeviceRow(TypedDict):
    """A place where the person is logged in."""

    id: str
    what: str
    network: str
    seen: str
    here: bool


class PasskeyRow(TypedDict):
    """A passkey."""

    id: str
    name: str
    used: str


class SiteRow(TypedDict):
    """An account elsewhere."""

    key: str
    name: str
    label: str
    linked: bool


class Security(rx.State):
    """What the page about security shows."""

    loaded: bool = False
    devices: list[DeviceRow] = []
    passkeys: list[PasskeyRow] = []
    two_factor: bool = False
    codes_left: int = 0
    sites: list[SiteRow] = []
    pending_email: str = ""
    _wanted: str = ""  # the passkey that was to be removed when the proof was missing

    @rx.event
    async def load(self) -> None:
        """Everything, anew."""
        context, actor = current(), await actor_of(self)
        if actor.user_id is None:
            return
        self.devices = [
            DeviceRow(
                id=str(each.id),
                what=device_name(each.user_agent),
                network=each.network,
                seen=each.seen_at.isoformat(),
                here=each.is_current,
            )
            for each in await session.list_sessions(context, actor)
        ]
        self.passkeys = [
            PasskeyRow(
                id=str(each.id),
                name=each.name,
                used=each.used_at.isoformat() if each.used_at else "",
            )
            for each in await passkey.list_passkeys(context, actor)
        ]
        status = await two_factor.get_two_factor(context, actor)
        self.two_factor, self.codes_left = status.is_on, status.recovery_codes_left
        linked = {each.provider.key: each.label for each in await oauth.list_linked(context, actor)}
        self.sites = [
            SiteRow(key=each.key, name=each.name, label=linked.get(each.key, ""), linked=each.key in linked)
            for each in oauth.providers(context)
        ]
        _, self.pending_email = await email_change.get_email_change(context, actor)
        self.loaded = True

    @rx.event
    def refuse(self, given: dict[str, Any]):
        """Our HTTP refused something; ask for the proof when that is all that is missing."""
        error = AppError(str(given.get("message", ""))[:500], code=str(given.get("code", ""))[:50])
        return answer.or_confirm(error, posted=True)

    @rx.event
    async def again(self):
        """What was wanted before the proof was asked for."""
        if passkey_id := self._wanted:
            return await self._remove(passkey_id)

    @rx.event
    async def sign_out(self, device_id: str):
        """End one of the sessions."""
        await session.revoke_session(current(), await actor_of(self), id_of(device_id))
        await self.load()
        return answer.done("That device is signed out.")

    @rx.event
    async def sign_out_others(self):
        """End all but this one."""
        number = await session.revoke_other_sessions(current(), await actor_of(self))
        await self.load()
        return answer.done("{n} devices signed out.", n=number)

    @rx.event
    async def remove_passkey(self, passkey_id: str):
        """Forget a passkey."""
        return await self._remove(passkey_id)

    @rx.event
    async def rename_passkey(self, form: dict[str, Any]):
        """Call a passkey something else, for who has several."""
        passkey_id, name = id_of(form.get("id", "")), str(form.get("name", ""))
        try:
            await passkey.rename_passkey(current(), await actor_of(self), passkey_id, name)
        except AppError as error:
            return answer.refused(error)
        await self.load()
        return answer.done("Saved.")

    @rx.event
    async def cancel_email(self) -> None:
        """Keep the present address."""
        await email_change.cancel_email_change(current(), await actor_of(self))
        await self.load()

    async def _remove(self, passkey_id: str):
        self._wanted = ""
        try:
            await passkey.remove_passkey(current(), await actor_of(self), id_of(passkey_id))
        except AppError as error:
            if error.code == "confirmation_needed":
                self._wanted = passkey_id
            return answer.or_confirm(error)
        await self.load()
        return answer.done("The passkey is forgotten here. Remove it from your device as well.")
