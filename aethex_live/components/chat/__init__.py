"""The chat of a channel: one component for beside a stream, in the studio, and in a window of its own."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.card import ban_dialog, person_dialog
from aethex_live.components.chat.head import head, modes, pinned, typing
from aethex_live.components.chat.parts import messages, until, writing_box
from aethex_live.components.chat.people import people_drawer
from aethex_live.components.live import leave_with_page
from aethex_live.i18n import t
from aethex_live.state.chat import HELP, ChatForm, ChatPlace
from aethex_live.state.live import Live
from aethex_live.state.live_mods import ModLive
from aethex_live.state.viewer import Viewer


def chat_panel(bare: bool = False) -> rx.Component:
    """Messages, and the box to write one. The page enters `Live` and has a `report_dialog`.

    `bare` fills a window of its own.
    """
    return rx.el.section(
        ui.sheet("chat"),
        head(bare),
        pinned(),
        modes(),
        messages(),
        rx.el.div(
            typing(),
            rx.cond(
                Viewer.logged_in, rx.fragment(_barrier(), writing_box()), rx.cond(Viewer.known, _log_in())
            ),
            class_name="chat-foot",
        ),
        people_drawer(),
        person_dialog(),
        ban_dialog(),
        _help(),
        leave_with_page(ModLive),
        aria_label=t("Chat"),
        data_bare=bare,
        class_name="chat",
    )


def _barrier() -> rx.Component:
    """Why one cannot write, for how long, and what to do."""
    reason = rx.cond(ChatPlace.barred_why, rx.fragment(" ", t("Reason:"), " ", ChatPlace.barred_why))
    return rx.match(
        ChatPlace.barred,
        (
            "ban",
            rx.el.p(t("You are banned from this chat."), reason, role="status", class_name="chat-barrier"),
        ),
        (
            "timeout",
            rx.el.p(
                t("You may write again in"),
                " ",
                until(ChatPlace.barred_until),
                ".",
                reason,
                role="status",
                class_name="chat-barrier",
            ),
        ),
        rx.cond(
            (Live.modes["followers_minutes"] != None) & ~ChatPlace.follows & ~ChatPlace.exempt,  # noqa: E711
            rx.el.p(
                t("Only followers write here now."),
                " ",
                ui.button(t("Follow"), size="s", on_click=ChatPlace.follow),
                class_name="chat-barrier",
            ),
        ),
    )


def _log_in() -> rx.Component:
    return rx.el.p(
        ui.link_button(t("Log in to chat"), href=f"/login?next={rx.State.router.url.path}", wide=True),
        class_name="chat-log-in",
    )


def _help() -> rx.Component:
    return ui.dialog(
        rx.el.dl(
            rx.foreach(
                ChatForm.help,
                lambda each: rx.el.div(rx.el.dt(rx.el.code(each["usage"])), rx.el.dd(t(each["help"]))),
            ),
            class_name="ui-key-values chat-help",
        ),
        id=HELP,
        title=t("Commands"),
    )
