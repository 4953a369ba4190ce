"""A channel plays another server's stream: live as long as its playlist moves, and led through ours."""

import pytest

from aethex_live.domain.stream import Event, Status
from aethex_live.errors import AppError, InvalidInput, NotFound, NotLoggedIn
from aethex_live.services import external_source, stream, stream_desk, stream_life
from aethex_live.services.context import ANONYMOUS
from tests.support.channels import create_channel, id_of
from tests.support.people import create_actor
from tests.support.streams import Teller

URL = "https://live.example.test/index.m3u8"


@pytest.fixture
async def channel(context, ada):
    return id_of(await create_channel(context, ada))


def move(context, number: int, end: str = "") -> None:
    text = f"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:{number}\n#EXTINF:4,\n{number}.ts\n{end}"
    context.fetcher.pages[URL] = text.encode()


async def status(context):
    found = await stream.on_air(context, "night-owls")
    return found and found.status


async def go_live(context, ada, channel) -> None:
    move(context, 1)
    await external_source.choose(context, ada, channel, URL)
    await external_source.watch(context)
    move(context, 2)
    await external_source.watch(context)


async def test_it_is_live_while_its_playlist_moves(context, ada, channel, clock):
    move(context, 1)
    await external_source.choose(context, ada, channel, URL)
    await external_source.watch(context)
    assert await status(context) is None
    for number in range(2, 6):
        move(context, number)
        clock.forward(seconds=8)
        await external_source.watch(context)
        await stream_life.reconcile(context, [])
        assert await status(context) is Status.LIVE
    assert (await external_source.of_channel(context, ada, channel)).live
    for _ in range(6):
        clock.forward(seconds=8)
        await external_source.watch(context)
    assert await status(context) is Status.ENDED


@pytest.mark.parametrize("hours", [1, -1])
async def test_a_clock_that_is_set_does_not_end_it(context, ada, channel, clock, hours):
    await go_live(context, ada, channel)
    clock.forward(hours=hours)
    await external_source.clock_was_set(context)
    await external_source.watch(context)
    assert await status(context) is Status.LIVE


async def test_what_is_wrong_is_told_and_it_comes_back(context, ada, channel, clock):
    await go_live(context, ada, channel)
    context.fetcher.pages.clear()
    clock.forward(seconds=50)
    await external_source.watch(context)
    seen = await external_source.of_channel(context, ada, channel)
    assert not seen.live and seen.problem.endswith(".") and await status(context) is Status.ENDED
    move(context, 9)
    await external_source.watch(context)
    assert await status(context) is Status.LIVE


async def test_players_get_it_through_ours_and_nothing_else(context, ada, channel):
    await go_live(context, ada, channel)
    assert (await stream.on_air(context, "night-owls")).playback == "/external/night-owls/index.m3u8"
    line = (await external_source.playlist(context, "night-owls")).splitlines()[-1]
    slug, signature, name = line.removeprefix("/external/").split("/")
    context.fetcher.pages["https://live.example.test/2.ts"] = b"media"
    assert (await external_source.piece(context, slug, signature, name)).body == b"media"
    await create_channel(context, ada, "day-owls")
    for forged in ((slug, "0" * 40, name), (slug, signature, name[:-4]), ("day-owls", signature, name)):
        with pytest.raises(NotFound):
            await external_source.piece(context, *forged)
    context.fetcher.pages.clear()
    with pytest.raises(AppError):
        await external_source.piece(context, slug, signature, name)


async def test_ones_own_encoder_comes_first(context, ada, channel, clock):
    await go_live(context, ada, channel)
    await Teller(context).tell(Event.STARTED)
    move(context, 7)
    await external_source.watch(context)
    assert (await stream.on_air(context, "night-owls")).playback.endswith("/live/night-owls/index.m3u8")
    with pytest.raises(NotFound):
        await external_source.playlist(context, "night-owls")


async def test_it_ends_when_it_is_removed_and_not_by_the_button_for_encoders(context, ada, channel):
    await go_live(context, ada, channel)
    with pytest.raises(AppError):
        await stream_desk.end(context, ada, channel)
    await external_source.remove(context, ada, channel)
    assert await status(context) is Status.ENDED
    assert await external_source.of_channel(context, ada, channel) is None


@pytest.mark.parametrize(
    "url",
    [
        "",
        "rtmp://a/b",
        "https://u:p@a/b",
        "https://",
        "https://a:b/c",
        "https://a/ b",
        "https://a/" + "x" * 1000,
    ],
)
async def test_what_is_no_address_is_refused_at_its_field(context, ada, channel, url):
    with pytest.raises(InvalidInput) as refusal:
        await external_source.choose(context, ada, channel, url)
    assert refusal.value.field == "url" and context.fetcher.asked == []


async def test_an_address_without_a_playlist_is_refused_and_nothing_changes(context, ada, channel):
    for page in (None, b"<html>", b"#EXTM3U\n#EXT-X-STREAM-INF:A=1\nindex.m3u8\n"):
        if page is not None:
            context.fetcher.pages[URL] = page
        with pytest.raises(InvalidInput):
            await external_source.choose(context, ada, channel, URL)
    assert await external_source.of_channel(context, ada, channel) is None


@pytest.mark.parametrize("who", ["stranger", "other"])
async def test_others_can_do_none_of_it(context, channel, who):
    actor = ANONYMOUS if who == "stranger" else await create_actor(context, "eve")
    for act in (
        external_source.of_channel(context, actor, channel),
        external_source.choose(context, actor, channel, URL),
        external_source.remove(context, actor, channel),
    ):
        with pytest.raises((NotFound, NotLoggedIn)):
            await act
    assert context.fetcher.asked == []
