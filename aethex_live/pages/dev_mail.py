"""What would have been sent by mail; only on a developer's machine."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.site import site_page
from aethex_live.components.site.missing import missing
from aethex_live.i18n import t
from aethex_live.state.dev_mail import DevMail
from aethex_live.state.viewer import Viewer


@rx.page(route="/dev/mail", title="Mail · AeThex LIVE", on_load=[Viewer.load, DevMail.load])
def dev_mail() -> rx.Component:
    return site_page(
        rx.cond(
            DevMail.missing,
            missing(t("There is nothing here."), t("Home"), "/"),
            rx.cond(
                DevMail.loaded,
                rx.cond(
                    DevMail.mails,
                    rx.el.div(rx.foreach(DevMail.mails, _mail), class_name="ui-stack"),
                    ui.empty_state(
                        t("No mail yet"), t("What the site would send appears here."), icon_name="mail"
                    ),
                ),
                ui.skeleton_text(6),
            ),
        ),
        title=t("Mail"),
        intro=t("No mail server is set up, so nothing leaves this machine."),
        width="narrow",
    )


def _mail(mail: rx.Var) -> rx.Component:
    return ui.panel(
        rx.el.p(mail["at"], " → ", mail["to"], class_name="ui-faint ui-num"),
        rx.el.p(mail["text"], class_name="ui-prose"),
        title=mail["subject"],
    )
