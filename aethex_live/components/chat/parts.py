"""The three parts of a chat that draw themselves in the browser: its messages, the box, the list of emoji in it.

What they mean is decided in Python: every prop and event is named here.
"""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.live import live_feed
from aethex_live.domain.chat import TEXT_LENGTH
from aethex_live.i18n import t
from aethex_live.scripts import beside
from aethex_live.state.chat import ChatForm, ChatHistory, ChatPeople, ChatPlace
from aethex_live.state.live import Live
from aethex_live.state.live_mods import ModLive
from aethex_live.state.user_card import ChatCard
from aethex_live.state.viewer import Viewer

beside(__name__, "line.jsx")
beside(__name__, "emoji_picker.jsx")


def _two(first: rx.Var[str], second: rx.Var[str]) -> tuple[rx.Var[str], rx.Var[str]]:
    return (first, second)


class _Log(rx.Component):
    library = beside(__name__, "log.jsx")
    tag = "ChatLog"
    alias = "UiChatLog"

    room: rx.Var[dict[str, str]]
    feed: rx.Var[dict[str, str]]
    me: rx.Var[str]
    moderates: rx.Var[bool]
    hidden: rx.Var[list[str]]
    page: rx.Var[dict]
    moved: rx.Var[dict]
    my_id: rx.Var[str]
    removals: rx.Var[int]
    labels: rx.Var[dict[str, str]]
    on_place: rx.EventHandler[rx.event.no_args_event_spec]
    on_older: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_person: rx.EventHandler[_two]
    on_delete: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_pin: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_timeout: rx.EventHandler[rx.event.passthrough_event_spec(str)]
    on_ban: rx.EventHandler[_two]


class _Box(rx.Component):
    library = beside(__name__, "box.jsx")
    tag = "ChatBox"
    alias = "UiChatBox"

    labels: rx.Var[dict[str, str]]
    most: rx.Var[int]
    people: rx.Var[list[dict]]
    commands: rx.Var[list[dict]]
    problem: rx.Var[str]
    answered: rx.Var[int]
    wait: rx.Var[float]
    barred: rx.Var[bool]
    on_send: rx.EventHandler[rx.event.passthrough_event_spec(dict)]
    on_typing: rx.EventHandler[rx.event.no_args_event_spec]
    on_names: rx.EventHandler[rx.event.passthrough_event_spec(str)]


_SMALL = beside(__name__, "small.jsx")


class _Until(rx.Component):
    library = _SMALL
    tag = "Until"
    alias = "UiChatUntil"

    at: rx.Var[str]


class _Moment(rx.Component):
    library = _SMALL
    tag = "Moment"
    alias = "UiChatMoment"

    at: rx.Var[str]


class _Writer(rx.Component):
    library = _SMALL
    tag = "Writer"
    alias = "UiChatWriter"

    text: rx.Var[str]


def messages() -> rx.Component:
    """All messages; moderators see deleted ones too, struck out."""
    return _Log.create(
        room=live_feed(Live.messages),
        feed=rx.cond(ChatPlace.moderates, live_feed(ModLive.messages), live_feed(Live.messages)),
        me=Viewer.username.lower(),
        moderates=ChatPlace.moderates,
        hidden=ChatPlace.hidden,
        page={"before": ChatHistory.before, "entries": ChatHistory.entries, "more": ChatHistory.more},
        moved=Live.moved,
        my_id=ChatPlace.me,
        removals=Live.removals,
        labels=_log_labels(),
        on_place=ChatPlace.load,
        on_older=ChatHistory.older,
        on_person=ChatCard.open,
        on_delete=ChatForm.delete,
        on_pin=ChatForm.pin,
        on_timeout=ChatCard.time_out_at_once,
        on_ban=ChatCard.open_ban,
    )


def writing_box() -> rx.Component:
    """Where a message is written."""
    return _Box.create(
        labels=_box_labels(),
        most=TEXT_LENGTH,
        people=ChatPeople.offered,
        commands=ChatPlace.commands,
        problem=t(ChatForm.problem),
        answered=ChatForm.answered,
        wait=rx.cond(
            ChatForm.problem,
            ChatForm.wait,
            rx.cond(ChatPlace.exempt | (ChatForm.answered == 0), 0.0, Live.modes["slow_seconds"].to(float)),
        ),
        barred=ChatPlace.barred != "",
        on_send=ChatForm.send,
        on_typing=ChatForm.typing,
        on_names=ChatPeople.offer,
    )


def until(at: rx.Var) -> rx.Component:
    """How long it is until a time, counting down."""
    return _Until.create(at=at)


def moment(at: rx.Var) -> rx.Component:
    """A day and a time, as the reader's language writes it."""
    return _Moment.create(at=at)


def writer(*children: ui.Child, text: ui.Text) -> rx.Component:
    """A button that closes its dialog and puts `text` into the box."""
    return _Writer.create(*children, text=text)


def role_name(role: rx.Var) -> rx.Var:
    """A role on a channel, in the reader's language."""
    names = (
        ("owner", t("Creator")),
        ("editor", t("Editor")),
        ("moderator", t("Moderator")),
        ("vip", t("VIP")),
    )
    return rx.match(role, *names, t("Viewer"))


def _log_labels() -> dict[str, rx.Var]:
    return {
        "messages": t("Messages"),
        "empty": t("Nobody has said anything yet. Say hello."),
        "start": t("This is where the chat begins."),
        "oneNew": t("1 new message"),
        "manyNew": t("{n} new messages"),
        "tools": t("What to do with this message"),
        "answer": t("Reply"),
        "delete": t("Delete"),
        "pin": t("Pin"),
        "timeout": t("Time out for 10 minutes"),
        "ban": t("Ban"),
        "person": t("Who is this?"),
        "deleted": t("deleted"),
        "announcement": t("Announcement"),
        "cleared": t("A moderator has cleared the chat."),
        **badge_names(),
    }


def badge_names() -> dict[str, rx.Var]:
    """What the signs before a name mean."""
    return {
        "owner": t("Creator"),
        "editor": t("Editor"),
        "moderator": t("Moderator"),
        "vip": t("VIP"),
        "staff": t("Staff"),
        "verified": t("Verified"),
    }


def _box_labels() -> dict[str, rx.Var]:
    return {
        "text": t("Your message"),
        "placeholder": t("Say something"),
        "send": t("Send"),
        "emoji": t("Emoji"),
        "findEmoji": t("Find emoji"),
        "noEmoji": t("No emoji of this name."),
        "offers": t("Suggestions"),
        "answering": t("Replying to"),
        "noAnswer": t("Do not reply"),
    }
