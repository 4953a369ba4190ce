"""A place to drop a file, with progress; pictures are cut to their shape first.

The file is the body of a request to our HTTP API, with the person's cookie; it does not go through the
websocket. The API answers with JSON, or with its usual error shape, whose message is shown.
"""

from dataclasses import dataclass
from typing import Any, Literal

import reflex as rx

from aethex_live.components.ui.base import Text
from aethex_live.i18n import t
from aethex_live.scripts import beside

# Published beside file_drop.jsx, which imports it.
beside(__name__, "crop.jsx")

PICTURES = "image/png,image/jpeg,image/webp,image/avif,image/gif"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a picture is cut to, in pixels of the result."""

    width: int
    height: int
    round: bool = False


AVATAR = Shape(512, 512, round=True)
BANNER = Shape(1920, 480)
THUMBNAIL = Shape(1280, 720)
POSTER = Shape(768, 1024)


def _answer_event(answer: rx.Var[dict]) -> tuple[rx.Var[dict]]:
    return (answer,)


class _FileDrop(rx.Component):
    library = beside(__name__, "file_drop.jsx")
    tag = "FileDrop"
    alias = "UiFileDrop"

    url: rx.Var[str]
    method: rx.Var[str]
    accept: rx.Var[str]
    max_bytes: rx.Var[int]
    shape: rx.Var[dict]
    picture: rx.Var[str]
    label: rx.Var[str]
    help: rx.Var[str]
    labels: rx.Var[dict[str, str]]
    disabled: rx.Var[bool]
    on_done: rx.EventHandler[_answer_event]


def file_drop(
    label: Text,
    *,
    url: Text,
    on_done: Any,
    method: Literal["POST", "PUT"] = "POST",
    accept: str = "",
    max_bytes: int | None = None,
    help: Text | None = None,
    disabled: bool | rx.Var = False,
) -> rx.Component:
    """Uploads one file to `url`; `on_done(answer)` gets what the API said."""
    return _FileDrop.create(
        url=url,
        method=method,
        accept=accept,
        label=label,
        help=help if help is not None else "",
        labels=_labels(),
        disabled=disabled,
        on_done=on_done,
        **({"max_bytes": max_bytes} if max_bytes is not None else {}),
    )


def picture_drop(
    label: Text,
    shape: Shape,
    *,
    url: Text,
    on_done: Any,
    picture: Text | None = None,
    method: Literal["POST", "PUT"] = "POST",
    help: Text | None = None,
    disabled: bool | rx.Var = False,
) -> rx.Component:
    """Cuts a picture to `shape` in the browser, then uploads it; `picture` is the one that is there now."""
    return _FileDrop.create(
        url=url,
        method=method,
        accept=PICTURES,
        shape={"width": shape.width, "height": shape.height, "round": shape.round},
        picture=picture if picture is not None else "",
        label=label,
        help=help if help is not None else t("Drop a picture here, or choose one."),
        labels=_labels(),
        disabled=disabled,
        on_done=on_done,
    )


def _labels() -> dict[str, rx.Var]:
    return {
        "kind": t("This kind of file cannot be used here."),
        "size": t("This file is larger than {size} MB."),
        "broken": t("This picture cannot be read. Try another file."),
        "failed": t("The upload did not get through. Check your connection and try again."),
        "uploading": t("Uploading"),
        "cancel": t("Cancel"),
        "cut": t("Choose the part to show"),
        "cutHelp": t("Drag the picture, or move it with the arrow keys; plus and minus zoom."),
        "zoom": t("Zoom"),
        "use": t("Use this part"),
    }
