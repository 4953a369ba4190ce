"""The player: hls.js behind our own controls. What a page decides about it is a prop or an event."""

from typing import Any

import reflex as rx

from aethex_live.i18n import t


class _Player(rx.NoSSRComponent):
    library = rx.asset("player.jsx", shared=True).importable_path
    tag = "Player"
    lib_dependencies: list[str] = ["hls.js@1.7.4"]

    src: rx.Var[str]
    poster: rx.Var[str]
    title: rx.Var[str]
    artist: rx.Var[str]
    artwork: rx.Var[str]
    labels: rx.Var[dict[str, str]]
    storyboard: rx.Var[list[dict[str, Any]]]
    auto_play: rx.Var[bool]
    compact: rx.Var[bool]
    heartbeat: rx.Var[str]
    theatre: rx.Var[bool]
    on_theatre: rx.EventHandler[rx.event.no_args_event_spec]
    on_phase: rx.EventHandler[rx.event.passthrough_event_spec(str)]


def player(src: rx.Var | str, **props: Any) -> rx.Component:
    """Plays the HLS address `src`.

    `poster`, `title`, `artist` and `artwork` are what is shown before the picture and on a lock screen;
    `heartbeat` is an address that is called every ten seconds while it plays; `theatre` and `on_theatre`
    belong to the page's wide layout; `compact` leaves out what a small or embedded player does not need;
    `on_phase` tells loading, playing, stalled, waiting, ended or failed.
    """
    return _Player.create(src=src, labels=_labels(), **props)


def _labels() -> dict[str, rx.Var]:
    return {
        "loading": t("The picture is coming"),
        "reconnecting": t("Reconnecting. The picture comes back by itself."),
        "failed": t("This browser cannot play the stream. Try a current Chrome, Firefox or Safari."),
        "ended": t("The stream has ended."),
        "play": t("Play"),
        "pause": t("Pause"),
        "mute": t("Mute"),
        "unmute": t("Turn on the sound"),
        "volume": t("Volume"),
        "position": t("Position"),
        "live": t("LIVE"),
        "goLive": t("Jump to live"),
        "captions": t("Captions"),
        "settings": t("Playback settings"),
        "pictureInPicture": t("Picture in picture"),
        "theatre": t("Theatre"),
        "fullScreen": t("Full screen"),
        "quality": t("Quality"),
        "automatic": t("Automatic"),
        "audioOnly": t("Audio only"),
        "lowLatency": t("Low latency"),
        "statistics": t("Statistics"),
        "latency": t("Behind the encoder"),
        "buffer": t("Buffer"),
        "picture": t("Picture"),
        "codecs": t("Codecs"),
        "bitrate": t("Bitrate"),
        "bandwidth": t("Your line"),
        "dropped": t("Dropped frames"),
        "stalls": t("Stalls"),
        "firstFrame": t("First picture after"),
    }
