"""What every component here is made with: text types, class names, icons and links."""

from typing import Any, Literal

import reflex as rx

Text = str | rx.Var
Child = Text | rx.Component
Tone = Literal["neutral", "signal", "live", "warn", "good", "reward"]


def classes(*names: Text | None) -> Any:
    """Class names joined by a space; empty ones left out, Vars kept as Vars."""
    given = [name for name in names if name is not None and not (isinstance(name, str) and name == "")]
    return given if any(isinstance(name, rx.Var) for name in given) else " ".join(given)


def with_class(props: dict[str, Any], *names: Text | None) -> dict[str, Any]:
    """`props` with `names` put before the class names that the caller gave."""
    return {**props, "class_name": classes(*names, props.get("class_name"))}


def icon(name: str, size: int = 16, label: Text | None = None, **props: Any) -> rx.Component:
    """A lucide icon. Decoration unless `label` says what it means.

    The name is fixed at build time, because a name known only in the browser would ship every icon there is:
    choose between a few with `rx.match`.
    """
    if isinstance(name, rx.Var):
        raise TypeError("An icon's name must be a string; choose between icons with rx.match.")
    meaning = {"aria_label": label, "role": "img"} if label is not None else {"aria_hidden": "true"}
    return rx.icon(name, size=size, **meaning, **with_class(props, "ui-icon"))


def link(*children: Child, href: Text, external: bool = False, **props: Any) -> rx.Component:
    """A link. Inside the product it changes the page without a reload; `external` opens a new tab."""
    props = with_class(props, None if "class_name" in props else "ui-link")
    if external:
        return rx.el.a(*children, href=href, target="_blank", rel="noopener noreferrer nofollow", **props)
    return rx.el.a(*children, href=href, **props)


def hidden_visually(*children: Child, **props: Any) -> rx.Component:
    """Text for screen readers alone."""
    return rx.el.span(*children, **with_class(props, "ui-hidden-visually"))


def inline(**properties: Text | int | float) -> dict[str, Any]:
    """Props that set CSS custom properties on one element: `inline(cell="240px")` sets `--cell`."""
    names = {f"--{name.replace('_', '-')}": value for name, value in properties.items()}
    return {"custom_attrs": {"style": names}}


def show_if(value: Child | None, build: Any) -> rx.Component:
    """`build(value)` when there is one: at compile time for plain values, in the browser for Vars."""
    if value is None or (isinstance(value, str) and value == ""):
        return rx.fragment()
    if isinstance(value, rx.Var):
        return rx.cond(value, build(value), rx.fragment())
    return build(value)
