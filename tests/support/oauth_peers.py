"""Other sites that run: an OpenID Connect provider, and what counts of GitHub's and Discord's APIs."""

import asyncio
import base64
import hashlib
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


async def come_back_from_mock(url: str, sub: str, action: str = "") -> dict[str, str]:
    """Log in at the OpenID Connect mock as `sub`; gives the parameters that it sends back."""
    async with httpx.AsyncClient(verify=False) as client:
        answer = await client.post(url, data={"action": action} if action else {"sub": sub})
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


@dataclass
class PlainSite:
    """A site with plain OAuth 2 and PKCE, whose API answers what `pages` holds."""

    pages: dict[str, object]
    client_id: str = "our-client"
    client_secret: str = "our-secret"
    challenges: dict[str, str] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)

    def authorise(self, url: str) -> dict[str, str]:
        """What the person does there; gives the parameters of the way back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["client_id"] == self.client_id and asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_hex(8)
        self.challenges[code] = asked["code_challenge"]
        return {"code": code, "state": asked["state"]}

    async def token(self, request: Request) -> JSONResponse:
        form = dict(parse_qsl((await request.body()).decode()))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        known = self.challenges.pop(form.get("code", ""), None)
        client = (form.get("client_id"), form.get("client_secret"))
        if known != challenge or client != (self.client_id, self.client_secret):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = secrets.token_hex(8)
        self.tokens.add(token)
        return JSONResponse({"access_token": token, "token_type": "bearer", "scope": "a,b"})

    async def page(self, request: Request) -> JSONResponse:
        if request.headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return JSONResponse({"message": "Bad credentials"}, 401)
        return JSONResponse(self.pages[request.url.path])

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Serve on a port of its own."""
        routes = [Route("/token", self.token, methods=["POST"]), Route("/{path:path}", self.page)]
        config = uvicorn.Config(Starlette(routes=routes), port=0, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        socket = config.bind_socket()
        task = asyncio.create_task(server.serve([socket]))
        try:
            yield f"http://127.0.0.1:{socket.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task
