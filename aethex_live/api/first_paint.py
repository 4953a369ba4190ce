"""Lets a page be drawn before its scripts are fetched.

It can be read without them, and a slow line should carry styles, fonts and the first picture before them.
"""

import re

LATER = "later"

# A page in the background is never drawn; it has time.
_START = """
Promise.all([
  new Promise((done) => addEventListener("DOMContentLoaded", done)),
  new Promise((done) => {
    addEventListener("visibilitychange", done);
    document.hidden ? done() : requestAnimationFrame(() => setTimeout(done));
  }),
]).then(() => {
  for (const link of document.querySelectorAll("link[rel=later]")) link.rel = "modulepreload";
  for (const waiting of document.querySelectorAll("script[type=later]")) {
    const script = document.createElement("script");
    script.type = "module";
    script.text = waiting.text;
    document.head.append(script);
  }
});
"""


def preload_later(file: str) -> str:
    """A link to a script that is fetched after the first paint."""
    return f'<link rel="{LATER}" fetchpriority="low" href="{file}"/>'


def painted_first(page: str) -> str:
    """The built page, with scripts that wait for its first paint."""
    page = page.replace('rel="modulepreload"', f'rel="{LATER}" fetchpriority="low"')
    page, found = re.subn(r'<script type="module"', f'<script type="{LATER}"', page)
    return page.replace("</head>", f"<script>{_compact(_START)}</script></head>", 1) if found else page


def _compact(script: str) -> str:
    return re.sub(r"\s*\n\s*", "", script)
