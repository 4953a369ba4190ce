"""What the server says about itself, and to whom."""

from ipaddress import ip_network

import pytest
from prometheus_client.parser import text_string_to_metric_families

from media_server.http.addresses import client_address
from media_server.http.live import LiveStreams
from media_server.http.settings import HttpSettings
from media_server.http.status import StatusRoutes
from media_server.http.viewers import SEEN_FOR_S, Viewers
from tests.media_server.http.serving import Channel, Served, served


async def test_health_is_a_word_and_a_status(site: Served) -> None:
    status, body, _ = await site.get("/healthz")
    assert (status, body) == (200, b'{"status": "ok", "troubles": {}}')


async def test_trouble_makes_the_server_unhealthy() -> None:
    answer = await StatusRoutes(LiveStreams(), lambda: {"disk": "full"}).healthz(None)
    assert answer.status == 503 and b"full" in answer.body


async def test_public_streams_are_listed_with_what_they_are(site: Served, show: Channel) -> None:
    async with site.http.get(f"{site.url}/api/streams") as answer:
        listed = (await answer.json())["streams"]
    assert [stream["name"] for stream in listed] == ["show"]
    assert listed[0]["playback"] == "/live/show/index.m3u8"
    rendition = listed[0]["renditions"][0]
    assert (rendition["width"], rendition["height"], rendition["frame_rate"]) == (160, 90, 15.0)
    assert rendition["part_target_s"] == 0.205


async def test_metrics_are_readable_by_prometheus(site: Served, show: Channel) -> None:
    await site.text(f"{show.base}/index.m3u8")
    families = {family.name: family for family in text_string_to_metric_families(await site.text("/metrics"))}
    assert families["media_streams"].samples[0].value == 1
    assert families["media_viewers"].samples[0].value == 1
    window = families["media_window_bytes"].samples[0]
    assert window.labels == {"stream": "show", "rendition": "source"}
    assert window.value == show.timeline.bytes_in_memory > 0


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
async def test_metrics_are_not_for_who_comes_through_a_proxy(
    site: Served, show: Channel, header: str
) -> None:
    async with site.http.get(f"{site.url}/metrics", headers={header: "127.0.0.1"}) as answer:
        assert answer.status == 404 and "show" not in await answer.text()


PROXIES = (ip_network("10.0.0.0/8"), ip_network("::1/128"))


@pytest.mark.parametrize(
    ("peer", "header", "address"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, 10.2.2.2", "198.51.100.1"),
        ("10.0.0.1", "10.3.3.3, 10.2.2.2", "10.3.3.3"),
        ("10.0.0.1", "unknown", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, junk", "10.0.0.1"),
        ("::1", "2001:db8::5", "2001:db8::5"),
    ],
)
def test_only_our_own_proxies_may_name_the_client(peer: str, header: str, address: str) -> None:
    assert client_address(peer, header, PROXIES) == address
    assert client_address(peer, header, ()) == peer


def test_viewers_are_forgotten_after_a_while() -> None:
    now = [0.0]
    viewers = Viewers(per_address=2, clock=lambda: now[0])
    for agent in ("a", "b", "c"):
        viewers.saw("192.0.2.1", agent)
    viewers.saw("192.0.2.2", "a")
    assert viewers.count() == 3
    now[0] = SEEN_FOR_S + 1
    assert viewers.count() == 0 and viewers.peak == 3
    viewers.saw("192.0.2.1", "c")
    assert viewers.count() == 1


async def test_the_player_page_can_be_turned_off() -> None:
    async with served(HttpSettings(player_page=False)) as site:
        assert (await site.get("/"))[0] == 404
        assert (await site.get("/api/streams"))[0] == 404
