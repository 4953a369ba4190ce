"""What a person says of themselves."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.image import Kind
from aethex_live.domain.profile import OwnProfile
from aethex_live.errors import AppError
from aethex_live.services import profile
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.door import actor_of
from aethex_live.state.viewer import Viewer


class Draft(TypedDict):
    """A profile in the fields of its form."""

    display_name: str
    bio: str
    links: str
    avatar: str
    banner: str


class ProfileForm(rx.State):
    """The form."""

    loaded: bool = False
    draft: Draft = Draft(display_name="", bio="", links="", avatar="", banner="")
    errors: dict[str, str] = {}
    saved: bool = False
    saving: bool = False

    @rx.event
    async def load(self) -> None:
        """What is there now."""
        self.reset()
        actor = await actor_of(self)
        if actor.user_id is not None:
            self.draft = _draft(await profile.mine(current(), actor))
            self.loaded = True

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Keep it."""
        self.saving, self.saved = True, False
        yield
        changes = {
            "display_name": str(form.get("display_name", "")),
            "bio": str(form.get("bio", "")),
            "links": str(form.get("links", "")).split(),
        }
        try:
            self.draft = _draft(await profile.edit(current(), await actor_of(self), changes))
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        finally:
            self.saving = False
        self.errors, self.saved = {}, True
        yield Viewer.load

    @rx.event
    async def use_avatar(self, uploaded: dict[str, Any]):
        """Show the picture that has just been uploaded."""
        await self._use(Kind.AVATAR, uploaded)
        return Viewer.load

    @rx.event
    async def use_banner(self, uploaded: dict[str, Any]) -> None:
        """Show the banner that has just been uploaded."""
        await self._use(Kind.BANNER, uploaded)

    async def _use(self, kind: Kind, uploaded: dict[str, Any]) -> None:
        changed = await profile.set_image(current(), await actor_of(self), kind, str(uploaded.get("id", "")))
        self.draft = _draft(changed)


def _draft(own: OwnProfile) -> Draft:
    return Draft(
        display_name=own.display_name,
        bio=own.bio,
        links="\n".join(link.url for link in own.links),
        avatar=own.avatar_url,
        banner=own.banner_url,
    )
