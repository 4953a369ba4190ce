"""The documents name every setting, and its default, and no other."""

import re
from dataclasses import MISSING, fields
from pathlib import Path

import pytest

from aethex_live.config import Settings
from media_server.config import Settings as MediaSettings

DOCS = Path(__file__).parents[1] / "docs"
ROW = re.compile(r"^\| `([A-Z0-9_]+)` \| (.+?) \| (.+) \|$", re.MULTILINE)


def documented_default(setting) -> str:
    default = setting.default if setting.default is not MISSING else setting.default_factory()
    return str(int(default) if isinstance(default, bool) else default)


@pytest.mark.parametrize(
    ("document", "kind"), [("settings.md", Settings), ("media-server.md", MediaSettings)]
)
def test_every_setting_is_documented_with_its_default(document, kind):
    described = {name: default.strip("`") for name, default, _ in ROW.findall((DOCS / document).read_text())}
    settings = {setting.metadata["env"]: documented_default(setting) for setting in fields(kind)}
    assert set(described) == set(settings)
    for name, default in settings.items():
        if default:
            assert described[name] == default, name
        else:
            assert described[name] in ("*(empty)*", "*(generated)*"), name
