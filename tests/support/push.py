"""A browser that wants to be told: its keys, and what it can read with them."""

import base64
import json
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from aethex_live.services import push
from aethex_live.services.context import Actor, Context

PRIVATE = ec.derive_private_key(0x2A, ec.SECP256R1())
AUTH = b"sixteen bytes, 1"
POINT = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
ENDPOINT = "https://push.example.test/ada"


def written(data: bytes) -> str:
    """As a browser writes its keys."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


KEYS = {"p256dh": written(POINT), "auth": written(AUTH)}


def read(body: bytes) -> Any:
    """What the browser makes of a message, by a program that is not ours."""
    return json.loads(http_ece.decrypt(body, private_key=PRIVATE, auth_secret=AUTH, version="aes128gcm"))


async def subscribed(context: Context, actor: Actor, endpoint: str = ENDPOINT) -> None:
    """Let this person be told in the browser where they are logged in."""
    await push.subscribe(context, actor, endpoint=endpoint, user_agent="Firefox/140.0 Linux", **KEYS)
