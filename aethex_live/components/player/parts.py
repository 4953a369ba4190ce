"""The parts of a player: the picture in its frame, and controls that know the player around them.

A page puts them together as it likes; what `player()` puts together is one example. docs/player.md has another.
"""

from collections.abc import Sequence
from typing import Any, Literal

import reflex as rx
from reflex_base.vars.base import LiteralVar

from aethex_live.components.player.labels import labels
from aethex_live.components.ui.sheet import sheet
from aethex_live.scripts import beside

Phase = Literal["empty", "loading", "playing", "stalled", "waiting", "ended", "denied", "failed", "missing"]
Figure = Literal[
    *("latency", "buffer", "picture", "codecs", "bitrate", "bandwidth", "dropped", "stalls", "rate"),
    *("firstFrame", "pictureAt", "newestAt", "here", "errors"),
]
Act = Literal[
    *(
        "play",
        "pause",
        "togglePlay",
        "mute",
        "unmute",
        "toggleMute",
        "setVolume",
        "changeVolume",
        "seek",
        "skip",
    ),
    *("step", "goLive", "chooseQuality", "setLowLatency", "chooseCaptions", "toggleCaptions"),
    *("toggleFullScreen", "togglePictureInPicture", "toggleTheatre", "toggleStatistics", "toggleHelp"),
    *("toggleSettings", "closeAll"),
]

for _shared in ("context.js", "acts.js", "keys.js", "icons.jsx", "surroundings.js"):
    beside(__name__, _shared)
_FRAME = beside(__name__, "frame.jsx")
_CONTROLS = beside(__name__, "controls.jsx")
_PANELS = beside(__name__, "panels.jsx")


class _PlayerFrame(rx.Component):
    library = _FRAME
    tag = "PlayerFrame"
    lib_dependencies: list[str] = ["hls.js@1.7.4"]

    src: rx.Var[str]
    recorded: rx.Var[bool]
    poster: rx.Var[str]
    title: rx.Var[str]
    artist: rx.Var[str]
    artwork: rx.Var[str]
    labels: rx.Var[dict[str, str]]
    storyboard: rx.Var[str]
    auto_play: rx.Var[bool]
    muted: rx.Var[bool]
    shortcuts: rx.Var[bool]
    heartbeat: rx.Var[str]
    theatre: rx.Var[bool]
    chat: rx.Var[bool]
    full_screen_of: rx.Var[str]
    on_theatre: rx.EventHandler[rx.event.no_args_event_spec]
    on_chat: rx.EventHandler[rx.event.no_args_event_spec]
    on_phase: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_trouble: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_figures: rx.EventHandler[rx.event.passthrough_event_spec(dict)]


class _Control(rx.Component):
    library = _CONTROLS

    seconds: rx.Var[int]
    label: rx.Var[str]


class _Panel(rx.Component):
    library = _PANELS

    name: rx.Var[str]
    phases: rx.Var[list[str]]
    role: rx.Var[str]
    light: rx.Var[bool]
    spinning: rx.Var[bool]
    text: rx.Var[str]


def frame(src: rx.Var | str, *children: rx.Component, id: str | None = None, **props: Any) -> rx.Component:
    """The picture of the HLS address `src`, with the children over it. An empty `src` shows the poster.

    `poster`, `title`, `artist` and `artwork` are for before the picture and for lock screens; `storyboard` is a
    WebVTT file with small pictures; `recorded` says that it is no live stream, which may yet come; `muted` begins
    without sound; `shortcuts=False` leaves the page's keys alone;
    `heartbeat` is an address that gets a POST every ten seconds while it plays; `full_screen_of` names the element
    that fills the screen in its place. `on_phase` tells every Phase, `on_trouble` every error that was recovered
    from, `on_figures` the statistics every five seconds; `on_theatre` and `on_chat` what the viewer wants of the page.
    """
    named = {"custom_attrs": {"id": id}} if id else {}
    return _PlayerFrame.create(sheet("player"), *children, src=src, labels=labels(), **named, **props)


def when(phases: Phase | Sequence[Phase], *children: rx.Component) -> rx.Component:
    """The children, while the player is in one of `phases`."""
    return _panel("PhaseShown", *children, phases=_phases(phases))


