"""How the stream does: figures from the encoder, graphs, and what to do when something is wrong."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.graph import graph, numbers_behind
from aethex_live.i18n import t
from aethex_live.state.backstage import StreamBackstage
from aethex_live.state.live import Live


def health_panel() -> rx.Component:
    """What arrives from the encoder, every second."""
    return ui.panel(
        rx.cond(
            StreamBackstage.seen,
            rx.el.div(
                rx.cond(
                    StreamBackstage.advice.length() > 0,
                    rx.fragment(rx.foreach(StreamBackstage.advice, _advice)),
                    ui.notice(t("Nothing is wrong with what your encoder sends."), tone="good"),
                ),
                graph(StreamBackstage.bitrates, t("Bitrate"), unit="kbit/s"),
                _figures(),
                class_name="ui-stack",
            ),
            rx.el.p(
                t("Bitrate, frames, keyframes, sound and delay stand here as soon as your encoder sends."),
                class_name="ui-muted",
            ),
        ),
        title=t("Health"),
    )


def viewers_panel() -> rx.Component:
    """Who watches, now and minute by minute."""
    return ui.panel(
        rx.el.div(
            ui.stat(t("Viewers now"), Live.viewers),
            ui.stat(t("Peak"), StreamBackstage.peak),
            class_name="studio-figures",
        ),
        graph(
            StreamBackstage.curve,
            t("Most at once, by minute"),
            unit="",
            empty=t("The curve begins with your stream."),
            tone="live",
        ),
        rx.cond(
            StreamBackstage.curve.length() > 0,
            numbers_behind(StreamBackstage.curve, StreamBackstage.curve_first),
        ),
        title=t("Viewers"),
    )


def _advice(advice: rx.Var) -> rx.Component:
    return rx.cond(
        advice["severity"].to(int) >= 3,
        ui.notice(rx.el.p(t(advice["fix"])), title=t(advice["what"]), tone="live"),
        ui.notice(rx.el.p(t(advice["fix"])), title=t(advice["what"]), tone="warn"),
    )


def _figures() -> rx.Component:
    figures = StreamBackstage.figures
    rows = (
        (t("Bitrate"), figures["bitrate"]),
        (t("Picture"), figures["picture"]),
        (t("Frames"), figures["frames"]),
        (t("Keyframe interval"), figures["keyframes"]),
        (t("Codecs"), figures["codecs"]),
        (t("Loudness"), figures["loudness"]),
        (t("Late by"), figures["delay"]),
        (t("Jumps in this second"), figures["jumps"]),
    )
    return rx.el.dl(
        *[rx.el.div(rx.el.dt(label), rx.el.dd(value, class_name="ui-num")) for label, value in rows],
        class_name="studio-figures",
    )
