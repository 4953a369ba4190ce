"""A page runs its own inline scripts and no others, because the build lists their hashes in it."""

import base64
import hashlib

from aethex_live.frontend import OwnScripts


def test_every_inline_script_is_listed_and_nothing_else(tmp_path):
    page = tmp_path / "deep" / "index.html"
    page.parent.mkdir()
    inline = ("let a = 1;\n", "import '/assets/é.js';")
    page.write_text(
        f"<!DOCTYPE html><html><head><script>{inline[0]}</script></head><body>"
        f'<script type="module" async="">{inline[1]}</script><script src="/x.js"></script></body></html>'
    )
    OwnScripts().post_build(static_dir=tmp_path)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
    text = page.read_text()
    policy = text.split('content="')[1].split('"')[0]
    assert set(policy.split()) == {
        "script-src",
        "'self'",
        "'unsafe-eval'",
        *(f"'sha256-{h}'" for h in hashes),
    }
    assert text.index("Content-Security-Policy") < text.index("<script>"), "it holds for what comes after it"
