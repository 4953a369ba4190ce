"""Every text that is shown is translated into every language, with the same names in braces."""

import re
import runpy
from functools import cache

import pytest
from babel.messages.pofile import read_po

from tests.house.source import ROOT, modules

TOOL = runpy.run_path(str(ROOT / "tools" / "messages"))


@cache
def shown() -> frozenset[str]:
    """All texts that our tool finds in the source."""
    app = {module.path: module.nodes for module in modules() if module.name.startswith("aethex_live")}
    return frozenset(TOOL["texts"](app))


@pytest.mark.parametrize("language", TOOL["LANGUAGES"])
def test_the_catalogue_is_complete(language):
    with TOOL["catalogue"](language).open("rb") as file:
        translated = {message.id: message.string for message in read_po(file) if message.id}
    missing = sorted(text for text in shown() if not translated.get(text))
    assert not missing, "Run `make messages` and translate what is empty."


@pytest.mark.parametrize("language", TOOL["LANGUAGES"])
def test_translations_keep_the_names_in_braces(language):
    with TOOL["catalogue"](language).open("rb") as file:
        for message in read_po(file):
            assert sorted(re.findall(r"\{\w+\}", message.id)) == sorted(
                re.findall(r"\{\w+\}", message.string)
            )
