"""The creator's live desk: one honest state, the picture, what the stream is about, and how it ends."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import since, until
from aethex_live.components.channel.topic import topic_fields
from aethex_live.components.player import player
from aethex_live.i18n import t
from aethex_live.state.backstage import StreamBackstage
from aethex_live.state.live import Live
from aethex_live.state.stream_desk import StreamDesk


def stream_state() -> rx.Component:
    """One line that follows the encoder, for the bar that never scrolls away."""
    return rx.cond(
        StreamBackstage.known,
        rx.el.div(
            _dot(),
            rx.cond(StreamBackstage.started, since(StreamBackstage.started)),
            rx.el.span(
                rx.el.span(Live.viewers, class_name="ui-num"), " ", t("here now"), class_name="ui-muted"
            ),
            rx.cond(
                StreamBackstage.seen & ~StreamBackstage.silent,
                rx.cond(
                    StreamBackstage.advice.length() > 0,
                    ui.status_dot(t("Something is wrong"), tone="warn"),
                    ui.status_dot(t("The picture is fine"), tone="good"),
                ),
            ),
            rx.cond(
                (StreamBackstage.status != "") & ~StreamBackstage.external,
                ui.button(t("End stream"), kind="danger", size="s", on_click=ui.show("end-stream")),
            ),
            class_name="ui-inline studio-bar",
        ),
        rx.cond(StreamDesk.loaded & (StreamDesk.slug == ""), rx.fragment(), ui.skeleton("180px", "20px")),
    )


def desk_links() -> rx.Component:
    """The desks of all channels whose streams one runs, when there are several."""
    return rx.cond(
        StreamDesk.desks.length() > 1,
        rx.el.nav(
            rx.foreach(
                StreamDesk.desks,
                lambda each: rx.el.a(
                    each["name"],
                    href=f"/studio/stream?channel={each['slug']}",
                    class_name="ui-tab",
                    custom_attrs={"aria-current": rx.cond(StreamDesk.slug == each["slug"], "page", "false")},
                ),
            ),
            aria_label=t("Channels"),
            class_name="ui-tab-list",
        ),
    )


def state_panel() -> rx.Component:
    """The state in large, with what it means and the next step."""
    return rx.cond(StreamBackstage.known, _what_is_on(), ui.skeleton(height="96px"))


def _what_is_on() -> rx.Component:
    return rx.match(
        StreamBackstage.status,
        (
            "held",
            _state(
                "signal",
                t("Receiving your picture"),
                rx.cond(
                    StreamBackstage.grace_until,
                    until(StreamBackstage.grace_until, t("Encoder disconnected. Holding for {seconds} s.")),
                    t("Only you see it. Viewers see it when you say so."),
                ),
                ui.button(t("Go live"), kind="primary", icon_start="radio", on_click=StreamDesk.go_live),
            ),
        ),
        (
            "live",
            rx.cond(
                StreamBackstage.silent,
                _state(
                    "warn",
                    t("Nothing arrives"),
                    t(
                        "Your encoder is still connected, but sends nothing. Viewers wait; it goes on by itself."
                    ),
                ),
                _state(
                    "live",
                    t("You are live"),
                    rx.cond(
                        StreamBackstage.external,
                        t("The picture comes from another server."),
                        t("Everybody can watch."),
                    ),
                    ui.link_button(t("Open the page"), href=f"/streams/{StreamDesk.slug}"),
                ),
            ),
        ),
        (
            "reconnecting",
            _state(
                "warn",
                t("Encoder disconnected"),
                until(
                    StreamBackstage.grace_until,
                    t("Holding your stream for {seconds} s. It goes on by itself when the encoder is back."),
                ),
            ),
        ),
        (
            "ending",
            _state(
                "warn",
                t("Ending"),
                rx.cond(
                    StreamBackstage.grace_until,
                    until(
                        StreamBackstage.grace_until,
                        t("Your encoder has stopped. The stream ends in {seconds} s unless it comes back."),
                    ),
                    t("The stream is being closed."),
                ),
            ),
        ),
        (
            "test",
            _state("signal", t("Test stream"), t("Only you see it, nobody is told, nothing is recorded.")),
        ),
        _state(
            "neutral",
            t("Offline"),
            t("Start streaming in OBS. This follows your encoder within two seconds."),
            rx.cond(
                StreamDesk.own,
                ui.link_button(
                    t("Stream keys"),
                    href=f"/studio/keys?channel={StreamDesk.channel_id}",
                    icon_start="key_round",
                    kind="primary",
                ),
            ),
        ),
    )


def preview_panel() -> rx.Component:
    """What viewers see, or how to begin."""
    return ui.panel(
        rx.cond(
            StreamBackstage.preview,
            rx.el.div(
                player(StreamBackstage.preview, title=Live.title, compact=True, muted=True),
                class_name="studio-still",
            ),
            rx.fragment(
                rx.el.p(
                    rx.cond(
                        StreamDesk.own,
                        t("In OBS: Settings, Stream, Service “Custom”. Paste the server, and your key."),
                        t("The picture is here as soon as the channel's encoder sends."),
                    ),
                    class_name="ui-muted",
                ),
                rx.cond(StreamDesk.own, ui.key_values((t("Server"), StreamDesk.server), copy=(0,))),
            ),
        ),
        rx.cond(
            StreamBackstage.testing,
            ui.notice(t("A test key sends a picture too. Only you could see it."), tone="signal"),
        ),
        title=t("Preview"),
    )


def about_panel() -> rx.Component:
    """What the stream is about, this one and the next."""
    return ui.panel(
        ui.form(
            ui.counted_field(
                "title",
                t("Title"),
                max_length=140,
                default_value=StreamDesk.draft["title"],
                errors=StreamDesk.errors,
                required=True,
            ),
            ui.text_field(
                "now_playing",
                t("Now playing"),
                help=t("A track or a game, shown under the title. Empty: nothing is shown."),
                default_value=StreamDesk.draft["now_playing"],
                errors=StreamDesk.errors,
                optional=True,
            ),
            topic_fields(StreamDesk),
            ui.form_actions(ui.button(t("Save"), kind="primary", type="submit"), saved=StreamDesk.saved),
            on_submit=StreamDesk.save,
            errors=StreamDesk.errors,
            error=t(StreamDesk.errors["form"]),
        ),
        rx.el.p(
            t("Viewers see a change at once. It stays for your next streams."), class_name="ui-faint ui-small"
        ),
        title=t("About this stream"),
    )


def hold_panel() -> rx.Component:
    """Whether to go live at once."""
    return ui.panel(
        ui.switch(
            "hold",
            t("Wait for my click"),
            help=t("The next stream is shown when you press “Go live”, not as soon as the encoder connects."),
            checked=StreamDesk.hold,
            on_change=StreamDesk.wait_for_click,
        ),
        title=t("How you go live"),
    )


def source_panel() -> rx.Component:
    """The stream of another server in place of one's own."""
    return ui.panel(
        rx.cond(
            StreamDesk.source,
            rx.fragment(
                rx.el.p(StreamDesk.source, class_name="ui-num studio-address"),
                rx.cond(
                    StreamDesk.source_problem,
                    ui.notice(t(StreamDesk.source_problem), tone="warn"),
                    rx.fragment(),
                ),
                ui.button(t("Play my own streams again"), on_click=StreamDesk.remove_source),
            ),
            ui.form(
                ui.text_field(
                    "url",
                    t("HLS address"),
                    placeholder="https://live.example.com/stream/index.m3u8",
                    help=t("Your channel is live while that playlist moves. Your own encoder comes first."),
                    errors=StreamDesk.source_errors,
                    required=True,
                ),
                ui.button(t("Use this address"), type="submit"),
                on_submit=StreamDesk.choose_source,
                errors=StreamDesk.source_errors,
                error=t(StreamDesk.source_errors["form"]),
            ),
        ),
        title=t("Stream of another server"),
    )


