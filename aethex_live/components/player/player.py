"""The player of the site, put together from its parts."""

from typing import Any

import reflex as rx

from aethex_live.components.player import parts
from aethex_live.i18n import t


def player(src: rx.Var | str, *over: rx.Component, compact: bool = False, **props: Any) -> rx.Component:
    """Plays the HLS address `src` with all controls; `over` lies on the picture, below them.

    Props and events as `parts.frame` takes them. `compact` is for a small or embedded player: no theatre, no help.
    """
    page_wide = () if compact else (parts.help_button(), parts.chat_button(), parts.theatre_button())
    return parts.frame(
        src,
        *_veils(),
        *over,
        parts.statistics_panel(),
        *(() if compact else (parts.help_panel(),)),
        parts.when(
            ("loading", "playing", "stalled", "waiting", "ended"),
            parts.bar(
                parts.scrub_bar(),
                parts.row(
                    parts.play_button(),
                    parts.volume(),
                    parts.live_button(),
                    parts.time_shown(),
                    parts.gap(),
                    parts.captions_button(),
                    parts.settings_button(),
                    *page_wide,
                    parts.picture_in_picture_button(),
                    parts.full_screen_button(),
                ),
                parts.settings_panel(),
            ),
        ),
        parts.unmute_button(),
        **{"shortcuts": not compact, **props},
    )


def _veils() -> tuple[rx.Component, ...]:
    return (
        parts.veil("loading", t("The picture is coming"), spinning=True, light=True),
        parts.veil("stalled", t("Loading"), spinning=True, light=True),
        parts.veil("waiting", t("Reconnecting. The picture comes back by itself."), spinning=True),
        parts.veil("ended", t("The stream has ended.")),
        parts.veil("missing", t("This recording is no longer there."), alert=True),
        parts.veil("denied", t("This stream is private. Ask its creator for access."), alert=True),
        parts.veil(
            "failed",
            t("This browser cannot play the stream. Try a current Chrome, Firefox or Safari."),
            alert=True,
        ),
    )
