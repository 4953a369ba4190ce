"""The creator's side of a stream: what it is about, when it is shown, its end, and where else it goes."""

from typing import Any, TypedDict

import reflex as rx

from aethex_live.domain.external_source import ExternalSource
from aethex_live.domain.simulcast import Target
from aethex_live.domain.stream import Plan
from aethex_live.errors import AppError
from aethex_live.services import external_source, simulcast, stream_desk
from aethex_live.services.context import current
from aethex_live.state import answer
from aethex_live.state.address import query
from aethex_live.state.backstage import StreamBackstage
from aethex_live.state.door import actor_of
from aethex_live.state.live import Live
from aethex_live.state.sent import id_of
from aethex_live.state.topic import NO_TOPIC, Topic, category_choices, topic_in, topic_of


class StreamDraft(Topic):
    """What a stream is about, in the fields of its form."""

    title: str
    now_playing: str


class TargetRow(TypedDict):
    """A service that gets the stream too."""

    id: str
    name: str
    host: str
    enabled: bool
    state: str
    message: str


class DeskLink(TypedDict):
    """A channel whose desk can be opened."""

    slug: str
    name: str


EMPTY = StreamDraft(title="", now_playing="", **NO_TOPIC)


class StreamDesk(rx.State):
    """For one channel of the creator."""

    loaded: bool = False
    channel_id: str = ""
    slug: str = ""
    name: str = ""
    desks: list[DeskLink] = []
    own: bool = True  # an editor runs the streams of somebody's channel
    server: str = ""
    draft: StreamDraft = EMPTY
    hold: bool = False
    categories: list[tuple[str, str]] = []
    errors: dict[str, str] = {}
    saved: bool = False
    targets: list[TargetRow] = []
    target_errors: dict[str, str] = {}
    source: str = ""
    source_problem: str = ""
    source_errors: dict[str, str] = {}

    @rx.event
    async def load(self):
        """The channel in the address, or the first one of one's own, and its live rooms."""
        self.reset()
        actor = await actor_of(self)
        if actor.user_id is None:
            return None
        desks, asked = await stream_desk.desks(current(), actor), query(self, "channel")
        self.loaded = True
        if not desks:
            return None
        shown = next((each for each in desks if asked in (str(each.channel_id), each.slug)), desks[0])
        self.desks = [DeskLink(slug=each.slug, name=each.name) for each in desks]
        self.channel_id, self.slug = str(shown.channel_id), shown.slug
        self.name, self.own = shown.name, shown.own
        self.server = current().settings.media_rtmp_url
        self.categories = await category_choices()
        self._fill(await stream_desk.plan(current(), actor, shown.channel_id))
        if shown.own:
            await self.load_targets()
            self._fill_source(await external_source.of_channel(current(), actor, shown.channel_id))
        return [Live.enter_channel(self.slug), StreamBackstage.enter(self.slug)]

    @rx.event
    async def refresh(self) -> None:
        """A stream has begun or ended: it may have taken its title from the schedule."""
        if self.channel_id:
            self._fill(await stream_desk.plan(current(), await actor_of(self), id_of(self.channel_id)))

    @rx.event
    async def save(self, form: dict[str, Any]) -> None:
        """Everybody who watches sees it at once."""
        self.saved = False
        texts = {name: str(form.get(name, "")) for name in ("title", "now_playing")}
        try:
            self._fill(await self._change(texts | topic_in(form)))
        except AppError as error:
            self.errors = answer.field_errors(error)
            return
        self.errors, self.saved = {}, True

    @rx.event
    async def wait_for_click(self, hold: bool) -> None:
        """Whether streams wait for a click from now on."""
        self.hold = (await self._change({"hold": hold is True})).hold

    @rx.event
    async def go_live(self):
        """Let everybody see what was held back."""
        await stream_desk.go_live(current(), await actor_of(self), id_of(self.channel_id))
        return answer.done("You are live.")

    @rx.event
    async def end(self):
        """End the stream; the encoder is told."""
        await stream_desk.end(current(), await actor_of(self), id_of(self.channel_id))
        return answer.done("The stream has ended.")

    @rx.event
    async def load_targets(self) -> None:
        """The other services that get the stream too; for the owner alone."""
        if self.own and self.channel_id:
            found = await simulcast.listing(current(), await actor_of(self), id_of(self.channel_id))
            self.targets = [_target(each) for each in found]

    @rx.event
    async def add_target(self, form: dict[str, Any]):
        """Send the stream to another service too."""
        given = {name: str(form.get(name, "")) for name in ("name", "server", "key")}
        try:
            await simulcast.add(current(), await actor_of(self), id_of(self.channel_id), **given)
        except AppError as error:
            self.target_errors = answer.field_errors(error)
            return None
        self.target_errors = {}
        return rx.call_script("document.getElementById('new-target')?.close()")

    @rx.event
    async def pause_target(self, target_id: str) -> None:
        """Leave it out from now on."""
        await simulcast.switch(current(), await actor_of(self), id_of(target_id), False)

    @rx.event
    async def resume_target(self, target_id: str) -> None:
        """Send the stream there again."""
        await simulcast.switch(current(), await actor_of(self), id_of(target_id), True)

    @rx.event
    async def remove_target(self, target_id: str):
        """Send nothing there any more."""
        await simulcast.remove(current(), await actor_of(self), id_of(target_id))
        return answer.done("It gets your streams no more, and its key is forgotten.")

    @rx.event
    async def choose_source(self, form: dict[str, Any]):
        """Play what is at an address of another server."""
        try:
            chosen = await external_source.choose(
                current(), await actor_of(self), id_of(self.channel_id), str(form.get("url", ""))
            )
        except AppError as error:
            self.source_errors = answer.field_errors(error)
            return None
        self._fill_source(chosen)
        return answer.done("It is shown as soon as its playlist moves.")

    @rx.event
    async def remove_source(self) -> None:
        """Play one's own streams again."""
        await external_source.remove(current(), await actor_of(self), id_of(self.channel_id))
        self._fill_source(None)

    def _fill_source(self, source: ExternalSource | None) -> None:
        self.source = source.url if source else ""
        self.source_problem = source.problem if source else ""
        self.source_errors = {}

    async def _change(self, changes: dict[str, Any]) -> Plan:
        return await stream_desk.change(current(), await actor_of(self), id_of(self.channel_id), changes)

    def _fill(self, plan: Plan) -> None:
        self.hold = plan.hold
        self.draft = StreamDraft(title=plan.title, now_playing=plan.now_playing, **topic_of(plan))


def _target(target: Target) -> TargetRow:
    return TargetRow(
        id=str(target.id),
        name=target.name,
        host=target.host,
        enabled=target.enabled,
        state=target.state,
        message=target.message,
    )
