"""What somebody sees whose page could not be made: no scripts, no database, nothing that may be broken too."""

from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse

from aethex_live.domain.asked_language import asked_language
from aethex_live.errors import Words
from aethex_live.messages import translate

TITLE = Words("Something went wrong on our side")
TEXT = Words("Nothing was changed. The fault has been written down; try again in a moment.")
AGAIN, HOME = Words("Try again"), Words("Go home")

_STYLE = """
:root { color-scheme: dark light; --page: #0a0f1a; --text: #e8eef8; --muted: #9fb0c8; --action: #2b66f6; }
@media (prefers-color-scheme: light) {
  :root { --page: #f3f6fa; --text: #0b1524; --muted: #3f4f67; --action: #1d4fd7; }
}
body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 24px; box-sizing: border-box;
  background: var(--page); color: var(--text); font: 16px/1.5 Inter, system-ui, sans-serif; }
main { max-width: 440px; }
p { color: var(--muted); }
a { color: inherit; margin-right: 16px; }
a:first-of-type { padding: 10px 20px; border-radius: 6px; background: var(--action); color: #fff; font-weight: 600;
  text-decoration: none; }
"""
_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{title}</title><style>{style}</style>
</head>
<body><main><h1>{title}</h1><p>{text}</p><p><a href="">{again}</a> <a href="/">{home}</a></p></main></body>
</html>
"""


def wants_page(request: Request) -> bool:
    """Whether a person waits for a page, rather than a program for an answer."""
    return request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")


def fault_page(request: Request) -> HTMLResponse:
    """The page, in the reader's language."""
    cookie, accepted = (request.headers.get(name, "") for name in ("cookie", "accept-language"))
    language = asked_language(cookie, accepted) or "en"
    words = {"title": TITLE, "text": TEXT, "again": AGAIN, "home": HOME}
    texts = {name: escape(translate(language, text)) for name, text in words.items()}
    return HTMLResponse(_PAGE.format(language=language, style=_STYLE, **texts), 500)
