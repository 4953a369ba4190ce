"""Settings: people of whom one wants to see nothing, and one's reports."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.moderation.words import report_state
from aethex_live.components.settings.frame import settings_page
from aethex_live.i18n import t
from aethex_live.state.block import BlockedPerson, Blocks, OwnReport
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/settings/blocked",
    title="Blocked people · AeThex LIVE",
    on_load=[Viewer.require, Viewer.load, Blocks.load],
)
def blocked() -> rx.Component:
    return settings_page(
        ui.panel(
            rx.el.p(
                t("You see nothing that they write, anywhere. They are not told."), class_name="ui-muted"
            ),
            ui.form(
                ui.text_field("username", t("Username"), errors=Blocks.errors, auto_complete="off"),
                ui.button(t("Block"), type="submit"),
                on_submit=Blocks.block,
                errors=Blocks.errors,
                reset_on_submit=True,
            ),
            rx.el.ul(rx.foreach(Blocks.people, _person), class_name="mod-list"),
            _none(Blocks.people, t("You have blocked nobody.")),
            title=t("Blocked people"),
        ),
        ui.panel(
            rx.el.ul(rx.foreach(Blocks.reports, _report), class_name="mod-list"),
            _none(Blocks.reports, t("You have reported nothing.")),
            title=t("Your reports"),
        ),
        title=t("Blocked people"),
    )


def _person(each: rx.Var[BlockedPerson]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            ui.avatar(each["name"], each["avatar"], size="s"),
            ui.link(each["name"], href=f"/users/{each['username']}"),
            rx.el.span(t("since {day}", day=each["since"]), class_name="ui-faint ui-small"),
            class_name="ui-inline",
        ),
        ui.button(t("Unblock"), size="s", on_click=Blocks.unblock(each["username"])),
    )


def _report(each: rx.Var[OwnReport]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.strong(each["name"]),
            " ",
            rx.el.span(each["at"], class_name="ui-faint ui-small"),
            rx.cond(each["snapshot"], rx.el.p(each["snapshot"], class_name="mod-words")),
            rx.cond(each["answer"], rx.el.p(each["answer"], class_name="ui-muted")),
        ),
        ui.badge(report_state(each["state"])),
    )


def _none(things: rx.Var, words: ui.Text) -> rx.Component:
    """Says so when there are none, once that is known."""
    return rx.cond(
        Blocks.loaded,
        rx.cond(things.length() == 0, rx.el.p(words, class_name="ui-faint")),
        ui.skeleton_rows(1),
    )
