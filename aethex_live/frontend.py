"""Builds the browser's half, only when what it is made of has changed."""

import base64
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reflex_base.plugins import Plugin

from aethex_live import config
from aethex_live.api.first_paint import painted_first

ROOT = Path(__file__).resolve().parent.parent
_INPUTS = ("aethex_live/**/*.py", "aethex_live/**/*.js", "aethex_live/**/*.jsx", "assets/**/*", "rxconfig.py")
_INPUTS += ("reflex.lock/*.json", "requirements.lock", "aethex_live/locales/**/*.po")
_STAMP = "aethex-inputs.sha256"


class SameOrigin(Plugin):
    """Lets one build serve every address: the browser talks to the origin that it got the page from."""

    def post_build(self, **context: Any) -> None:
        for script in (context["static_dir"] / "assets").glob("reflex-env-*.js"):
            text = script.read_text()
            for scheme in ("http", "ws"):
                origin = f'(typeof location==="object"?location.origin:"http://localhost").replace("http","{scheme}")+`/'
                text = re.sub(rf"`{scheme}://localhost:\d+/", origin, text)
            script.write_text(text)


class PaintFirst(Plugin):
    """Has the scripts of every page wait for its first paint."""

    def post_build(self, **context: Any) -> None:
        for page in context["static_dir"].rglob("*.html"):
            page.write_text(painted_first(page.read_text()))


class OwnScripts(Plugin):
    """Lets a page run only the inline scripts that the build wrote into it, by their hashes.

    The policy is in the page itself, because each page has other scripts; it narrows the one in the headers.
    """

    def post_build(self, **context: Any) -> None:
        for page in context["static_dir"].rglob("*.html"):
            text = page.read_text()
            hashes = sorted({_source_hash(script) for script in _INLINE_SCRIPT.findall(text)})
            # Reflex runs what the server sends with `rx.call_script` by eval.
            policy = " ".join(["script-src 'self' 'unsafe-eval'", *hashes])
            meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>'
            page.write_text(text.replace("<head>", f"<head>{meta}", 1))


_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.+?)</script>", re.DOTALL)


def _source_hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def web_dir() -> Path:
    """Where Reflex builds."""
    return Path(os.environ.get("REFLEX_WEB_WORKDIR", ROOT / ".web"))


def bring_up_to_date(before: Callable[[], None] = lambda: None) -> None:
    """Build if need be, after calling `before`; when another process is at it, wait for that one instead."""
    if is_current():
        return
    lock = web_dir().with_suffix(".lock")
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if not is_current():
            before()
            build()


def is_current() -> bool:
    """Whether the last build was made of what is here now."""
    stamp = web_dir() / _STAMP
    return stamp.exists() and stamp.read_text() == inputs_digest()


def build() -> None:
    """Compile and bundle. Raises CalledProcessError with the tool's output when that fails."""
    write_catalogues()
    subprocess.run(
        [sys.executable, "-m", "reflex", "export", "--frontend-only", "--no-zip"],
        cwd=ROOT,
        env=node_environment(),
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    (web_dir() / _STAMP).write_text(
        inputs_digest()
    )  # after the build, which may have written the lock of its packages


def node_environment() -> dict[str, str]:
    """The environment in which Reflex finds the Node of this Python environment."""
    binaries = str(Path(sys.executable).parent)
    environment = os.environ | {
        "PATH": f"{binaries}{os.pathsep}{os.environ.get('PATH', '')}",
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
    }
    if "NPM_CONFIG_REGISTRY" not in environment and (npm := shutil.which("npm", path=environment["PATH"])):
        found = subprocess.run(
            [npm, "config", "get", "registry"], capture_output=True, text=True, env=environment
        )
        environment["NPM_CONFIG_REGISTRY"] = found.stdout.strip().rstrip("/")
    return environment


def write_catalogues() -> None:
    """Give the browser each language's texts as JSON."""
    import json

    from aethex_live import messages

    folder = ROOT / "assets" / "locales"
    folder.mkdir(parents=True, exist_ok=True)
    for language in messages.LANGUAGES:
        if language != "en":
            text = json.dumps(messages.catalogue(language), ensure_ascii=False, sort_keys=True)
            (folder / f"{language}.json").write_text(text)


def inputs_digest() -> str:
    """What the pages are made of, as one number: their sources, and whether they are for production."""
    digest = hashlib.sha256(b"production" if config.load().production else b"")
    for path in _inputs():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    for pattern in _INPUTS:
        for path in sorted(ROOT.glob(pattern)):
            relative = path.relative_to(ROOT).parts
            if path.is_file() and relative[:2] not in {("assets", "locales"), ("assets", "external")}:
                yield path
