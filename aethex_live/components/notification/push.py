"""The button by which a browser tells of news while its page is closed, and the list of those that do."""

from typing import Any

import reflex as rx

from aethex_live.components import ui
from aethex_live.components.channel.moment import ago
from aethex_live.i18n import t
from aethex_live.scripts import beside
from aethex_live.state.push import Pushing


def _one(endpoint: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (endpoint,)


def _three(
    endpoint: rx.Var[str], p256dh: rx.Var[str], auth: rx.Var[str]
) -> tuple[rx.Var[str], rx.Var[str], rx.Var[str]]:
    return (endpoint, p256dh, auth)


class _PushSwitch(rx.Component):
    library = beside(__name__, "push.jsx")
    tag = "PushSwitch"

    vapid_key: rx.Var[str]
    on: rx.Var[bool]
    answered: rx.Var[int]
    words: rx.Var[dict[str, Any]]
    brief: rx.Var[bool]
    on_look: rx.EventHandler[_one]
    on_subscribe: rx.EventHandler[_three]
    on_unsubscribe: rx.EventHandler[_one]
    on_try: rx.EventHandler[_one]


def push_switch(brief: bool = False) -> rx.Component:
    """For this browser. When `brief`, it is seen only where there is something to turn on."""
    words = {
        "none": t("This site cannot send push messages."),
        "unable": t(
            "This browser cannot be told while the page is closed."
            " On an iPhone or iPad, add the site to the home screen and open it from there."
        ),
        "denied": t(
            "Messages of this site are blocked in this browser. Allow them beside the address, then reload."
        ),
        "off": t("This browser is not told of anything while the page is closed."),
        "busy": t("Waiting for your browser."),
        "on": t("This browser tells you, also while the page is closed."),
        "failed": t("The push service of this browser cannot be reached. Try again later."),
        "turnOn": t("Tell me in this browser"),
        "turnOff": t("Turn off"),
        "tryOut": t("Send a test"),
    }
    switch = _PushSwitch.create(
        brief=brief,
        vapid_key=Pushing.key,
        on=Pushing.on,
        answered=Pushing.answered,
        words=words,
        on_look=Pushing.look,
        on_subscribe=Pushing.subscribe,
        on_unsubscribe=Pushing.unsubscribe,
        on_try=Pushing.try_out,
    )
    return rx.cond(Pushing.loaded, switch, rx.el.div(class_name="push-switch"))


def push_section() -> rx.Component:
    """The button, and all browsers that tell the person."""
    return ui.form_section(
        t("Push"),
        push_switch(),
        rx.cond(
            Pushing.browsers,
            rx.el.ul(rx.foreach(Pushing.browsers, _browser), class_name="notification-list"),
        ),
        help=t("It ends by itself in a browser in which you log out."),
    )


def _browser(row: rx.Var) -> rx.Component:
    return rx.el.li(
        rx.el.span(row["name"], class_name="notification-open"),
        rx.cond(row["here"], ui.badge(t("This browser"), tone="signal")),
        rx.el.span(ago(row["since"]), class_name="ui-faint ui-small"),
        ui.icon_button(
            "x",
            t("Tell me no more in {browser}", browser=row["name"]),
            size="s",
            on_click=Pushing.remove(row["id"]),
        ),
        class_name="notification",
    )
