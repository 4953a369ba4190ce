"""A person's page."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.layout.title import page_title
from aethex_live.components.profile import profile_body, profile_header
from aethex_live.components.report import report_dialog
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.people_list import UserFollows
from aethex_live.state.stats import UserStats
from aethex_live.state.user_follow import PersonFollowers, UserFollowButton
from aethex_live.state.user_page import UserPage
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/users/[handle]",
    title="Person · AeThex LIVE",
    # The page itself last: it is drawn when it is there, and then nothing moves any more.
    on_load=[
        UserPage.begin,
        Viewer.load,
        UserFollowButton.load,
        UserStats.load,
        UserFollows.load,
        UserPage.load,
        PersonFollowers.enter,
    ],
)
def user() -> rx.Component:
    return site_page(
        page_title(UserPage.name),
        rx.cond(
            ~UserPage.loaded,
            ui.skeleton_text(6),
            rx.cond(
                UserPage.missing,
                missing(t("There is nobody of this name."), t("Home"), "/"),
                rx.fragment(profile_header(), profile_body(), report_dialog()),
            ),
        ),
    )
