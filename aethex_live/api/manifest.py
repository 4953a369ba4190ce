"""What a browser needs to install the site as an app: name, pictures and shortcuts, in the reader's language."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from aethex_live.domain.asked_language import asked_language
from aethex_live.errors import Words
from aethex_live.messages import translate
from aethex_live.services.context import current

VOID = "#05070d"  # as the dark theme: it is seen before the page says which theme it has
_SHORTCUTS = (
    (Words("Go live"), "/studio/stream"),
    (Words("Notifications"), "/notifications"),
    (Words("Categories"), "/categories"),
)
_HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Language, Cookie"}


def router() -> APIRouter:
    """`/manifest.webmanifest`."""
    made = APIRouter(include_in_schema=False)

    @made.api_route("/manifest.webmanifest", methods=["GET", "HEAD"])
    async def manifest(request: Request) -> JSONResponse:
        """https://www.w3.org/TR/appmanifest"""
        cookies = "; ".join(request.headers.getlist("cookie"))
        language = asked_language(cookies, request.headers.get("accept-language", "")) or "en"
        return JSONResponse(
            _manifest(current().site_name, language),
            headers=_HEADERS,
            media_type="application/manifest+json",
        )

    return made


def _manifest(name: str, language: str) -> dict[str, object]:
    return {
        "id": "/",
        "name": name,
        "short_name": name[:30],
        "description": translate(language, "Live streams, chat and community."),
        "lang": language,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": VOID,
        "theme_color": VOID,
        "categories": ["entertainment", "social"],
        "icons": [
            {"src": "/favicon.svg", "sizes": "any", "type": "image/svg+xml"},
            *(_icon("icon", size) for size in (192, 512)),
            *({**_icon("maskable", size), "purpose": "maskable"} for size in (192, 512)),
        ],
        "shortcuts": [
            {"name": translate(language, words), "url": url, "icons": [_icon("icon", 192)]}
            for words, url in _SHORTCUTS
        ],
    }


def _icon(name: str, size: int) -> dict[str, str]:
    return {"src": f"/icons/{name}-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
