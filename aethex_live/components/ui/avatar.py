"""Pictures that may not be there: of a person or channel, and of a thing."""

from typing import Literal

import reflex as rx

from aethex_live.components.ui.base import Text
from aethex_live.scripts import beside

_LIBRARY = beside(__name__, "picture.jsx")


class _Avatar(rx.Component):
    library = _LIBRARY
    tag = "Avatar"
    alias = "UiAvatar"

    src: rx.Var[str]
    name: rx.Var[str]
    size: rx.Var[str]
    live: rx.Var[bool]
    decorative: rx.Var[bool]


class _Picture(rx.Component):
    library = _LIBRARY
    tag = "Picture"
    alias = "UiPicture"

    src: rx.Var[str]
    first: rx.Var[bool]


class _LivePicture(rx.Component):
    library = _LIBRARY
    tag = "LivePicture"
    alias = "UiLivePicture"

    src: rx.Var[str]
    first: rx.Var[bool]


def live_picture(src: Text, first: bool | rx.Var = False) -> rx.Component:
    """A picture of what is on: while it is seen, it is fetched anew twice a minute."""
    return _LivePicture.create(src=src, first=first)


def picture(src: Text, first: bool | rx.Var = False) -> rx.Component:
    """A picture that leaves its frame empty when it fails; words beside it say what it shows.

    It is fetched when it comes into view; `first` is for the one that people see first, which cannot wait.
    """
    return _Picture.create(src=src, first=first)


def avatar(
    name: Text,
    src: Text | None = None,
    size: Literal["xs", "s", "m", "l", "xl"] = "m",
    live: bool | rx.Var = False,
    decorative: bool = True,
) -> rx.Component:
    """A round picture, or initials when there is none or it fails to load. `live` puts a glowing ring on it.

    Sizes are 20, 28, 36, 56 and 96 px. `decorative` says that the name stands beside it anyway.
    """
    return _Avatar.create(
        src=src if src is not None else "", name=name, size=size, live=live, decorative=decorative
    )
