"""Pages are opened without a detour, and what can be kept is kept."""

from pathlib import Path

import pytest
import pytest_asyncio
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from aethex_live.page_files import ASK_FIRST, FOR_EVER, PageFiles

FILES = ("index.html", "register/index.html", "legal/terms/index.html", "assets/page-C8vB34Mf.js")


@pytest_asyncio.fixture(loop_scope="session")
async def web(tmp_path: Path):
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    site = Starlette(routes=[Mount("/", StaticFiles(directory=tmp_path, html=True))])
    async with AsyncClient(
        transport=ASGITransport(PageFiles(site, tmp_path)), base_url="http://test"
    ) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/register", "register/index.html"),
        ("/register?next=/", "register/index.html"),
        ("/legal/terms", "legal/terms/index.html"),
        ("/legal/terms/", "legal/terms/index.html"),
    ],
)
async def test_a_page_comes_at_once_and_is_asked_for_again(web, address, file):
    answer = await web.get(address)
    assert (answer.status_code, answer.text) == (200, file)
    assert answer.headers["cache-control"] == ASK_FIRST


async def test_files_with_a_hash_in_their_name_are_kept(web):
    answer = await web.get("/assets/page-C8vB34Mf.js")
    assert answer.headers["cache-control"] == FOR_EVER
    known = {"If-None-Match": answer.headers["etag"]}
    assert (await web.get("/assets/page-C8vB34Mf.js", headers=known)).status_code == 304


async def test_on_what_an_answer_depends_is_said_once(tmp_path):
    async def site(scope, receive, send) -> None:
        said = [(b"vary", b"Accept-Encoding, Origin"), (b"vary", b"origin,Cookie")]
        await send({"type": "http.response.start", "status": 200, "headers": said})
        await send({"type": "http.response.body", "body": b""})

    transport = ASGITransport(PageFiles(site, tmp_path))
    async with AsyncClient(transport=transport, base_url="http://test") as web:
        for answer in (await web.get("/"), await web.post("/")):
            assert answer.headers.get_list("vary") == ["Accept-Encoding, origin, Cookie"]


async def test_what_is_not_there_is_not_kept(web):
    answer = await web.get("/assets/gone.js")
    assert answer.status_code == 404
    assert "cache-control" not in answer.headers
