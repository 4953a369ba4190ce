"""Texts that break careless code, in every place where our OpenAPI document takes one: never a defect."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from aethex_live.api.openapi_reader import METHODS, Reader
from tests.api.v1.world import build
from tests.support.http import client, described

HOSTILE = ("a\0b", "\ud800", "../' OR 1=1 --%s{0}\u202e", "𝕏" * 5000)
LONGEST_PIECE = 500  # of a path, where each character has twelve


def requests(document: dict) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each endpoint with each hostile text in each of its places: (method, path, what to send)."""
    reader = Reader(document)
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                for text in HOSTILE:
                    yield from _placed(reader, method.upper(), path, item[method], text)


def _placed(
    reader: Reader, method: str, path: str, operation: dict, text: str
) -> Iterator[tuple[str, str, dict[str, Any]]]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    body = reader.example(content["schema"]) if content else None
    whole = {"json": body} if content else {}
    for parameter in operation.get("parameters", []):
        name = parameter["name"]
        kind = reader.kind(parameter["schema"])
        if kind.startswith("uuid"):
            continue  # refused before any code of ours sees it
        if parameter["in"] == "path":
            piece = quote(text[:LONGEST_PIECE], safe="", errors="surrogatepass")
            yield method, path.replace(f"{{{name}}}", piece), whole
        elif kind.startswith("string"):
            yield (
                method,
                path,
                {**whole, "params": {"subject_kind": "user", name: text.replace("\ud800", "")}},
            )
    for name, value in (body or {}).items():
        if isinstance(value, str | None):
            yield method, path, {"json": {**body, name: text}}
        elif isinstance(value, list):
            yield method, path, {"json": {**body, name: [text]}}


async def test_no_text_breaks_anything(context):
    async with client(context) as web:
        world = await build(context, web)
        broken = []
        for method, path, send in requests(await described(web)):
            address = (
                path.replace("{", "%7B")
                if "{" not in path
                else path.format(**world.ids, kind="avatar", page="imprint")
            )
            headers = dict(world.headers["root" if "/admin/" in path else "ada"])
            answer = await web.request(
                method, f"/api/v1{address}", headers=headers, **_sendable(send, headers)
            )
            if answer.status_code >= 500:
                broken.append((method, path, send))
    assert broken == []


def _sendable(send: dict[str, Any], headers: dict[str, str]) -> dict[str, Any]:
    """`send` for httpx, whose own JSON refuses half characters."""
    if "json" not in send:
        return send
    headers["Content-Type"] = "application/json"
    return {**{k: v for k, v in send.items() if k != "json"}, "content": json.dumps(send["json"])}
