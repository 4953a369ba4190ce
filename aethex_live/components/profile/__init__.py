"""A person's public page."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.browse import channel_card
from aethex_live.components.follow.lists import follow_lists
from aethex_live.components.report import report_item
from aethex_live.i18n import t
from aethex_live.state.user_page import UserPage
from aethex_live.state.viewer import Viewer


def profile_header() -> rx.Component:
    """Banner, picture, names."""
    return rx.el.header(
        rx.cond(
            UserPage.banner,
            rx.el.img(src=UserPage.banner, alt="", class_name="channel-banner"),
            rx.el.div(class_name="channel-banner"),
        ),
        rx.el.div(
            ui.avatar(UserPage.name, UserPage.avatar, size="xl"),
            rx.el.div(
                rx.el.h1(
                    UserPage.name,
                    rx.cond(UserPage.verified, ui.verified_mark()),
                    class_name="ui-h1 ui-inline",
                ),
                rx.el.p("@", UserPage.username, class_name="ui-muted ui-num"),
                rx.cond(
                    UserPage.since,
                    rx.el.p(t("Here since {month}", month=UserPage.since), class_name="ui-faint"),
                ),
            ),
            rx.cond(
                Viewer.username != UserPage.username,
                ui.menu(
                    report_item(t("Report this person"), "user", UserPage.id, UserPage.name), label=t("More")
                ),
            ),
            class_name="channel-head",
        ),
        class_name="channel-header",
    )


def profile_body() -> rx.Component:
    """What they say of themselves, their links and their channels; or that they keep it to themselves."""
    return rx.cond(
        UserPage.whole,
        rx.fragment(
            rx.cond(
                (UserPage.bio != "") | (UserPage.links.length() > 0),
                rx.el.section(
                    rx.cond(UserPage.bio, rx.el.p(UserPage.bio, class_name="ui-prose")),
                    rx.el.p(
                        rx.foreach(
                            UserPage.links,
                            lambda link: ui.link(link["label"], href=link["url"], external=True),
                        ),
                        class_name="ui-inline",
                    ),
                    class_name="ui-section",
                ),
            ),
            rx.cond(
                UserPage.channels,
                rx.el.section(
                    rx.el.h2(t("Channels"), class_name="ui-h2"),
                    rx.el.div(
                        rx.foreach(UserPage.channels, lambda channel: channel_card(channel)),
                        class_name="ui-grid",
                    ),
                    class_name="ui-section",
                ),
            ),
            follow_lists(),
        ),
        ui.empty_state(
            t("This page is private"),
            t("{name} shows it to friends only, or to nobody.", name=UserPage.name),
            icon_name="lock",
        ),
    )
