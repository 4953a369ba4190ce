"""The API's description as a page to read at /api/docs, made from the OpenAPI document; needs no internet."""

import json
import re
from functools import lru_cache
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse

from aethex_live.api.openapi_reader import Operation, Reader
from aethex_live.api.v1.app import PATH
from aethex_live.services.context import current

_STYLE = (Path(__file__).parent / "docs.css").read_text()


def router(api: FastAPI) -> APIRouter:
    """The route of the page."""
    routes = APIRouter(include_in_schema=False)

    @lru_cache(1)
    def made(site: str) -> str:
        return render(site, api.openapi())

    @routes.get("/api/docs")
    async def docs() -> HTMLResponse:
        """The page is the same for everybody, so it is made once."""
        return HTMLResponse(made(current().site_name))

    return routes


def render(site: str, document: dict[str, Any]) -> str:
    """The whole page."""
    reader = Reader(document)
    groups = [(tag, list(operations)) for tag, operations in groupby(reader.operations(), lambda o: o.tag)]
    title, version = escape(f"{site} API"), escape(document["info"]["version"])
    links = "".join(
        f'<li><a href="#{_anchor(tag)}">{escape(tag.capitalize())}</a><ol>'
        + "".join(f'<li><a href="#{o.id}"><b>{o.method}</b> {escape(o.summary)}</a></li>' for o in operations)
        + "</ol></li>"
        for tag, operations in groups
    )
    sections = "".join(
        f'<section aria-labelledby="{_anchor(tag)}"><h2 id="{_anchor(tag)}">{escape(tag.capitalize())}</h2>'
        + "".join(_operation(reader, operation) for operation in operations)
        + "</section>"
        for tag, operations in groups
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style></head><body>"
        f'<nav aria-label="Endpoints"><a class="mark" href="/">{title}</a><ol>{links}</ol></nav>'
        f"<main><h1>{title}</h1><p>Version {version}, as a document for programs: "
        f'<a href="{PATH}/openapi.json">{PATH}/openapi.json</a></p>'
        f"{_prose(document['info'].get('description', ''))}{sections}</main></body></html>"
    )


def _operation(reader: Reader, operation: Operation) -> str:
    parts = [_prose(operation.description), f"<p><b>Who:</b> {escape(operation.who)}</p>"]
    if operation.parameters:
        parts.append(_table("Parameters", operation.parameters))
    if operation.body:
        parts.append(_table("Body", operation.body))
    parts.append(f"<h4>Try it</h4><pre><code>{escape(_curl(operation))}</code></pre>")
    if operation.answer is not None:
        example = json.dumps(operation.answer, indent=2, ensure_ascii=False)
        parts.append(f"<h4>Answer {operation.status}</h4><pre><code>{escape(example)}</code></pre>")
    else:
        parts.append(f"<p><b>Answer:</b> {operation.status}, without a body.</p>")
    parts.append(f"<p><b>Refusals:</b> {escape(operation.refusals)}</p>")
    return (
        f'<article id="{operation.id}"><h3><span class="method {operation.method.lower()}">{operation.method}'
        f"</span> <code>{escape(operation.path)}</code></h3><p class=summary>{escape(operation.summary)}</p>"
        + "".join(parts)
        + "</article>"
    )


def _table(title: str, rows: list[tuple[str, str, str]]) -> str:
    lines = "".join(
        f"<tr><th scope=row><code>{escape(name)}</code></th>"
        f"<td>{escape(kind)}</td><td>{escape(text)}</td></tr>"
        for name, kind, text in rows
    )
    return f'<h4>{title}</h4><div class="wide"><table>{lines}</table></div>'


def _curl(operation: Operation) -> str:
    parts = ["curl"]
    if operation.method != "GET":
        parts.append(f"-X {operation.method}")
    if operation.needs_token:
        parts.append('-H "Authorization: Bearer $TOKEN"')
    if operation.example_body is not None:
        parts.append("-H 'Content-Type: application/json'")
        parts.append(f"-d '{json.dumps(operation.example_body, ensure_ascii=False)}'")
    parts.append(f'"$SITE{operation.path}"')
    return " ".join(parts)


def _prose(text: str) -> str:
    """Paragraphs, `code` and **bold**: all the markup that our descriptions use."""
    paragraphs = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    html = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    html = re.sub(r"`([^`]+)`", r"<code>\1</code>", html)
    return re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", html)


def _anchor(tag: str) -> str:
    return "about-" + re.sub(r"[^a-z]+", "-", tag.lower())
