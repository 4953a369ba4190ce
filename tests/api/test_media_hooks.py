"""The media server's door: signed or nothing, and what is told there shows on the site."""

import time
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI

from aethex_live.api import media_hooks
from aethex_live.domain.stream import Status
from aethex_live.services import context as contexts
from aethex_live.services import stream, stream_key
from media_server.contract import AuthorisePublish, Ended, Envelope, PublishAnswer, Started, encode, sign
from tests.support.accounts import member_actor
from tests.support.channels import create_channel, id_of

SECRET = "what the app and the media server both know"


@pytest.fixture
async def site(context):
    """The site with a secret, a channel, and its key."""
    context = replace(context, settings=replace(context.settings, media_secret=SECRET))
    contexts.use(context)
    return context


@pytest.fixture
async def key(site):
    owner = await member_actor(site, "ada")
    channel = await create_channel(site, owner)
    (listed,) = await stream_key.listing(site, owner, id_of(channel))
    return (await stream_key.reveal(site, owner, listed.id)).secret


@pytest.fixture
async def media_server(site):
    app = FastAPI()
    app.include_router(media_hooks.router)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://app") as client:
        yield client


async def post(client, message, *, secret=SECRET, sequence=0, at=None):
    body = encode(Envelope(message, "media-1", sequence))
    headers = sign(secret.encode(), body, time.time() if at is None else at)
    return await client.post("/media/hooks", content=body, headers=headers)


def question(key):
    return AuthorisePublish(key=key, address="192.0.2.7", encoder="OBS", encrypted=False)


@pytest.mark.parametrize(
    "forgery",
    [{"secret": "guessed"}, {"secret": ""}, {"at": 0.0}],
    ids=["wrong secret", "no secret", "recorded long ago"],
)
async def test_what_is_not_signed_by_us_and_now_is_refused(media_server, key, forgery):
    answer = await post(media_server, question(key), **forgery)
    assert answer.status_code == 401
    assert key not in answer.text


@pytest.mark.parametrize("body", [b"", b"{}", b"[" * 10_000, b"\xff", b"x" * 300_000])
async def test_nonsense_is_refused_in_words(media_server, body):
    answer = await media_server.post(
        "/media/hooks", content=body, headers=sign(SECRET.encode(), body, time.time())
    )
    assert answer.status_code in (400, 413)
    assert answer.json()["error"]


async def test_a_key_opens_its_channel_and_nothing_else_does(media_server, key):
    accepted = PublishAnswer.parse((await post(media_server, question(key))).content)
    assert (accepted.accepted, accepted.stream, accepted.private) == (True, "night-owls", False)
    wrong = PublishAnswer.parse((await post(media_server, question("live_" + "x" * 32))).content)
    assert (wrong.accepted, wrong.wrong_key) == (False, True)
    assert wrong.reason


async def test_what_the_media_server_tells_is_what_the_site_shows(site, media_server, key):
    begun = Started(
        stream="night-owls", broadcast="b1", at=time.time(), tracks=(), address="192.0.2.7", encoder="OBS"
    )
    for _ in range(2):
        assert (await post(media_server, begun, sequence=1)).status_code == 200
    assert (await stream.on_air(site, "night-owls")).status is Status.LIVE
    over = Ended(stream="night-owls", broadcast="b1", at=time.time(), duration_s=5.0, reason="stopped")
    assert (await post(media_server, over, sequence=2)).status_code == 200
    assert (await stream.on_air(site, "night-owls")).status is Status.ENDED
