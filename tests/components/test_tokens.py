"""Colours that can be read, and a style sheet that says what tokens.py says."""

from pathlib import Path

import pytest

from aethex_live.components.ui import tokens
from aethex_live.domain.chat import COLOURS

THEMES = ("dark", "light")
READABLE = 4.5  # WCAG 2.2, 1.4.3
VISIBLE = 3.0  # WCAG 2.2, 1.4.11


def luminance(color: str) -> float:
    """The relative luminance of `#rrggbb`, by the definition of WCAG."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_knows_the_extremes() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    "text", [*tokens.TEXTS, *tokens.ACCENTS, *tokens.NAME_TONES], ids=lambda color: color.name
)
def test_every_text_is_readable_on_every_surface(text: tokens.Color, theme: str) -> None:
    for surface in tokens.SURFACES:
        ratio = contrast(getattr(text, theme), getattr(surface, theme))
        assert ratio >= READABLE, f"{text.name} on {surface.name}: {ratio:.2f}"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("fill", tokens.FILLS, ids=lambda color: color.name)
def test_text_on_filled_buttons_is_readable(fill: tokens.Color, theme: str) -> None:
    assert contrast(getattr(tokens.ON_FILL, theme), getattr(fill, theme)) >= READABLE


@pytest.mark.parametrize("theme", THEMES)
def test_outlines_of_controls_are_visible_on_every_surface(theme: str) -> None:
    edge = getattr(tokens.color("edge"), theme)
    for surface in tokens.SURFACES:
        assert contrast(edge, getattr(surface, theme)) >= VISIBLE, surface.name


@pytest.mark.parametrize("theme", THEMES)
def test_text_of_every_tone_is_readable_on_its_own_tint(theme: str) -> None:
    """Badges write a tone on a tenth of itself."""
    for text in tokens.TEXTS:
        for surface in tokens.SURFACES:
            own, under = getattr(text, theme), getattr(surface, theme)
            parts = [(int(own[i : i + 2], 16), int(under[i : i + 2], 16)) for i in (1, 3, 5)]
            tint = "#" + "".join(f"{round(0.1 * a + 0.9 * b):02x}" for a, b in parts)
            assert contrast(own, tint) >= 4.0, f"{text.name} on its tint over {surface.name}"


def test_the_style_sheet_is_what_the_tokens_say() -> None:
    assert Path(tokens.CSS_PATH).read_text(encoding="utf-8") == tokens.css()


def test_every_colour_of_a_name_in_a_chat_has_a_tone() -> None:
    assert [tone.name for tone in tokens.NAME_TONES] == [f"name-{number}" for number in range(len(COLOURS))]


def test_names_are_unique() -> None:
    names = [color.name for color in tokens.COLORS] + list(tokens.SCALES)
    assert len(names) == len(set(names))
