"""The player as the site has it, and another one made of the same parts, without JavaScript.

`/gallery/player?src=ADDRESS` plays the HLS address. docs/player.md explains the second one.
"""

import reflex as rx
from reflex_base.utils.imports import ImportVar
from reflex_base.vars import VarData

from aethex_live.components import layout, ui
from aethex_live.components.player import parts, player

# What is in the address is known in the browser alone: a built page begins without.
_READ = "new URLSearchParams(location.search).get('src') ?? ''"
ADDRESS = rx.Var(
    "address",
    _var_type=str,
    _var_data=VarData(
        imports={"react": [ImportVar(tag="useSyncExternalStore")]},
        hooks={f"const address = useSyncExternalStore(() => () => {{}}, () => {_READ}, () => '');": None},
    ),
)


def radio(src: rx.Var) -> rx.Component:
    """A player for music: its own words, skipping by hand, the delay as a number."""
    return parts.frame(
        src,
        parts.veil(("loading", "stalled"), "Tuning in", spinning=True),
        parts.veil("waiting", "The studio is away. Stay tuned."),
        parts.veil("ended", "Good night."),
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
