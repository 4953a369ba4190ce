"""The live room of the desk: what arrives from the encoder and how well, every second. Only who runs it is let in."""

from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

import reflex as rx

from aethex_live.domain.happening import Happening
from aethex_live.errors import NotFound
from aethex_live.realtime import hub
from aethex_live.realtime.hub import Target
from aethex_live.realtime.rooms import LiveRoom
from aethex_live.realtime.visitor import Visitor
from aethex_live.services import channel_role, simulcast, stream, stream_desk, stream_health, viewing
from aethex_live.services.context import Actor, current
from aethex_live.services.stream_desk import Backstage
from aethex_live.state.room import RoomState, room_kind

SECONDS_SHOWN = 180
SILENT_S = 1.0  # nothing at all for so long: the encoder, or its line, has stopped


class Figures(TypedDict):
    """What the encoder sends, in words that are ready to show."""

    bitrate: str
    picture: str
    frames: str
    codecs: str
    keyframes: str
    loudness: str
    delay: str
    jumps: int


class Advice(TypedDict):
    """What is wrong, and how to mend it. `severity`: 1 a hint, 2 a warning, 3 viewers suffer."""

    code: str
    severity: int
    what: str
    fix: str


NO_FIGURES = Figures(
    bitrate="", picture="", frames="", codecs="", keyframes="", loudness="", delay="", jumps=0
)


