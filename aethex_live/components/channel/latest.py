"""What is on now, and how the last streams went."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import moment, since
from aethex_live.i18n import t
from aethex_live.state.stream_overview import StreamOverview, StreamRow


def on_now() -> rx.Component:
    """Each stream that is on; without any, the way to one."""
    return rx.cond(
        StreamOverview.on,
        rx.fragment(rx.foreach(StreamOverview.on, _on)),
        rx.cond(
            StreamOverview.loaded,
            ui.panel(
                rx.el.p(
                    t("Nothing is on. Title, key and preview are on the stream page."), class_name="ui-muted"
                ),
                title=t("Go live"),
                action=ui.link_button(
                    t("Go live"), href="/studio/stream", kind="primary", icon_start="radio_tower"
                ),
            ),
            ui.skeleton_rows(2),
        ),
    )


def last_streams() -> rx.Component:
    """The newest streams with their figures."""
    return rx.cond(
        StreamOverview.past,
        rx.el.section(
            rx.el.h2(t("Last streams"), class_name="ui-h2"),
            ui.table(
                (
                    ui.Column(t("Title")),
                    ui.Column(t("Started")),
                    ui.Column(t("Length"), kind="number"),
                    ui.Column(t("Peak"), kind="number"),
                ),
                StreamOverview.past,
                _past,
                caption=t("Last streams"),
            ),
            class_name="ui-section",
        ),
    )


def _on(row: rx.Var[StreamRow]) -> rx.Component:
    return ui.panel(
        rx.el.div(
            rx.cond(row["status"] == "held", ui.badge(t("Receiving"), tone="signal"), ui.live_badge()),
            since(row["started"]),
            rx.el.span(
                rx.el.span(row["viewers"], class_name="ui-num"), " ", t("watching"), class_name="ui-muted"
            ),
            rx.el.span(t("Peak"), " ", rx.el.span(row["peak"], class_name="ui-num"), class_name="ui-muted"),
            class_name="ui-inline",
        ),
        title=row["title"],
        action=ui.link_button(t("Open the desk"), href="/studio/stream", kind="primary"),
    )


def _past(row: rx.Var[StreamRow]) -> tuple[ui.Child, ...]:
    title = ui.link(row["title"], href=f"/streams/{row['slug']}")
    return title, moment(row["started"]), row["length"], row["peak"]
