"""What stands above and below the messages: title, pinned message, modes, who is typing."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.people import DRAWER
from aethex_live.i18n import t
from aethex_live.state.chat import ChatForm, ChatPeople, ChatPlace
from aethex_live.state.live import Live

_SIZE = "popup,width=400,height=720"


def head(bare: bool) -> rx.Component:
    """The title, who is here, and where else the chat can be."""
    address = f"/chat/{ChatPlace.slug}"
    more = ui.menu(
        ui.menu_item(
            t("Open in a window of its own"),
            icon_name="external_link",
            on_click=rx.call_function(f"() => window.open('/chat/' + {ChatPlace.slug!s}, 'chat', '{_SIZE}')"),
        ),
        rx.cond(
            ChatPlace.moderates,
            ui.menu_item(t("Moderation"), icon_name="shield", href=f"/studio/moderation/{ChatPlace.slug}"),
        ),
        label=t("More about the chat"),
    )
    return rx.el.header(
        rx.el.h1(t("Chat"), class_name="ui-h3") if bare else rx.el.h2(t("Chat"), class_name="ui-h3"),
        ui.icon_button("users", t("Who is here"), size="s", on_click=[ChatPeople.load, ui.show(DRAWER)]),
        rx.cond(ChatPlace.known, more) if not bare else rx.fragment(),
        class_name="chat-head",
        data_address=address,
    )


def pinned() -> rx.Component:
    """The message that stays in sight."""
    message = Live.pinned
    return rx.cond(
        message,
        rx.el.div(
            rx.el.div(
                rx.el.p(ui.icon("pin", size=12), t("Pinned by the channel"), class_name="ui-label"),
                rx.el.p(rx.el.strong(message["name"]), ": ", message["text"]),
            ),
            rx.cond(ChatPlace.pins, ui.icon_button("x", t("Unpin"), size="s", on_click=ChatForm.unpin)),
            class_name="chat-pinned",
        ),
    )


def modes() -> rx.Component:
    """What the channel asks of those who write now."""
    modes = Live.modes
    minutes = modes["followers_minutes"]
    return rx.el.div(
        rx.cond(modes["slow_seconds"], _sign("timer", t("Slow: {n} s", n=modes["slow_seconds"]))),
        rx.cond(
            minutes != None,  # noqa: E711
            _sign("heart", rx.cond(minutes, t("Followers only, {n} min", n=minutes), t("Followers only"))),
        ),
        rx.cond(
            modes["account_minutes"],
            _sign("hourglass", t("Accounts older than {n} min", n=modes["account_minutes"])),
        ),
        rx.cond(modes["verified_only"], _sign("mail_check", t("Confirmed e-mail only"))),
        rx.cond(modes["emote_only"], _sign("smile", t("Emoji only"))),
        rx.cond(modes["unique_only"], _sign("fingerprint", t("No repeats"))),
        class_name="chat-modes",
        role="status",
    )


def typing() -> rx.Component:
    """Who writes just now."""
    people = Live.typing["people"].to(list[dict[str, str]])
    more = Live.typing["more"].to(int)
    return rx.el.p(
        rx.cond(
            people.length() > 0,
            rx.fragment(
                rx.match(
                    people.length() + more,
                    (1, t("{name} is typing", name=people[0]["name"])),
                    (2, t("{name} and {other} are typing", name=people[0]["name"], other=people[1]["name"])),
                    t("{n} people are typing", n=people.length() + more),
                ),
                "…",
            ),
        ),
        class_name="chat-typing",
    )


def _sign(icon: str, text: rx.Var) -> rx.Component:
    return ui.badge(text, icon_name=icon)