class BackstageRoom(LiveRoom):
    """Named by the channel's slug. Events: ("stream", Backstage), ("health", test, report), ("viewers", n) and
    ("targets",)."""

    async def open(self) -> None:
        behind = await stream_desk.backstage_of(current(), self.name)
        self._behind: Backstage | None = None
        self._preview = ""
        self._rates: list[int] = []
        self._curve = await viewing.curve_of(current(), behind.stream_id) if behind.stream_id else None
        self._show_stream(behind)
        self._changes_of_targets = 0
        self.show(changes_of_targets=0, known=True)
        self._show_curve()

    def apply(self, event: tuple) -> None:
        match event:
            case "stream", behind:
                self._show_stream(behind)
            case "health", test, report:
                if self._behind is not None and test == (not self._behind.status):
                    self._show_health(report)
            case "viewers", viewers, peak:
                self.show(peak=peak)
                self._note_viewers(viewers)
            case ("targets",):
                self._changes_of_targets += 1
                self.show(changes_of_targets=self._changes_of_targets)

    def _show_stream(self, behind: Backstage) -> None:
        if self._behind is None or self._behind.stream_id != behind.stream_id:
            self._rates = []
            if self._behind is not None:
                self._curve = None
            self.show(figures=NO_FIGURES, advice=[], bitrates=[], seen=False)
        self._behind = behind
        preview = behind.playback or behind.test
        if _place(preview) != _place(self._preview):  # another grant for the same picture changes nothing
            self._preview = preview
        self.show(
            status=behind.status or ("test" if behind.test else ""),
            started=_iso(behind.started_at),
            grace_until=_iso(behind.grace_until),
            external=behind.external,
            peak=behind.peak_viewers,
            testing=bool(behind.test and behind.status),
            preview=self._preview,
            silent=False,
        )
        self._show_curve()

    def _show_health(self, report: dict[str, Any]) -> None:
        sample = report.get("sample") or {}
        if not sample:
            return
        rate = int(sample.get("video_bitrate", 0) + sample.get("audio_bitrate", 0)) // 1000
        self._rates = [*self._rates, rate][-SECONDS_SHOWN:]
        self.show(
            figures=_figures(sample, rate),
            advice=report.get("advice", []),
            bitrates=self._rates,
            seen=True,
            silent=sample.get("silent_s", 0) >= SILENT_S,
        )

    def _note_viewers(self, viewers: int) -> None:
        if self._behind is None or self._behind.started_at is None:
            return
        seconds = (current().clock() - self._behind.started_at).total_seconds()
        self._curve = viewing.extended(self._curve, max(0, int(seconds // 60)), viewers)
        self._show_curve()

    def _show_curve(self) -> None:
        kept = self._curve
        self.show(curve=list(kept.viewers) if kept else [], curve_first=kept.first if kept else 0)


class StreamBackstage(RoomState, rx.State):
    """What the owner and editors see of the stream and nobody else does."""

    known: bool = False  # until then, nothing is said of the stream
    status: str = ""  # as of the stream; "test" while only a test is on; empty: offline
    preview: str = ""
    started: str = ""
    grace_until: str = ""
    external: bool = False
    peak: int = 0
    testing: bool = False  # a test beside the stream
    seen: bool = False  # whether there are figures yet
    silent: bool = False  # connected, but nothing arrives
    figures: Figures = NO_FIGURES
    advice: list[Advice] = []
    bitrates: list[int] = []
    curve: list[int] = []
    curve_first: int = 0
    changes_of_targets: int = (
        0  # counts up: the owner's page loads the other services again, editors see none
    )

    @rx.event
    async def enter(self, slug: str) -> None:
        """Open the room of a channel whose streams one runs; everybody else stays outside."""
        try:
            await self._join(slug[:100].lower())
        except NotFound:
            return


async def admit(visitor: Visitor, slug: str) -> None:
    """The owner and editors."""
    await stream_desk.open_desk(current(), Actor(user_id=visitor.person), slug)


KIND = room_kind("backstage", StreamBackstage, BackstageRoom, admit)


async def follow(happening: Happening) -> None:
    """Show in the room what has happened to its stream."""
    slug = happening.data.get("slug", "")
    match happening.name:
        case stream_health.HEALTH:
            await _tell(slug, ("health", happening.data["test"], happening.data["report"]))
        case viewing.COUNTED:
            await _tell(slug, ("viewers", happening.data["viewers"], happening.data["peak"]))
        case stream.STARTED | stream.CHANGED | stream.ENDED:
            if await hub.current().is_open(KIND, slug):
                await _tell(slug, ("stream", await stream_desk.backstage_of(current(), slug)))
        case channel_role.CHANGED:
            person = UUID(happening.data["user_id"])
            hub.current().recheck(Target(person=person, kind=KIND.name, name=slug))
        case simulcast.CHANGED:
            await _tell(slug, ("targets",))


async def _tell(slug: str, event: tuple) -> None:
    await hub.current().tell(KIND, slug, event)


def _figures(sample: dict[str, Any], rate: int) -> Figures:
    loudness = sample.get("loudness") or {}
    level = loudness.get("short_term")
    return Figures(
        bitrate=f"{rate:,} kbit/s",
        picture=f"{sample.get('width', 0)} × {sample.get('height', 0)}" if sample.get("width") else "–",
        frames=f"{sample.get('frame_rate', 0):.0f} / s" if sample.get("has_video") else "–",
        codecs=", ".join(_codec(each) for each in sample.get("codecs", ())) or "–",
        keyframes=f"{sample.get('keyframe_interval_s', 0):.1f} s" if sample.get("has_video") else "–",
        loudness=f"{level:.0f} LUFS" if level is not None and level > -70 else "–",
        delay=f"{sample.get('late_ms', 0)} ms",
        jumps=int(sample.get("jumps", 0)),
    )


_CODECS = {"avc1": "H.264", "hvc1": "H.265", "hev1": "H.265", "av01": "AV1", "vp09": "VP9", "mp4a": "AAC"}


def _codec(name: str) -> str:
    family = name.partition(".")[0]
    return _CODECS.get(family, family)


def _place(url: str) -> str:
    """The address without its grant."""
    before, _, after = url.partition("/g/")
    return f"{before}/{after.partition('/')[2]}" if after else before


def _iso(time: datetime | None) -> str:
    return time.isoformat(timespec="seconds") if time is not None else ""
