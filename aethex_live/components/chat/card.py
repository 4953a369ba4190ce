"""The card of somebody in the chat, and what moderators can do from it."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.chat.parts import moment, role_name, until, writer
from aethex_live.components.follow import person_follow
from aethex_live.components.moderation.words import act_name
from aethex_live.i18n import t
from aethex_live.state.chat import ChatForm, ChatPlace
from aethex_live.state.report import ReportForm
from aethex_live.state.user_card import BAN, CARD, Acted, ChatCard, Noted, Said
from aethex_live.state.user_follow import CardFollow
from aethex_live.state.viewer import Viewer


def person_dialog() -> rx.Component:
    """Who somebody is, what they wrote here, and what can be done."""
    return ui.dialog(
        _who(),
        rx.cond(Viewer.logged_in & ~ChatCard.own, _for_everybody()),
        rx.cond(ChatCard.whole, rx.el.div(_standing(), rx.cond(~ChatCard.own, _powers()), _record())),
        id=CARD,
        title=ChatCard.name,
    )


def ban_dialog() -> rx.Component:
    """Asks before a ban."""
    return ui.dialog(
        rx.el.p(
            t("{name} cannot write here any more, on any device, until you lift it.", name=ChatCard.name)
        ),
        ui.form(
            ui.text_field(
                "reason",
                t("Reason"),
                help=t("The person concerned will read it."),
                errors=ChatCard.errors,
                optional=True,
                id="chat-ban-reason",
            ),
            rx.el.div(
                ui.button(t("Cancel"), on_click=ui.hide(BAN)),
                ui.button(t("Ban"), kind="destroy", type="submit"),
                class_name="ui-form-actions",
            ),
            on_submit=ChatCard.ban,
            errors=ChatCard.errors,
            reset_on_submit=True,
        ),
        id=BAN,
        title=t("Ban {name}?", name=ChatCard.name),
    )


def _who() -> rx.Component:
    return rx.el.div(
        ui.avatar(ChatCard.name, ChatCard.avatar, size="l"),
        rx.el.div(
            rx.el.p(
                ui.link("@", ChatCard.username, href=f"/users/{ChatCard.username}"),
                rx.cond(ChatCard.verified, ui.verified_mark()),
                rx.cond(
                    ChatCard.whole & (ChatCard.role != "viewer"),
                    ui.badge(role_name(ChatCard.role), tone="signal"),
                ),
                class_name="ui-inline",
            ),
            rx.el.p(
                rx.cond(ChatCard.since, t("Here since {day}", day=ChatCard.since), ""),
                rx.cond(
                    ChatCard.follows_since,
                    rx.fragment(" · ", t("follows since {day}", day=ChatCard.follows_since)),
                ),
                rx.cond(ChatCard.whole, rx.fragment(" · ", t("{n} messages here", n=ChatCard.count))),
                class_name="ui-muted ui-small",
            ),
        ),
        class_name="chat-card-who",
    )


def _for_everybody() -> rx.Component:
    report = rx.cond(
        ChatCard.message_id,
        ReportForm.begin("message", ChatCard.message_id, ChatCard.name),
        ReportForm.begin("user", ChatCard.id, ChatCard.name),
    )
    return rx.el.div(
        person_follow(CardFollow, size="s", kind="quiet"),
        writer(t("Mention"), text=f"@{ChatCard.username}"),
        ui.button(
            rx.cond(ChatCard.hidden, t("Unblock"), t("Block")),
            size="s",
            icon_start="eye_off",
            on_click=ChatCard.toggle_block,
        ),
        ui.button(t("Report"), size="s", icon_start="flag", on_click=[ui.hide(CARD), report]),
        class_name="ui-inline chat-card-acts",
    )


def _standing() -> rx.Component:
    return rx.match(
        ChatCard.banned,
        (
            "ban",
            ui.notice(
                ChatCard.banned_why,
                title=t("Banned"),
                tone="live",
                action=ui.button(t("Lift"), size="s", on_click=ChatCard.unban),
            ),
        ),
        (
            "timeout",
            ui.notice(
                rx.fragment(until(ChatCard.banned_until), " ", ChatCard.banned_why),
                title=t("Timed out"),
                tone="warn",
                action=ui.button(t("Lift"), size="s", on_click=ChatCard.unban),
            ),
        ),
        rx.fragment(),
    )


def _powers() -> rx.Component:
    presets = (
        ("30s", "30 s"),
        ("1m", "1 min"),
        ("10m", "10 min"),
        ("1h", "1 h"),
        ("1d", "1 d"),
        ("7d", "7 d"),
    )
    return rx.el.div(
        rx.el.p(t("Time out"), class_name="ui-label"),
        rx.el.div(
            *[
                ui.button(
                    rx.el.span(words, class_name="ui-num"), size="s", on_click=ChatCard.time_out(length)
                )
                for length, words in presets
            ],
            role="group",
            aria_label=t("Time out"),
            class_name="ui-inline",
        ),
        ui.details(
            t("Another time, with a reason"),
            ui.form(
                ui.text_field(
                    "length", t("How long"), placeholder="2h", errors=ChatCard.errors, id="chat-card-length"
                ),
                ui.text_field(
                    "reason", t("Reason"), errors=ChatCard.errors, optional=True, id="chat-card-reason"
                ),
                ui.button(t("Time out"), type="submit"),
                on_submit=ChatCard.time_out_own,
                errors=ChatCard.errors,
            ),
        ),
        rx.el.div(
            ui.button(t("Delete all their messages"), size="s", kind="danger", on_click=ChatCard.delete_all),
            ui.button(t("Ban"), size="s", kind="danger", on_click=ui.show(BAN)),
            _role_button("vip", t("Make VIP"), ChatPlace.gives_vip & (ChatCard.role == "viewer")),
            _role_button(
                "moderator", t("Make moderator"), ChatPlace.gives_roles & (ChatCard.role == "viewer")
            ),
            _role_button(
                "viewer",
                t("Take their role"),
                ((ChatCard.role == "vip") & ChatPlace.gives_vip)
                | (((ChatCard.role == "moderator") | (ChatCard.role == "editor")) & ChatPlace.gives_roles),
            ),
            class_name="ui-inline chat-card-acts",
        ),
        class_name="ui-stack",
    )


def _role_button(role: str, words: rx.Var, offered: rx.Var) -> rx.Component:
    return rx.cond(offered, ui.button(words, size="s", on_click=ChatCard.give_role(role)))


def _record() -> rx.Component:
    return ui.tabs(
        (
            "messages",
            t("Messages"),
            rx.el.ul(
                rx.foreach(ChatCard.last, _said),
                tab_index=0,
                aria_label=t("Their messages here"),
                class_name="chat-card-list",
            ),
        ),
        ("acts", t("Measures"), rx.el.ul(rx.foreach(ChatCard.acts, _acted), class_name="chat-card-list")),
        (
            "notes",
            t("Notes"),
            rx.el.div(
                rx.el.ul(rx.foreach(ChatCard.notes, _noted), class_name="chat-card-list"),
                ui.form(
                    ui.counted_field(
                        "note",
                        t("New note"),
                        max_length=500,
                        help=t("Seen by this channel's moderators only."),
                        errors=ChatCard.errors,
                        id="chat-card-note",
                    ),
                    ui.button(t("Write down"), type="submit"),
                    on_submit=ChatCard.add_note,
                    reset_on_submit=True,
                ),
            ),
        ),
        label=t("What is known of them here"),
    )


def _said(each: rx.Var[Said]) -> rx.Component:
    return rx.el.li(
        moment(each["at"]),
        rx.el.span(each["text"], data_deleted=each["deleted"], class_name="chat-card-text"),
        rx.cond(
            ~each["deleted"],
            ui.icon_button("trash_2", t("Delete"), size="s", on_click=ChatForm.delete(each["id"])),
        ),
    )


def _acted(each: rx.Var[Acted]) -> rx.Component:
    return rx.el.li(
        moment(each["at"]),
        rx.el.span(
            act_name(each["kind"]),
            rx.cond(each["by"], rx.fragment(" · @", each["by"])),
            rx.cond(
                each["reason"], rx.fragment(": ", rx.cond(each["by"], each["reason"], t(each["reason"])))
            ),
        ),
    )


def _noted(each: rx.Var[Noted]) -> rx.Component:
    return rx.el.li(
        moment(each["at"]),
        rx.el.span(each["text"], " ", rx.el.span("@", each["by"], class_name="ui-faint")),
        ui.icon_button("trash_2", t("Delete"), size="s", on_click=ChatCard.delete_note(each["id"])),
    )
