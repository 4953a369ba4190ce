"""Providers of log-ins that are down, slow or out of their mind: a sentence, no hang, and no account."""

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest

from aethex_live.domain.oauth import ProviderRefused
from aethex_live.integrations.oauth import OAuthClients
from aethex_live.integrations.oauth_providers import OpenIdProvider, PlainProvider, read_github
from aethex_live.services import oauth
from tests.support.accounts import STRANGER


def site(issuer: str) -> OpenIdProvider:
    return OpenIdProvider(key="oidc", name="Peer", issuer=issuer, client_id="us", client_secret="secret")


class Peer:
    """A site that answers as it is told: with a text at a path, a status, byte by byte, or never."""

    def __init__(self, **answers: object):
        self.answers = answers
        self.over = asyncio.Event()

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked = (await reader.readuntil(b"\r\n\r\n")).split()[1].decode()
        answer = self.answers.get(asked.rpartition("/")[2].replace("-", "_"), "")
        status = answer if isinstance(answer, int) else 200
        body = answer.encode() if isinstance(answer, str) else b"{" * 1000
        writer.write(b"HTTP/1.1 %d Said\r\nContent-Type: application/json\r\n" % status)
        writer.write(b"Content-Length: %d\r\n\r\n" % len(body))
        if answer is None:
            for byte in body:
                writer.write(bytes([byte]))
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.over.wait(), 0.05)
                    break
        else:
            writer.write(body)
        writer.close()

    @asynccontextmanager
    async def running(self):
        server = await asyncio.start_server(self, "127.0.0.1", 0)
        async with server:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            self.over.set()


DISCOVERY = {"issuer": "{here}", "jwks_uri": "{here}/keys", "token_endpoint": "{here}/token"}
DISCOVERY |= {"authorization_endpoint": "{here}/authorize"}
SPOILED = {
    "not JSON": "<html>",
    "an error": 500,
    "another page": 302,
    "byte by byte": None,
    "a list": "[]",
    "very deep": "[" * 100_000,
    "nothing": "{}",
    "a number for an address": json.dumps({**DISCOVERY, "issuer": 7}),
    "no way in": json.dumps({**DISCOVERY, "authorization_endpoint": None}),
    "a script for an address": json.dumps({**DISCOVERY, "authorization_endpoint": "javascript:alert(1)"}),
    "an address that is none": json.dumps({**DISCOVERY, "jwks_uri": "http://[:"}),
    "no keys": json.dumps(DISCOVERY),
}


@pytest.mark.parametrize("answer", SPOILED.values(), ids=SPOILED)
async def test_a_provider_that_is_down_or_slow_or_out_of_its_mind_is_told_in_a_sentence(context, answer):
    peer = Peer()
    async with peer.running() as address:
        peer.answers["openid_configuration"] = (
            answer.replace("{here}", address) if isinstance(answer, str) else answer
        )
        clients = OAuthClients([site(address)], "http://localhost:3000", patience=0.5)
        here = replace(context, accounts=replace(context.accounts, providers=clients))
        with pytest.raises(ProviderRefused, match="does not answer") as refused:
            await oauth.begin(here, STRANGER, provider="oidc", next_path="/")
    assert (refused.value.status, refused.value.code) == (502, "provider_unreachable")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"token": 500}, "provider_unreachable"),
        ({"token": None}, "provider_unreachable"),
        ({"token": "<html>"}, "provider_refused"),
        ({"user": 503}, "provider_refused"),
        ({"user": "[]"}, "provider_refused"),
        ({"user": '{"id": null, "login": "x"}'}, "provider_refused"),
        ({"user": '{"id": "x\\u0000", "login": "x"}'}, "provider_refused"),
        ({"user": json.dumps({"id": "x" * 300, "login": "x"})}, "provider_refused"),
        ({"emails": "[7]"}, "provider_refused"),
    ],
    ids=str,
)
async def test_one_that_fails_on_the_way_back_too(context, answers, code):
    good = {
        "token": '{"access_token": "t", "token_type": "bearer"}',
        "user": '{"id": 1, "login": "x"}',
        "emails": "[]",
    }
    peer = Peer(**{**good, **answers})
    async with peer.running() as address:
        provider = PlainProvider(
            key="github",
            name="Peer",
            authorize_url=f"{address}/authorize",
            token_url=f"{address}/token",
            api_url=address,
            client_id="us",
            client_secret="secret",
            scope="email",
            read=read_github,
        )
        clients = OAuthClients([provider], "http://localhost:3000", patience=0.5)
        with pytest.raises(ProviderRefused) as refused:
            await clients.arrive("github", {"code": "c"}, {"verifier": "v" * 43})
    assert refused.value.code == code
