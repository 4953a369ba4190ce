"""Messages to browsers as the standards want them: encrypted by RFC 8291, signed by RFC 8292, taken by an endpoint."""

import asyncio
import base64
import json
from contextlib import asynccontextmanager

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from aethex_live.config import Settings
from aethex_live.domain.push import Outcome
from aethex_live.integrations.egress import Egress
from aethex_live.integrations.web_push import NoPush, WebPush, decode, encrypt, private_key, pusher
from aethex_live.services.ports import Push
from tests.support.push import AUTH, POINT, read

# RFC 8291, section 5 and appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
    "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
MESSAGE = {"title": "Nacht 🦉", "body": "is live"}


@asynccontextmanager
async def push_service(head: str):
    """Takes one message after the other and answers `head`; gives its address, and what came in."""
    came: asyncio.Queue[tuple[dict[str, str], bytes]] = asyncio.Queue()

    async def serve(reader, writer):
        lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:-2]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        came.put_nowait((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(f"HTTP/1.1 {head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    running = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with running:
        yield f"http://127.0.0.1:{running.sockets[0].getsockname()[1]}/ada", came


@pytest.fixture
async def web_push():
    egress = Egress(allow_private=True)
    yield WebPush(OURS, "mailto:us@example.test", egress)
    await egress.close()


def push(endpoint: str, p256dh: bytes = POINT) -> Push:
    return Push(endpoint, p256dh, AUTH, json.dumps(MESSAGE).encode(), ttl=60, urgent=True, topic="owls")


def test_the_example_of_the_standard_comes_out_byte_for_byte():
    body = encrypt(PLAIN, decode(THEIRS), decode(SECRET), own=private_key(OURS), salt=decode(SALT))
    assert base64.urlsafe_b64encode(body).rstrip(b"=").decode() == BODY


async def test_a_message_arrives_and_can_be_read_by_its_browser_alone(web_push):
    async with push_service("201 Created") as (endpoint, came):
        sent = await web_push.send(push(endpoint))
    headers, body = came.get_nowait()
    assert sent.outcome is Outcome.TAKEN
    assert read(body) == MESSAGE and b"live" not in body
    assert headers["content-encoding"] == "aes128gcm"
    assert (headers["ttl"], headers["urgency"], headers["topic"]) == ("60", "high", "owls")


async def test_the_push_service_can_tell_that_it_is_us(web_push):
    async with push_service("201 Created") as (endpoint, came):
        await web_push.send(push(endpoint))
    scheme, _, rest = came.get_nowait()[0]["authorization"].partition(" ")
    parameters = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert (scheme, parameters["k"]) == ("vapid", web_push.public_key)
    point = decode(web_push.public_key)
    x, y = (base64.urlsafe_b64encode(half).rstrip(b"=").decode() for half in (point[1:33], point[33:]))
    key = ECKey.import_key({"kty": "EC", "crv": "P-256", "x": x, "y": y})
    token = jwt.decode(parameters["t"], key, algorithms=["ES256"])
    assert token.header == {"typ": "JWT", "alg": "ES256"}
    assert token.claims["aud"] == endpoint.removesuffix("/ada")
    assert token.claims["sub"] == "mailto:us@example.test"


@pytest.mark.parametrize(
    ("head", "outcome", "pause"),
    [
        ("410 Gone", Outcome.GONE, 0),
        ("404 Not Found", Outcome.GONE, 0),
        ("429 Too Many\r\nRetry-After: 120", Outcome.LATER, 120),
        ("503 Away\r\nRetry-After: 1e9", Outcome.LATER, 3600),
        ("500 Broken", Outcome.LATER, 0),
        ("403 Forbidden", Outcome.REFUSED, 0),
        ("307 Elsewhere\r\nLocation: http://127.0.0.1:1/", Outcome.REFUSED, 0),
    ],
)
async def test_what_a_push_service_answers_is_understood(web_push, head, outcome, pause):
    async with push_service(head) as (endpoint, _):
        sent = await web_push.send(push(endpoint))
    assert (sent.outcome, sent.retry_after) == (outcome, pause)


async def test_a_push_service_in_our_own_network_is_out_of_reach():
    guarded = Egress()
    async with push_service("201 Created") as (endpoint, came):
        sent = await WebPush(OURS, "mailto:us@example.test", guarded).send(push(endpoint))
    await guarded.close()
    assert sent.outcome is Outcome.LATER and came.empty()


async def test_a_key_that_is_no_point_of_the_curve_is_no_browser(web_push):
    sent = await web_push.send(push("http://127.0.0.1:1/", p256dh=b"\x04" + b"\x01" * 64))
    assert sent.outcome is Outcome.GONE


@pytest.mark.parametrize("key", ["no base64!", "AAAA", "_" * 42 + "8"])
def test_a_wrong_key_says_how_a_right_one_looks(key):
    with pytest.raises(ValueError, match="VAPID_KEY"):
        private_key(key)


async def test_without_a_key_nothing_is_sent():
    none = pusher(Settings(), Egress())
    assert isinstance(none, NoPush) and none.public_key == ""
    assert (await none.send(push("http://127.0.0.1:1/"))).outcome is Outcome.REFUSED
