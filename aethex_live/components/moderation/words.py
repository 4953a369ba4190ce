"""What moderators do and meet, in the reader's language."""

import reflex as rx

from aethex_live.domain.moderation import ActKind
from aethex_live.i18n import t


def act_names() -> list[tuple[str, rx.Var]]:
    """Everything that a channel's log can say."""
    return [
        (ActKind.MESSAGE_DELETED, t("Message deleted")),
        (ActKind.MESSAGES_DELETED, t("All messages of a person deleted")),
        (ActKind.MESSAGE_REFUSED, t("Message refused")),
        (ActKind.CHAT_CLEARED, t("Chat cleared")),
        (ActKind.TIMED_OUT, t("Timed out")),
        (ActKind.BANNED, t("Banned")),
        (ActKind.UNBANNED, t("May write again")),
        (ActKind.HELD_APPROVED, t("Held message approved")),
        (ActKind.HELD_REJECTED, t("Held message rejected")),
        (ActKind.MODES_CHANGED, t("Chat modes changed")),
        (ActKind.RULES_CHANGED, t("Auto-moderation changed")),
        (ActKind.PINNED, t("Message pinned")),
        (ActKind.UNPINNED, t("Message unpinned")),
        (ActKind.ANNOUNCED, t("Announcement")),
        (ActKind.ROLE_GIVEN, t("Role given")),
        (ActKind.ROLE_TAKEN, t("Role taken")),
        (ActKind.NOTE_ADDED, t("Note written")),
        (ActKind.REPORT_DECIDED, t("Report decided")),
    ]


def act_name(kind: rx.Var) -> rx.Var:
    """What was done."""
    return rx.match(kind, *[(value.value, words) for value, words in act_names()], kind)


def reason_of(act: rx.Var) -> rx.Var:
    """Why: in a person's own words, or what auto-moderation says."""
    return rx.cond(act["actor"], act["reason"], t(act["reason"]))


def report_state(state: rx.Var) -> rx.Var:
    """What has become of a report."""
    return rx.match(state, ("accepted", t("Accepted")), ("rejected", t("Not followed")), t("Open"))
