"""Style sheets and components name the same things: no class without a style, no style without a use."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from reflex_base.registry import RegistrationContext

from aethex_live import pages  # noqa: F401  (importing a page registers it)
from aethex_live.components.layout.head import STYLESHEETS
from aethex_live.components.site import frame

ASSETS = Path("assets")
SHEETS = sorted((ASSETS / "ui").glob("*.css"))
SOURCES = [path for pattern in ("*.py", "*.jsx", "*.js") for path in Path("aethex_live").rglob(pattern)]

CSS = {sheet: re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S) for sheet in SHEETS}
CODE = "\n".join(path.read_text() for path in SOURCES)

# What the browser or a library writes, and names that a component puts together.
FOREIGN = {"--share", "--most", "--gap", "--cell", "--width", "--height"}
HOOKS = {"ui-dark", "ui-light"}  # a theme for one part of a page
WORDS = {"ui-sans-serif", "ui-monospace"}  # fonts


def styled_classes() -> set[str]:
    return {name for css in CSS.values() for name in re.findall(r"\.(ui-[a-z0-9-]+)", css)}


def used_classes() -> set[str]:
    in_class_names = re.findall(r"(?<![\w-])(ui-[a-z0-9]+(?:-[a-z0-9]+)*)(?![\w-])", CODE)
    return set(in_class_names)


def names_in(css: str) -> set[str]:
    """The classes that selectors begin with; those behind them belong to other sheets."""
    return set(re.findall(r"(?:^|[{},])\s*\.([a-z]+-[a-z0-9-]+)", css, flags=re.M))


COMMON = [sheet for sheet in SHEETS if f"/ui/{sheet.name}" in STYLESHEETS]
# The classes of the sheets that pages bring themselves.
OWN = {
    sheet.name: names_in(CSS[sheet]) - names_in("".join(CSS[sheet] for sheet in COMMON))
    for sheet in SHEETS
    if sheet not in COMMON
}


def scripts(libraries: Iterable[str]) -> str:
    """Our own scripts among `libraries`, and what they import beside them."""
    prefix = "$/public/external/"
    todo = [ASSETS / "external" / name.removeprefix(prefix) for name in libraries if name.startswith(prefix)]
    texts: dict[Path, str] = {}
    while todo:
        path = todo.pop().resolve()
        if path not in texts:
            texts[path] = path.read_text()
            todo += [path.with_name(name) for name in re.findall(r'from "\./([\w.]+)"', texts[path])]
    return "\n".join(texts.values())


def test_every_sheet_is_loaded() -> None:
    brought = {f"{name}.css" for name in re.findall(r'sheet\("([a-z]+)"\)', CODE)}
    assert set(STYLESHEETS) == {f"/ui/{sheet.name}" for sheet in COMMON}
    assert set(OWN) == brought


@pytest.fixture
def one_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is around all pages is made once, and remembers how it is rendered."""
    for name in ("_frame", "_channel_switcher", "hover_card"):
        monkeypatch.setattr(frame, name, cache(getattr(frame, name)))


def test_every_page_brings_the_sheets_of_its_classes(one_frame: None) -> None:
    lacking = {}
    for page, options in RegistrationContext.ensure_context().decorated_pages:
        component = page()
        imports = component._get_all_imports()
        brought = {Path(field.tag or "").name for field in imports.get("", ())}
        code = json.dumps(component.render(), default=str) + scripts(imports)
        used = set(re.findall(r"[a-z]+-[a-z0-9-]+", code))
        needed = {sheet for sheet, names in OWN.items() if names & used}
        if needed - brought:
            lacking[options["route"]] = needed - brought
    assert lacking == {}


def test_every_class_that_has_a_style_is_used() -> None:
    assert styled_classes() - used_classes() - HOOKS == set()


def test_every_class_that_is_used_has_a_style() -> None:
    names = {name for name in used_classes() if not name.startswith("ui-gallery")}
    assert names - styled_classes() - WORDS == set()


def test_every_custom_property_that_is_read_is_set() -> None:
    everything = "\n".join(CSS.values()) + CODE
    read = {name for css in CSS.values() for name in re.findall(r"var\((--[a-z0-9-]+)", css)}
    written = set(re.findall(r"(--[a-z0-9-]+)[\"']?\s*[:,]", everything))
    assert read - written - FOREIGN == set()


def test_every_animation_that_is_named_exists() -> None:
    everything = "\n".join(CSS.values())
    named = set(re.findall(r"animation: (ui-[a-z]+)", everything))
    assert named == set(re.findall(r"@keyframes (ui-[a-z]+)", everything))


def test_every_font_is_there_with_its_licence() -> None:
    fonts = re.findall(r'url\("/(fonts/[^"]+)"\)', CSS[ASSETS / "ui" / "fonts.css"])
    assert {path.name for path in (ASSETS / "fonts").glob("*.woff2")} == {Path(font).name for font in fonts}
    for font in fonts:
        family = re.split(r"-latin", Path(font).name)[0]
        assert "SIL OPEN FONT LICENSE" in (ASSETS / "fonts" / f"{family}-OFL.txt").read_text().upper()


def test_motion_can_be_turned_off() -> None:
    assert "@media (prefers-reduced-motion: reduce)" in CSS[ASSETS / "ui" / "base.css"]


def test_nothing_is_loaded_from_elsewhere() -> None:
    for sheet, css in CSS.items():
        addresses = [
            url for url in re.findall(r"url\(\"?([^\")]+)", css) if not url.startswith(("/", "data:"))
        ]
        assert addresses == [], sheet
        assert "@import" not in css
