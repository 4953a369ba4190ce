"""The example in the guide is a program that works."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CHECK = """
import gc, sys, types
gc.disable()  # it is over before there is any garbage
state, page = sys.stdin.read().split("=====")
module = sys.modules["aethex_live.state.ticker"] = types.ModuleType("aethex_live.state.ticker")
exec(state, module.__dict__)
exec(page, {"__name__": "aethex_live.pages.ticker"})

import asyncio
room = module.TickerRoom("main")
asyncio.run(room.open())
room.attach("life", module.KIND.wire.known, lambda: None)
room.apply(("count", 2))
room.apply(("say", {"id": "1", "text": "hello"}))
assert room.take_changes().keys() == {"count", "lines"}
assert module.KIND.wire.blank["count"] == 0
"""


def test_the_example_works(tmp_path: Path):
    guide = (ROOT / "docs/realtime.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", guide, flags=re.DOTALL)
    assert len(blocks) == 2
    (tmp_path / "rxconfig.py").write_text("import reflex as rx\nconfig = rx.Config(app_name='guide')\n")
    done = subprocess.run(
        [sys.executable, "-c", CHECK],
        input="=====".join(blocks),
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
