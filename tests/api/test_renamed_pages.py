"""The built pages carry the name that the site has."""

from pathlib import Path

import pytest_asyncio
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette

from aethex_live.api import renamed_pages
from aethex_live.api.renamed_pages import RenamedPages, renamed
from aethex_live.components.layout.site_name import PRODUCT

NAME = "Night & <b>Day</b>"
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Log in · AeThex LIVE</title><script>"AeThex LIVE"</script></head>'
    '<body><a aria-label="AeThex LIVE" class="ui-wordmark" href="/"><span class="ui-wordmark-words">'
    '<span>AeThex</span><span class="ui-wordmark-live">LIVE</span></span></a></body></html>'
)
RENAMED = (
    '<!DOCTYPE html><html data-site="{0}" lang="en"><head><title>Log in · {0}</title>'
    '<script>"AeThex LIVE"</script></head><body><a aria-label="{0}" class="ui-wordmark" href="/">'
    '<span class="ui-wordmark-words"><span>{0}</span></span></a></body></html>'
).format("Night &amp; &lt;b&gt;Day&lt;/b&gt;")


@pytest_asyncio.fixture(loop_scope="session")
async def web(context, tmp_path: Path):
    (tmp_path / "login").mkdir()
    for name in ("index.html", "login/index.html"):
        (tmp_path / name).write_text(PAGE)
    site = Starlette(routes=[RenamedPages(tmp_path)])
    async with AsyncClient(transport=ASGITransport(site), base_url="http://test") as client:
        yield client


def test_it_stands_where_a_reader_sees_it_and_no_script_is_touched():
    assert renamed(PAGE, NAME) == RENAMED
    assert renamed(PAGE, "AeThex LIVE") == PAGE
    assert renamed_pages.PRODUCT == PRODUCT


async def test_pages_say_what_an_admin_has_called_the_site(context, web):
    context.signboard.name = NAME
    for path in ("/login", "/login/"):
        answer = await web.get(path)
        assert (answer.text, answer.headers["cache-control"]) == (RENAMED, "no-cache")
        assert answer.headers["content-encoding"] == "gzip"
    assert (await web.get("/nowhere")).status_code == 404
    context.signboard.name = "Another"
    assert "Log in · Another" in (await web.get("/login")).text


async def test_files_of_a_site_without_a_name_of_its_own_are_given_as_they_lie_there(web):
    assert (await web.get("/login")).status_code == 404