def veil(
    phases: Phase | Sequence[Phase],
    text: rx.Var | str = "",
    *children: rx.Component,
    spinning: bool = False,
    light: bool = False,
    alert: bool = False,
) -> rx.Component:
    """Words over the whole picture while the player is in one of `phases`; `light` leaves the picture clear."""
    role = "alert" if alert else "status"
    return _panel(
        "Veil", *children, phases=_phases(phases), text=text, spinning=spinning, light=light, role=role
    )


def figure(name: Figure) -> rx.Component:
    """One figure of the statistics, as words that follow it."""
    return _panel("FigureShown", name=name)


def bar(*children: rx.Component) -> rx.Component:
    """The foot of the picture; it fades while nobody moves."""
    return rx.el.div(*children, class_name="player-bar")


def row(*children: rx.Component) -> rx.Component:
    """Controls beside each other."""
    return rx.el.div(*children, class_name="player-row")


def gap() -> rx.Component:
    """Pushes what follows in its row to the end."""
    return rx.el.span(class_name="player-gap")


def skip_button(seconds: int, label: rx.Var | str) -> rx.Component:
    """Goes so many seconds on, or back when negative."""
    return _control("SkipButton", seconds=seconds, label=label)


def tell(player_id: str, act: Act, *values: str | float | bool) -> rx.event.EventSpec:
    """The event that makes the player `player_id` do something: `on_click=tell("main", "skip", -10)`.

    It stays in the browser; from a handler of the server it may be returned like any other event.
    """
    detail = LiteralVar.create({"act": act, "values": list(values)})
    element = LiteralVar.create(player_id)
    return rx.call_script(
        f"document.getElementById({element!s})?.dispatchEvent(new CustomEvent('player', {{ detail: {detail!s} }}))"
    )


def play_button() -> rx.Component:
    """Play, or pause."""
    return _control("PlayButton")


def volume() -> rx.Component:
    """Mute, and how loud."""
    return _control("VolumeControl")


def live_button() -> rx.Component:
    """LIVE, and how far behind; one press brings back. Nothing for a recording."""
    return _control("LiveButton")


def time_shown() -> rx.Component:
    """Where in a recording. Nothing for a live stream."""
    return _control("TimeShown")


def scrub_bar() -> rx.Component:
    """What can be rewound, with small pictures on hover; nothing when it is too little."""
    return _control("ScrubBar")


def captions_button() -> rx.Component:
    """Captions on or off; nothing when the stream has none."""
    return _control("CaptionsButton")


def settings_button() -> rx.Component:
    """Opens the settings."""
    return _control("SettingsButton")


def settings_panel() -> rx.Component:
    """Quality, captions, low latency, statistics."""
    return _panel("SettingsPanel")


def statistics_panel() -> rx.Component:
    """All figures, when the viewer has turned them on."""
    return _panel("StatisticsPanel")


def help_button() -> rx.Component:
    """Opens the list of keys."""
    return _control("HelpButton")


def help_panel() -> rx.Component:
    """The list of keys."""
    return _panel("HelpPanel")


def picture_in_picture_button() -> rx.Component:
    """A small window over everything; nothing where the browser cannot."""
    return _control("PictureInPictureButton")


def theatre_button() -> rx.Component:
    """The page's wide layout; nothing without `on_theatre`."""
    return _control("TheatreButton")


def chat_button() -> rx.Component:
    """Shows and hides the page's chat; nothing without `on_chat`."""
    return _control("ChatButton")


def full_screen_button() -> rx.Component:
    """The whole screen."""
    return _control("FullScreenButton")


def unmute_button() -> rx.Component:
    """Offers the sound when the browser has refused it."""
    return _control("UnmuteButton")


def _phases(phases: Phase | Sequence[Phase]) -> list[str]:
    return [phases] if isinstance(phases, str) else list(phases)


def _control(tag: str, **props: Any) -> rx.Component:
    return _part(_Control, tag, (), props)


def _panel(tag: str, *children: rx.Component, **props: Any) -> rx.Component:
    return _part(_Panel, tag, children, props)


def _part(
    base: type[rx.Component], tag: str, children: Sequence[rx.Component], props: dict[str, Any]
) -> rx.Component:
    component = base.create(*children, **props)
    component.tag = tag
    return component
