"""The chat beside a stream."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.live import live_list
from aethex_live.i18n import t
from aethex_live.state.chat import ChatForm
from aethex_live.state.live import ChatEntry, Live
from aethex_live.state.viewer import Viewer


class _ChatLog(rx.Component):
    library = rx.asset("chat.jsx", shared=True).importable_path
    tag = "ChatLog"

    count: rx.Var[str]
    label: rx.Var[str]
    new_label: rx.Var[str]


def chat() -> rx.Component:
    """Messages, and the box to write one."""
    return rx.el.section(
        rx.el.header(rx.el.h2(t("Chat"), class_name="ui-h3"), class_name="chat-head"),
        _log(),
        rx.cond(Viewer.logged_in, _writing(), _log_in()),
        aria_label=t("Chat"),
        class_name="chat",
    )


@rx.memo
def chat_line(entry: rx.Var[ChatEntry]) -> rx.Component:
    """One message."""
    return rx.el.div(
        rx.el.time(entry["time"], class_name="chat-time ui-num"),
        rx.cond(entry["badges"].contains("owner"), ui.badge(t("Creator"), tone="signal")),
        rx.cond(entry["badges"].contains("staff"), ui.badge(t("Staff"), tone="reward")),
        rx.el.a(entry["name"], href=f"/users/{entry['author']}", class_name="chat-name"),
        rx.cond(entry["badges"].contains("verified"), ui.verified_mark()),
        rx.el.span(entry["text"], class_name="chat-text"),
        rx.el.button(
            ui.icon("trash_2", label=t("Delete")),
            type="button",
            on_click=ChatForm.delete(entry["id"]),
            class_name="chat-delete",
        ),
        class_name="chat-line",
    )


def _log() -> rx.Component:
    messages = live_list(Live.messages, ChatEntry)
    return _ChatLog.create(
        rx.foreach(messages, lambda entry: chat_line(entry=entry)),
        count=rx.cond(messages.length() > 0, messages[-1]["id"], ""),
        label=t("Messages"),
        new_label=t("New messages"),
    )


def _writing() -> rx.Component:
    return rx.el.form(
        rx.el.label(t("Your message"), html_for="chat-text", class_name="ui-hidden-visually"),
        rx.el.input(
            name="text",
            placeholder=t("Say something"),
            auto_complete="off",
            max_length=500,
            class_name="ui-input",
            custom_attrs={"id": "chat-text"},
        ),
        ui.icon_button("send_horizontal", t("Send"), type="submit"),
        rx.cond(
            ChatForm.problem,
            rx.el.p(t(ChatForm.problem), role="alert", class_name="ui-field-error chat-problem"),
        ),
        on_submit=ChatForm.send,
        class_name="chat-form",
    )


def _log_in() -> rx.Component:
    return rx.el.p(
        ui.link_button(t("Log in to chat"), href=f"/login?next={rx.State.router.url.path}", wide=True),
        class_name="chat-form",
    )
