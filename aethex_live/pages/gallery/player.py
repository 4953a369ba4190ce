"""The player as the site has it, and another one made of the same parts, without JavaScript.

`/gallery/player?src=ADDRESS` plays the HLS address. docs/player.md explains the second one.
"""

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.player import parts, player

ADDRESS = rx.Var(
    "(typeof location === 'undefined' ? '' : (new URLSearchParams(location.search).get('src') ?? ''))"
)


def radio(src: rx.Var) -> rx.Component:
    """A player for music: one line of words, large buttons, no bar that fades."""
    return parts.frame(
        src,
        parts.veil(("loading", "stalled"), "Tuning in", spinning=True),
        parts.veil("waiting", "The studio is away. Stay tuned."),
        parts.when("ended", rx.el.p("Good night.", class_name="player-veil")),
        parts.unmute_button(),
        parts.bar(
            parts.row(
                parts.play_button(),
                parts.skip_button(-10, "Ten seconds back"),
                parts.live_button(),
                parts.volume(),
                parts.gap(),
                rx.el.span("Delay ", parts.figure("latency"), class_name="ui-small"),
            ),
        ),
        id="radio",
        title="Night radio",
        muted=True,
        shortcuts=False,
    )


def gallery_player() -> rx.Component:
    return layout.shell(
        player(
            ADDRESS, id="main", title="A stream", artist="A channel", on_theatre=rx.console_log("theatre")
        ),
        ui.panel(
            radio(ADDRESS),
            rx.el.div(
                ui.button("Ten seconds back", on_click=parts.tell("main", "skip", -10)),
                ui.button("To live", on_click=parts.tell("main", "goLive")),
                ui.button("Quiet", on_click=parts.tell("main", "setVolume", 0.2)),
                class_name="ui-inline",
            ),
            title="Made of parts",
        ),
        title="Player",
    )
