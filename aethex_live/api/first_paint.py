"""Lets a page be drawn before its scripts are fetched.

It can be read without them, and a slow line should carry styles, fonts and the first picture before them.
"""

import re

LATER = "later"

# A page in the background is never drawn; it has time. What is pressed before React has taken over a button or a form
# is kept until then; what is typed, its forms look for themselves (ui/typed_early.js).
_START = """
{
  const ready = (element) => Object.keys(element).some((name) => name.startsWith("__reactProps"));
  const keep = (event) => {
    const pressed = event.target.closest?.(event.type === "submit" ? "form" : "button");
    if (!pressed) return;
    if (ready(pressed)) return ["click", "submit"].forEach((type) => removeEventListener(type, keep, true));
    event.preventDefault();
    event.stopImmediatePropagation();
    const again = () => {
      if (!ready(pressed)) return void setTimeout(again, 50);
      event.type === "submit" ? pressed.requestSubmit(event.submitter) : pressed.click();
    };
    again();
  };
  ["click", "submit"].forEach((type) => addEventListener(type, keep, true));
}
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
