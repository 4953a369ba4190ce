"""Who is in the chat."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.parts import role_name
from aethex_live.i18n import t
from aethex_live.state.chat import ChatPeople, Person
from aethex_live.state.live import Live
from aethex_live.state.user_card import ChatCard

DRAWER = "chat-people"


def people_drawer() -> rx.Component:
    """Everybody who is logged in and here, by role, and how many watch without a name."""
    return ui.drawer(
        rx.el.p(
            t("{n} here, {known} of them logged in", n=_here(), known=ChatPeople.known),
            class_name="ui-muted",
        ),
        ui.text_field(
            "words",
            t("Find somebody"),
            type="search",
            id="chat-people-words",
            auto_complete="off",
            on_change=ChatPeople.search.debounce(250),
        ),
        rx.el.ul(rx.foreach(ChatPeople.people, _person), class_name="chat-people"),
        rx.cond(
            ChatPeople.people.length() == 0, rx.el.p(t("Nobody of this name is here."), class_name="ui-faint")
        ),
        id=DRAWER,
        title=t("Who is here"),
    )


def _person(person: rx.Var[Person]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            ui.avatar(person["name"], person["avatar"], size="s"),
            rx.el.span(person["name"], class_name="ui-truncate"),
            rx.cond(person["role"] != "viewer", ui.badge(role_name(person["role"]), tone="signal")),
            rx.cond(person["staff"], ui.badge(t("Staff"), tone="reward")),
            type="button",
            on_click=ChatCard.open(person["username"], ""),
            class_name="chat-person",
        )
    )


def _here() -> rx.Var:
    """Whoever looks after the stream at their desk is here too, and watches nothing."""
    return rx.cond(Live.viewers > ChatPeople.known, Live.viewers, ChatPeople.known)