def end_dialog() -> rx.Component:
    """Asks before the end."""
    return ui.confirm_dialog(
        rx.el.p(t("Viewers see that it is over. The recording stays.")),
        id="end-stream",
        title=t("End the stream?"),
        confirm=t("End stream"),
        on_confirm=[StreamDesk.end, ui.hide("end-stream")],
    )


def _dot() -> rx.Component:
    return rx.match(
        StreamBackstage.status,
        ("held", ui.status_dot(t("Receiving"), tone="signal", pulsing=True)),
        (
            "live",
            rx.cond(
                StreamBackstage.silent,
                ui.status_dot(t("Nothing arrives"), tone="warn"),
                ui.status_dot(t("You are live"), tone="live", pulsing=True),
            ),
        ),
        ("reconnecting", ui.status_dot(t("Encoder disconnected"), tone="warn")),
        ("ending", ui.status_dot(t("Ending"), tone="warn")),
        ("test", ui.status_dot(t("Test stream"), tone="signal")),
        ui.status_dot(t("Offline"), tone="neutral"),
    )


def _state(tone: str, title: ui.Text, text: ui.Child, *steps: rx.Component) -> rx.Component:
    return rx.el.section(
        rx.el.span(class_name="studio-lamp", aria_hidden="true"),
        rx.el.div(
            rx.el.h2(title, class_name="ui-h2"),
            rx.el.p(text, class_name="ui-muted"),
            class_name="studio-state-words",
        ),
        *steps,
        data_tone=tone,
        role="status",
        class_name="studio-state",
    )
