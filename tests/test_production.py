"""What helps whoever builds the site is not there in production: neither its pages nor its handlers."""

import json
import os
import subprocess
import sys

import pytest

from aethex_live import frontend

# A new process, because pages and handlers are made once, when they are imported.
TELL = """
import gc, json
gc.disable()  # it is over before there is any garbage
from reflex_base.registry import RegistrationContext
import aethex_live.pages
registered = RegistrationContext.ensure_context()
pages = [options.get("route") for _, options in registered.decorated_pages]
print(json.dumps([pages, list(registered.event_handlers)]))
"""


def test_the_gallery_is_left_out():
    told = subprocess.run(
        [sys.executable, "-c", TELL],
        cwd=frontend.ROOT,
        env=os.environ | {"PRODUCTION": "1"},
        check=True,
        stdout=subprocess.PIPE,
    )
    pages, handlers = json.loads(told.stdout.splitlines()[-1])
    assert "/login" in pages and [page for page in pages if "gallery" in str(page)] == []
    assert any("viewer" in name for name in handlers)
    assert [name for name in handlers if "gallery" in name] == []


@pytest.mark.parametrize("flag, same", [("0", True), ("1", False)])
def test_pages_are_built_anew_for_production(monkeypatch, flag, same):
    before = frontend.inputs_digest()
    monkeypatch.setenv("PRODUCTION", flag)
    assert (frontend.inputs_digest() == before) is same
