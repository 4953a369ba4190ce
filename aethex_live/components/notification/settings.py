"""Of what a person wants to be told, and by which roads, as a table."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.domain.notification import About, Kind, Road
from aethex_live.i18n import t
from aethex_live.state.notification import NotificationSettings


def settings_form() -> rx.Component:
    """How often mail may come, and a box for each kind and road."""
    form = NotificationSettings
    return ui.form(
        ui.form_section(
            t("E-mail"),
            rx.cond(
                ~form.sends_mail,
                ui.notice(t("This site sends no mail yet. Whoever runs it can set it up."), tone="warn"),
            ),
            ui.select_field(
                "mailing",
                t("How often"),
                [
                    ("off", t("Never")),
                    ("now", t("As soon as something happens")),
                    ("daily", t("At most once a day")),
                    ("weekly", t("At most once a week")),
                ],
                default_value=form.mailing,
                errors=form.errors,
            ),
            help=t("What happens together comes in one mail, and what you have read here in none."),
        ),
        _table(),
        ui.form_actions(ui.button(t("Save"), kind="primary", type="submit"), saved=form.saved),
        on_submit=form.save,
        errors=form.errors,
        error=t(form.errors["form"]),
    )


def _table() -> rx.Component:
    roads = {Road.SITE: t("Here"), Road.EMAIL: t("E-mail"), Road.PUSH: t("Push")}
    return rx.el.table(
        rx.el.caption(t("What you are told of"), class_name="ui-h3"),
        rx.el.thead(
            rx.el.tr(
                rx.el.th(ui.hidden_visually(t("What happens")), scope="col"),
                *[rx.el.th(name, scope="col") for name in roads.values()],
            )
        ),
        *[_group(about, name, roads) for about, name in _abouts().items()],
        class_name="notification-roads",
    )


def _abouts() -> dict[About, rx.Var]:
    return {
        About.FOLLOWED: t("What I follow"),
        About.CHANNEL: t("My channels"),
        About.ME: t("Me"),
    }


def _group(about: About, name: rx.Var, roads: dict[Road, rx.Var]) -> rx.Component:
    kinds = [kind for kind in Kind if kind.about is about]
    return rx.el.tbody(
        rx.el.tr(rx.el.th(name, scope="rowgroup", col_span=1 + len(roads), class_name="ui-label")),
        *[
            rx.el.tr(
                rx.el.th(t(kind.choice), scope="row"),
                *[rx.el.td(_box(kind, road, word)) for road, word in roads.items()],
            )
            for kind in kinds
        ],
    )


def _box(kind: Kind, road: Road, word: rx.Var) -> rx.Component:
    name = f"{kind}.{road}"
    return ui.checkbox(
        name,
        ui.hidden_visually(t(kind.choice), ", ", word),
        id=f"told-{kind}-{road}",
        default_checked=NotificationSettings.wanted[name],
    )
