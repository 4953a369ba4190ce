"""Passing a page on: its address in many ways, and the code of its player. No script of anybody else."""

import reflex as rx

from aethex_live.components import ui
from aethex_live.i18n import t
from aethex_live.scripts import beside
from aethex_live.state.share import Share

DIALOG = "share"
_LIBRARY = beside(__name__, "share.jsx")


class _NativeShare(rx.Component):
    library = _LIBRARY
    tag = "NativeShare"

    link: rx.Var[str]
    title: rx.Var[str]
    label: rx.Var[str]


class _EmbedCode(rx.Component):
    library = _LIBRARY
    tag = "EmbedCode"

    player: rx.Var[str]
    words: rx.Var[dict[str, str]]


class _QrCode(rx.Component):
    library = _LIBRARY
    tag = "QrCode"

    svg: rx.Var[str]
    label: rx.Var[str]


def share(kind: str, name: rx.Var, title: rx.Var, heading: ui.Text) -> rx.Component:
    """The button and its dialog, for the page `/kind/name`; `title` is what it is about."""
    return rx.fragment(
        ui.icon_button(
            "share_2", t("Share"), kind="quiet", on_click=[Share.begin(kind, name), ui.show(DIALOG)]
        ),
        ui.dialog(
            rx.cond(Share.link, _ways(title), ui.skeleton_text(4)),
            id=DIALOG,
            title=heading,
        ),
    )


def _ways(title: rx.Var) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h3(t("Link"), class_name="ui-label"),
            rx.el.div(
                rx.el.code(Share.link, class_name="ui-code share-text"),
                ui.copy_button(Share.link, face=t("Copy link"), size="s"),
                class_name="share-row",
            ),
            class_name="share-part",
        ),
        rx.el.div(
            _NativeShare.create(link=Share.link, title=title, label=t("Share with an app")),
            *[_elsewhere(*each) for each in _targets(title)],
            class_name="share-targets",
        ),
        rx.cond(
            Share.embed,
            _EmbedCode.create(
                player=Share.embed,
                words={
                    "title": t("Player for another site"),
                    "autoplay": t("Start by itself"),
                    "chat": t("With the chat beside it, to read"),
                    "copy": t("Copy"),
                    "copied": t("Copied"),
                    "failed": t("Copying failed: select the text instead"),
                },
            ),
        ),
        ui.details(t("QR code"), _QrCode.create(svg=Share.qr, label=t("The link as a QR code"))),
        class_name="ui-stack",
    )


def _targets(title: rx.Var) -> list[tuple[ui.Text, rx.Var | str]]:
    """Where people pass things on, and the address there that takes a link and words."""
    link, words = _encoded(Share.link), _encoded(title)
    both = _encoded(title.to(str) + " " + Share.link)
    return [
        (t("E-mail"), f"mailto:?subject={words}&body={link}"),
        ("X", f"https://x.com/intent/post?text={words}&url={link}"),
        ("Bluesky", f"https://bsky.app/intent/compose?text={both}"),
        ("Reddit", f"https://www.reddit.com/submit?url={link}&title={words}"),
        ("WhatsApp", f"https://wa.me/?text={both}"),
        ("Telegram", f"https://t.me/share/url?url={link}&text={words}"),
    ]


def _elsewhere(name: ui.Text, href: rx.Var | str) -> rx.Component:
    return rx.el.a(
        name,
        href=href,
        target="_blank",
        rel="noopener noreferrer",
        class_name="ui-button",
        data_kind="quiet",
        data_size="s",
    )


def _encoded(text: rx.Var) -> rx.Var:
    """As it stands in the query of an address."""
    return rx.Var(_js_expr=f"encodeURIComponent({text!s})", _var_type=str, _var_data=text._get_all_var_data())
