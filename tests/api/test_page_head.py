"""What crawlers, messengers and other sites are told about a page, without running it."""

import gzip
import re
from html import unescape
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI

from aethex_live.api import root
from aethex_live.domain.image import Kind
from aethex_live.domain.session import COOKIE
from aethex_live.domain.stream import Event
from aethex_live.domain.user import Role
from aethex_live.services import category, channel, embed, stream_desk
from tests.support.channels import create_channel, id_of, upload
from tests.support.http import Limits, app_with_pages
from tests.support.people import create_actor
from tests.support.plans import plan
from tests.support.streams import Teller

PAGE = '<!DOCTYPE html><html><head><meta charSet="utf-8"/><link rel="icon"/></head><body></body></html>'
MANIFEST = (
    'window.__reactRouterManifest={"routes":{"s":{"path":"streams/:channel_slug","module":"/assets/s.js",'
    '"imports":["/assets/i.js"],"css":["/assets/s.css"]}}};'
)
EVIL = '"><script>alert(1)</script>'


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """Built pages, as far as somebody reads them here."""
    (tmp_path / "assets").mkdir()
    for name in ("__spa-fallback.html", "index.html"):
        (tmp_path / name).write_text(PAGE)
    (tmp_path / "assets" / "manifest-1.js").write_text(MANIFEST)
    (tmp_path / "assets" / "hls-1.js").write_text("")
    return tmp_path


def client_of(context, app: FastAPI) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=context.settings.base_url)


@pytest_asyncio.fixture(loop_scope="session")
async def web(context, built):
    async with client_of(context, app_with_pages(context.settings, built)) as client:
        yield client


@pytest.fixture
def ada(member):
    return member


@pytest.fixture
async def owls(context, ada):
    return await create_channel(context, ada, description="Owls at night.")


