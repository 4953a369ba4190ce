"""The page that describes the API: all of it, readable without scripts, loading nothing from elsewhere."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest_asyncio

from aethex_live.api.docs import render
from tests.support.http import client, described


class Page(HTMLParser):
    """What a page links to, loads and contains."""

    VOID = frozenset({"meta", "link", "br", "img", "input"})

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.tags if attributes.get(attribute)]


@pytest_asyncio.fixture(loop_scope="session")
async def web(context):
    async with client(context) as made:
        yield made


async def test_it_has_every_endpoint_and_loads_nothing(web):
    text = (await web.get("/api/docs")).text
    document = await described(web)
    page = Page(text)
    ids, read = page.values("id"), unescape(text)
    for path, item in document["paths"].items():
        assert f"/api/v1{path}" in read
        for operation in item.values():
            assert operation["operationId"] in ids
            assert operation["summary"] in read
    assert not {"script", "img", "link"} & {tag for tag, _ in page.tags}
    assert "http" not in re.sub(r"https://example\.org/", "", " ".join(page.values("href")))
    assert "url(" not in text


async def test_every_endpoint_says_how_it_refuses(web):
    for path, item in (await described(web))["paths"].items():
        for method, operation in item.items():
            expected = {"401", "422", "429"} if "security" in operation else {"422", "429"}
            assert expected <= operation["responses"].keys(), (method, path)


async def test_its_links_lead_to_its_parts(web):
    page = Page((await web.get("/api/docs")).text)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in page.values("href") if link.startswith("#")} <= set(ids)


def test_what_a_description_says_cannot_become_markup():
    evil = "<img src=x onerror=alert(1)>"
    operation = {
        "operationId": "x",
        "tags": [evil],
        "summary": evil,
        "description": evil,
        "responses": {"204": {"description": evil}},
        "parameters": [{"name": evil, "in": "query", "description": evil, "schema": {"type": "string"}}],
    }
    document = {"info": {"title": evil, "version": evil}, "paths": {f"/{evil}": {"get": operation}}}
    assert "<img" not in render(evil, document)
