"""Pages in the frame of the site: the public site, the creator's studio, the staff's desk."""

from typing import Any

import reflex as rx

from aethex_live.components import layout, ui
from aethex_live.components.account.door import post_button
from aethex_live.components.hover_card import hover_card
from aethex_live.components.layout import Frame, NavItem
from aethex_live.components.layout.workspace import SideNav
from aethex_live.components.notification.bell import bell
from aethex_live.components.search import site_search
from aethex_live.components.site.language_switch import language_switch
from aethex_live.components.site.service_worker import service_worker
from aethex_live.i18n import t
from aethex_live.state.notification import Bell
from aethex_live.state.viewer import Viewer


def site_page(*content: ui.Child, **options: Any) -> rx.Component:
    """A page of the public site; options as `layout.shell` takes them."""
    return layout.shell(*content, hover_card(), frame=_frame(), **options)


def studio_page(*content: ui.Child, **options: Any) -> rx.Component:
    """A page of the creator's studio."""
    return layout.workspace(
        *content, side=_studio_side(), frame=_frame(), head=_channel_switcher(), **options
    )


def desk_page(*content: ui.Child, **options: Any) -> rx.Component:
    """A page of the staff's desk."""
    return layout.workspace(*content, side=_desk_side(), frame=_frame(), **options)


def _frame() -> Frame:
    return Frame(
        nav=(
            NavItem(t("Home"), "/", "house", exact=True),
            NavItem(t("Discover"), "/discover", "compass"),
            NavItem(t("Categories"), "/categories", "layout_grid"),
        ),
        bottom=(
            NavItem(t("Home"), "/", "house", exact=True),
            NavItem(t("Discover"), "/discover", "compass"),
            NavItem(t("Studio"), "/studio", "radio_tower"),
            NavItem(t("Notifications"), "/notifications", "bell", count=Bell.unread),
            NavItem(t("Me"), "/settings", "circle_user_round"),
        ),
        search=site_search(),
        actions=(
            rx.cond(
                Viewer.logged_in,
                ui.link_button(
                    t("Go live"), href="/studio/stream", icon_start="radio_tower", class_name="ui-wide-only"
                ),
            ),
            rx.cond(Viewer.logged_in, bell()),
            service_worker(),
        ),
        account=rx.cond(
            Viewer.logged_in,
            _account(),
            rx.cond(Viewer.known, layout.sign_in_buttons(), ui.skeleton(width="120px", height="36px")),
        ),
        footer_links=(
            ui.link(t("Terms"), href="/legal/terms"),
            ui.link(t("Privacy"), href="/legal/privacy"),
            ui.link(t("Imprint"), href="/legal/imprint"),
            rx.el.a(t("API"), href="/api/docs", class_name="ui-link"),
        ),
        footer_note=language_switch(),
    )


def _account() -> rx.Component:
    return layout.account_menu(
        ui.menu_item(t("Your page"), href=f"/users/{Viewer.username}", icon_name="circle_user_round"),
        ui.menu_item(t("Studio"), href="/studio", icon_name="radio_tower"),
        ui.menu_item(t("Settings"), href="/settings", icon_name="settings"),
        rx.cond(Viewer.staff, ui.menu_item(t("Staff desk"), href="/desk", icon_name="shield")),
        ui.menu_divider(),
        rx.el.div(
            post_button(
                t("Log out"),
                action="/auth/log-out",
                then="/",
                class_name="ui-menu-item",
                custom_attrs={"role": "menuitem"},
            )
        ),
        name=Viewer.name,
        handle=Viewer.username,
        picture=Viewer.picture,
    )


def _studio_side() -> SideNav:
    return (
        (
            t("Studio"),
            (
                NavItem(t("Overview"), "/studio", "gauge", exact=True),
                NavItem(t("Stream"), "/studio/stream", "video"),
                NavItem(t("Schedule"), "/studio/schedule", "calendar_days"),
                NavItem(t("Channels"), "/studio/channels", "radio_tower"),
                NavItem(t("Moderation"), "/studio/moderation", "shield"),
                NavItem(t("Stream keys"), "/studio/keys", "key_round"),
            ),
        ),
    )


def _desk_side() -> SideNav:
    return (
        (
            t("Staff desk"),
            (
                NavItem(t("Overview"), "/desk", "gauge", exact=True),
                NavItem(t("People"), "/desk/users", "users"),
                NavItem(t("Channels"), "/desk/channels", "radio_tower"),
                NavItem(t("Reports"), "/desk/reports", "flag"),
                NavItem(t("Categories"), "/desk/categories", "layout_grid"),
                NavItem(t("Settings"), "/desk/settings", "settings"),
                NavItem(t("Jobs"), "/desk/jobs", "list_checks"),
                NavItem(t("Audit log"), "/desk/audit", "scroll_text"),
            ),
        ),
    )


def _channel_switcher() -> rx.Component:
    own = rx.foreach(
        Viewer.channels,
        lambda channel: layout.rail_channel(
            channel["name"],
            f"/studio/channels/{channel['id']}",
            text=channel["slug"],
            picture=channel["picture"],
            live=channel["live"],
        ),
    )
    coming = rx.el.div(ui.skeleton(height="32px"), class_name="ui-rail-link")
    return rx.cond(
        ~Viewer.known | (Viewer.channels.length() > 0),
        rx.el.div(rx.cond(Viewer.known, own, coming), class_name="ui-rail-section"),
    )
