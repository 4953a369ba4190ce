"""A creator's channels: make one, edit it, let it go and bring it back."""

from typing import Any
from uuid import UUID

import reflex as rx

from aethex_live.domain.channel import ManagedChannel
from aethex_live.domain.image import Kind
from aethex_live.errors import AppError, Words, told
from aethex_live.services import channel
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import argument
from aethex_live.state.door import actor_of
from aethex_live.state.sent import id_of
from aethex_live.state.topic import NO_TOPIC, Topic, category_choices, topic_in, topic_of
from aethex_live.state.viewer import Viewer


class Draft(Topic):
    """A channel in the fields of its form."""

    id: str
    name: str
    slug: str
    description: str
    accent: str
    links: str
    avatar: str
    banner: str
    suspended: str
    deletion_due: str


EMPTY = Draft(
    id="",
    name="",
    slug="",
    description="",
    accent="cyan",
    links="",
    avatar="",
    banner="",
    suspended="",
    deletion_due="",
    **NO_TOPIC,
)


FREE = Words("This address is free.")


class ChannelForm(rx.State):
    """The form of one channel, new or not."""

    draft: Draft = EMPTY
    loaded: bool = False
    missing: bool = False
    errors: dict[str, str] = {}
    saved: bool = False
    saving: bool = False
    slug_status: str = ""
    suggestions: list[str] = []
    proposed: str = ""  # an address made of the name
    chosen: str = ""  # the one of the suggestions that was pressed
    _by_hand: bool = False  # the address was typed or pressed
    categories: list[tuple[str, str]] = []

    @rx.event
    async def begin(self) -> None:
        """A form for a new channel."""
        self.reset()
        self.categories = await category_choices()
        self.loaded = True

    @rx.event
    async def load(self) -> None:
        """The channel in the address."""
        self.reset()
        self.categories = await category_choices()
        try:
            found = await channel.managed(
                current(), await actor_of(self), id_of(argument(self, "channel_id"))
            )
        except AppError:
            self.missing = True
        else:
            self.draft = _draft(found)
        self.loaded = True

    @rx.event(supersedes=True)
    async def look_up_slug(self, text: str) -> None:
        """Whether an address can be had, while it is typed."""
        self._by_hand = bool(text)
        self._forget_slug()
        if not text:
            return
        own = UUID(self.draft["id"]) if self.draft["id"] else None
        found = await channel.slug_answer(current(), await actor_of(self), text, channel_id=own)
        if found.available:
            self.slug_status = FREE
        else:
            self.errors = {**self.errors, "slug": told(found.problem)}
            self.suggestions = list(found.suggestions)

    @rx.event(supersedes=True)
    async def suggest_slug(self, name: str) -> None:
        """Make an address of the name while that is typed, until somebody has an address of their own."""
        if self._by_hand or self.draft["id"]:
            return
        self._forget_slug()
        self.proposed = ""
        if not name.strip():
            return
        found = await channel.slug_answer(current(), await actor_of(self), name)
        free = (found.slug,) if found.available else found.suggestions
        if free:
            self.proposed, self.slug_status = free[0], FREE

    @rx.event
    def use_suggestion(self, slug: str) -> None:
        """Take an address that was offered."""
        if slug in self.suggestions:
            self._forget_slug()
            self._by_hand, self.chosen, self.slug_status = True, slug, FREE

    @rx.event
    async def create(self, form: dict[str, Any]):
        """Make the channel and go on to its keys."""
        self.saving = True
        yield
        try:
            made = await channel.create(current(), await actor_of(self), _changes(form))
        except AppError as error:
            self._refuse(error)
            return
        finally:
            self.saving = False
        yield Viewer.load
        yield rx.redirect(f"/studio/keys?channel={made.channel.id}")

    @rx.event
    async def save(self, form: dict[str, Any]):
        """Keep what was changed."""
        self.saving, self.saved = True, False
        yield
        try:
            changed = await channel.edit(
                current(), await actor_of(self), id_of(self.draft["id"]), _changes(form)
            )
        except AppError as error:
            self._refuse(error)
            return
        finally:
            self.saving = False
        self.errors, self.saved, self.draft = {}, True, _draft(changed)
        yield Viewer.load

    @rx.event
    async def use_avatar(self, uploaded: dict[str, Any]) -> None:
        """Show the picture that has just been uploaded."""
        await self._use_image(Kind.AVATAR, uploaded)

    @rx.event
    async def use_banner(self, uploaded: dict[str, Any]) -> None:
        """Show the banner that has just been uploaded."""
        await self._use_image(Kind.BANNER, uploaded)

    @rx.event
    async def delete(self, form: dict[str, Any]):
        """Let it go; it can be brought back for a while."""
        try:
            gone = await channel.delete(
                current(), await actor_of(self), id_of(self.draft["id"]), str(form.get("confirmation", ""))
            )
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        self.errors, self.draft = {}, _draft(gone)
        yield answer.done("The channel is hidden. You can bring it back for 14 days.")

    @rx.event
    async def restore(self):
        """Bring it back."""
        kept = await channel.restore(current(), await actor_of(self), id_of(self.draft["id"]))
        self.draft = _draft(kept)
        yield answer.done("The channel is back.")

    def _forget_slug(self) -> None:
        """What was said of an address before another came."""
        self.slug_status, self.suggestions, self.chosen = "", [], ""
        self.errors = {name: why for name, why in self.errors.items() if name != "slug"}

    def _refuse(self, error: AppError) -> None:
        """What was found wrong with the address while it was typed stays said."""
        self.errors = {name: why for name, why in self.errors.items() if name == "slug"}
        self.errors |= answer.field_errors(error)

    async def _use_image(self, kind: Kind, uploaded: dict[str, Any]) -> None:
        changed = await channel.set_image(
            current(), await actor_of(self), id_of(self.draft["id"]), kind, str(uploaded.get("id", ""))
        )
        self.draft = _draft(changed)


def _changes(form: dict[str, Any]) -> dict[str, Any]:
    texts = {name: str(form.get(name, "")) for name in ("name", "slug")}
    texts |= {name: str(form[name]) for name in ("description", "accent") if name in form}
    return texts | topic_in(form) | {"links": str(form.get("links", "")).split()}


def _draft(managed: ManagedChannel) -> Draft:
    shown = managed.channel
    return Draft(
        id=str(shown.id),
        name=shown.name,
        slug=shown.slug,
        description=shown.description,
        accent=shown.accent,
        links="\n".join(link.url for link in shown.links),
        avatar=shown.avatar_url,
        banner=shown.banner_url,
        suspended=managed.suspension.reason if managed.suspension else "",
        deletion_due=f"{managed.deletion_due_at:%d %B %Y}" if managed.deletion_due_at else "",
        **topic_of(shown),
    )