def told(page: str) -> dict[str, str]:
    """The meta tags of a page by name."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


async def test_a_stream_that_is_on(context, web, ada, owls):
    await Teller(context).tell(Event.STARTED)
    await stream_desk.change(context, ada, id_of(owls), {"title": "First flight"})
    answer = await web.get("/streams/night-owls")
    assert answer.status_code == 200
    assert "<title data-served>First flight · Night Owls · AeThex LIVE</title>" in answer.text
    tags = told(answer.text)
    assert tags["og:title"] == "First flight · Night Owls"
    assert "is live" in tags["description"] and "Owls at night." in tags["description"]
    assert tags["og:image"].endswith("/thumbnails/night-owls.webp")
    assert tags["twitter:player"] == f"{context.settings.base_url}/embed/night-owls"
    assert answer.headers["cache-control"] == "no-cache"
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
    for script in ("/assets/s.js", "/assets/i.js", "/assets/hls-1.js"):
        assert f'<link rel="later" fetchpriority="low" href="{script}"/>' in answer.text
    assert '<link rel="stylesheet" href="/assets/s.css"/>' in answer.text
    assert (await web.get("/streams/night-owls/")).text == answer.text


async def test_the_whole_app_serves_these_pages_beside_everything_else(context, built, owls):
    async with client_of(context, root.create(context.settings, Limits(), built=built)) as client:
        answer = await client.get("/channels/night-owls")
        assert told(answer.text)["og:title"] == "Night Owls"
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
        assert (await client.get("/api/v1/channels/night-owls")).json()["name"] == "Night Owls"


async def test_what_people_write_stays_text(context, web, ada):
    await create_channel(context, ada, name=f"Bad {EVIL}", description=EVIL)
    for kind in ("streams", "channels"):
        page = (await web.get(f"/{kind}/night-owls")).text
        assert "<script>" not in page
        assert told(page)["og:description"].endswith(EVIL)


async def test_a_page_without_anything_on_it(web):
    for path in ("/streams/none-such", "/channels/none-such", "/users/nobody-here", "/embed/%22%3E"):
        answer = await web.get(path)
        assert answer.status_code == 404
        assert told(answer.text) == {"robots": "noindex"}


async def test_what_is_for_adults_gives_nothing_away(context, web, ada, owls):
    await channel.edit(context, ada, id_of(owls), {"mature": True})
    for path in ("/streams/night-owls", "/channels/night-owls"):
        page = (await web.get(path)).text
        assert "Owls" not in page
        assert told(page)["robots"] == "noindex"
    asked = {"url": f"{context.settings.base_url}/streams/night-owls"}
    assert (await web.get("/oembed", params=asked)).status_code == 404
    assert "night-owls" not in (await web.get("/sitemap.xml")).text


async def test_a_site_by_its_own_name(context, web, owls):
    context.signboard.name, context.signboard.tagline = "Night & Day", "All of it."
    answer = await web.get("/")
    assert told(answer.text) == {
        "og:site_name": "Night & Day",
        "og:type": "website",
        "og:title": "Night & Day",
        "og:description": "All of it.",
        "og:url": f"{context.settings.base_url}/",
    }
    assert (
        "<title data-served>Night Owls · Night &amp; Day</title>"
        in (await web.get("/channels/night-owls")).text
    )


async def test_a_person(web, ada):
    tags = told((await web.get("/users/ada")).text)
    assert tags["og:title"] == "ada (@ada)"


@pytest.mark.parametrize(
    ("who", "sites", "ancestors"),
    [("anyone", [], "*"), ("listed", ["blog.example"], "'self' blog.example"), ("nobody", [], "'self'")],
)
async def test_who_may_frame_the_player(context, web, ada, owls, who, sites, ancestors):
    await embed.choose(context, ada, id_of(owls), who, sites)
    policy = (await web.get("/embed/night-owls")).headers["content-security-policy"]
    assert f"frame-ancestors {ancestors}" in policy.split("; ")
    asked = {"url": f"{context.settings.base_url}/streams/night-owls", "maxwidth": "640"}
    card = (await web.get("/oembed", params=asked)).json()
    assert card["type"] == ("link" if who == "nobody" else "video")
    if who != "nobody":
        assert (card["width"], card["height"]) == (640, 360)
        assert f'src="{context.settings.base_url}/embed/night-owls"' in card["html"]


async def test_addresses_that_are_no_streams_have_no_card(web):
    for url in ("https://elsewhere.example/streams/night-owls", "/settings", "/streams/none-such"):
        assert (await web.get("/oembed", params={"url": url})).status_code == 404
    assert (await web.get("/oembed", params={"url": "/", "format": "xml"})).status_code == 501
    assert (await web.get("/oembed", params={"url": "/streams/a", "maxwidth": "-1"})).status_code == 422


async def test_search_engines_find_their_way(context, web, owls):
    base = context.settings.base_url
    assert f"Sitemap: {base}/sitemap.xml" in (await web.get("/robots.txt")).text
    assert f"<loc>{base}/streams/night-owls</loc>" in (await web.get("/sitemap.xml")).text


async def test_a_page_is_packed_for_those_who_can_read_it(web, owls):
    answer = await web.get("/streams/night-owls", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    async with web.stream("GET", "/streams/night-owls", headers={"Accept-Encoding": "gzip"}) as raw:
        packed = b"".join([chunk async for chunk in raw.aiter_raw()])
    assert gzip.decompress(packed).decode() == answer.text


async def test_the_picture_that_is_seen_first_is_asked_for_at_once(context, web, ada, owls):
    shown = await channel.set_image(
        context, ada, id_of(owls), Kind.BANNER, await upload(context, ada, Kind.BANNER)
    )
    for path in ("/", "/streams/night-owls"):
        link = f'<link rel="preload" as="image" fetchpriority="high" href="{shown.channel.banner_url}"/>'
        assert link in (await web.get(path)).text
    assert "--first-picture" not in (await web.get("/")).text  # nothing is on


async def test_the_best_stream_is_seen_before_any_script_has_run(context, web, ada, owls):
    await Teller(context).tell(Event.STARTED)
    page = (await web.get("/")).text
    assert re.search(
        r'<style>:root\{--first-picture:url\("[^"]+/thumbnails/night-owls.webp"\)\}</style>', page
    )


async def test_the_picture_and_title_of_a_stream_are_seen_before_any_script_has_run(context, web, ada, owls):
    shown = await channel.set_image(
        context, ada, id_of(owls), Kind.BANNER, await upload(context, ada, Kind.BANNER)
    )
    sight = (await web.get("/streams/night-owls")).text.split("<body>")[1]
    assert sight.startswith('<aside class="first-sight" aria-hidden="true">')
    assert f'src="{shown.channel.banner_url}"' in sight and ">Night Owls</p>" in sight


async def test_who_is_logged_in_is_shown_no_picture_of_somebody_they_may_have_blocked(
    context, web, ada, owls
):
    await Teller(context).tell(Event.STARTED)
    answer = await web.get("/", headers={"Cookie": f"{COOKIE}=whatever"})
    assert "--first-picture" not in answer.text and "Cookie" in answer.headers["vary"]


async def test_nothing_is_asked_for_where_there_is_no_picture_or_it_is_for_adults(context, web, ada, owls):
    assert 'as="image"' not in (await web.get("/")).text
    assert 'as="image"' not in (await web.get("/streams/night-owls")).text
    await channel.edit(context, ada, id_of(owls), {"mature": True})
    await channel.set_image(context, ada, id_of(owls), Kind.BANNER, await upload(context, ada, Kind.BANNER))
    page = (await web.get("/streams/Night-Owls")).text
    assert 'as="image"' not in page and "first-sight" not in page


async def test_something_planned(context, web, ada, owls):
    entry = await plan(context, ada, id_of(owls), description="Bring tea.")
    answer = await web.get(f"/schedule/{entry.id}")
    assert answer.status_code == 200
    tags = told(answer.text)
    assert tags["og:title"] == "Night shift · Night Owls"
    assert tags["description"] == "22 November 2026, 19:00 UTC. Bring tea."
    assert tags["og:url"].endswith(f"/schedule/{entry.id}")
    for gone in ("/schedule/nothing", "/schedule/00000000-0000-0000-0000-000000000000"):
        assert (await web.get(gone)).status_code == 404
    await channel.edit(context, ada, id_of(owls), {"mature": True})
    hidden = await plan(context, ada, id_of(owls), title="Late shift")
    assert "Late shift" not in (await web.get(f"/schedule/{hidden.id}")).text


async def test_categories_and_legal_pages(context, web):
    admin = await create_actor(context, "root", role=Role.ADMIN)
    await category.create(context, admin, name="Board games", slug="board-games", icon="dices")
    assert told((await web.get("/categories/board-games")).text)["og:title"] == "Board games"
    assert told((await web.get("/legal/terms")).text)["og:url"].endswith("/legal/terms")
    for unknown in ("/categories/none", "/legal/none"):
        assert (await web.get(unknown)).status_code == 404
