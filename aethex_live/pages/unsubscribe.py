"""No more mail, for whoever comes from a link in one."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.site import site_page
from aethex_live.i18n import t
from aethex_live.state.unsubscribe import Unsubscribe
from aethex_live.state.viewer import Viewer


@rx.page(
    route="/unsubscribe",
    title="No more mail · AeThex LIVE",
    on_load=[Viewer.load, Unsubscribe.load],
)
def unsubscribe() -> rx.Component:
    return site_page(
        rx.cond(
            ~Unsubscribe.loaded,
            ui.skeleton_text(3),
            rx.cond(
                Unsubscribe.problem,
                ui.notice(t(Unsubscribe.problem), tone="warn"),
                rx.cond(Unsubscribe.done, _done(), _question()),
            ),
        ),
        title=t("No more mail"),
        width="narrow",
    )


def _question() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Unsubscribe.what,
            rx.el.p(t("You will get no mail of this kind any more: {kind}.", kind=t(Unsubscribe.what))),
            rx.el.p(t("You will get no mail with notifications any more.")),
        ),
        rx.el.p(t("Mails about your account itself still come."), class_name="ui-muted"),
        rx.el.div(
            ui.button(t("No more mail"), kind="primary", on_click=Unsubscribe.press),
            ui.link_button(t("Choose what you are told of"), href="/settings/notifications"),
            class_name="ui-row",
        ),
        class_name="ui-stack",
    )


def _done() -> rx.Component:
    return ui.notice(
        t("Done. If you change your mind, choose it in your settings."),
        tone="good",
        role="status",
        action=ui.link_button(t("Settings"), href="/settings/notifications", size="s"),
    )
