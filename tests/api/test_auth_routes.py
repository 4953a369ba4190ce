"""Every route of /auth as a stranger, from another site, with nonsense; and the ways through them."""

import io
import json
import zipfile
from dataclasses import replace

import oidc_provider_mock
import pyotp
import pytest
from httpx import Response

from aethex_live.api import auth
from aethex_live.integrations.oauth import OAuthClients
from aethex_live.integrations.oauth_providers import OpenIdProvider
from aethex_live.services import context as contexts
from tests.support.accounts import PASSWORD, actor_with, create_member, token_in
from tests.support.authenticator import Authenticator
from tests.support.browser import browser
from tests.support.http import cookie_of
from tests.support.oauth_peers import come_back_from_mock

# What a stranger gets who sends an empty object. 200: the route is for strangers, and does nothing secret.
FOR_STRANGERS = {
    "/auth/log-in": 401,
    "/auth/log-in/code": 422,
    "/auth/log-out": 200,
    "/auth/register": 422,
    "/auth/verify-email": 404,
    "/auth/resend": 422,
    "/auth/forgot-password": 422,
    "/auth/reset-password": 422,
    "/auth/confirm-email": 404,
    "/auth/passkey/log-in": 200,
    "/auth/passkey/log-in/finish": 422,
    "/auth/oauth/{provider}": 404,
}
FOR_MEMBERS = {
    "/auth/confirm/password",
    "/auth/confirm/code",
    "/auth/password",
    "/auth/email",
    "/auth/two-factor",
    "/auth/two-factor/confirm",
    "/auth/two-factor/recovery-codes",
    "/auth/two-factor/turn-off",
    "/auth/sign-out-everywhere",
    "/auth/export",
    "/auth/delete-account",
    "/auth/passkey/new",
    "/auth/passkey/new/finish",
    "/auth/passkey/confirm",
    "/auth/passkey/confirm/finish",
    "/auth/oauth/{provider}/link",
    "/auth/oauth/{provider}/unlink",
}
NEED_FRESHNESS = FOR_MEMBERS - {
    "/auth/confirm/password",
    "/auth/confirm/code",
    "/auth/password",
    "/auth/sign-out-everywhere",
    "/auth/passkey/new/finish",
    "/auth/passkey/confirm",
    "/auth/passkey/confirm/finish",
}
POSTS = sorted({*FOR_STRANGERS, *FOR_MEMBERS})
FIELDS = "identifier password current email username code token response name next".split()
HOSTILE = (None, 7, [], {}, "\ud800\0", "x" * 30_000)
VALID = {"email": "new@example.test", "code": "123456"}  # enough to get past the form


def at(path: str) -> str:
    return path.replace("{provider}", "nowhere")


def test_the_tables_name_every_route():
    assert set(_posts_and_gets(auth.router())) == {
        *(("POST", path) for path in POSTS),
        ("GET", "/auth/oauth/{provider}/callback"),
    }


def _posts_and_gets(router):
    for route in router.routes:
        if hasattr(route, "original_router"):  # a router that was included
            yield from _posts_and_gets(route.original_router)
        for method in getattr(route, "methods", ()):
            yield method, route.path


async def test_as_a_stranger(context):
    answered = {}
    for path in POSTS:
        async with browser() as client:
            answer = await client.post(at(path), json={})
        set_cookie = answer.headers.get("set-cookie", "").replace('aethex_session=""', "")
        answered[path] = (answer.status_code, "aethex_session=" in set_cookie)
    assert answered == {path: (FOR_STRANGERS.get(path, 401), False) for path in POSTS}


async def test_from_another_site(context):
    headers = await cookie_of(context, await create_member(context, "ada"))
    headers |= {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"}
    async with browser(**headers) as client:
        answered = {path: refusal(await client.post(at(path), json={})) for path in POSTS}
    assert answered == dict.fromkeys(POSTS, (403, "cross_site"))


async def test_at_an_unattended_screen(context, clock):
    there = OAuthClients([_site("http://127.0.0.1:9")], "http://localhost:3000")
    contexts.use(replace(context, accounts=replace(context.accounts, providers=there)))
    cookie = await cookie_of(context, await create_member(context, "ada"))
    clock.forward(minutes=10)
    async with browser(**cookie) as client:
        answered = {
            path: refusal(await client.post(path.replace("{provider}", "oidc"), json=VALID))
            for path in NEED_FRESHNESS
        }
    assert answered == dict.fromkeys(NEED_FRESHNESS, (403, "confirmation_needed"))


def refusal(answer: Response) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def _site(issuer: str) -> OpenIdProvider:
    return OpenIdProvider(key="oidc", name="Mock", issuer=issuer, client_id="us", client_secret="s")


@pytest.mark.parametrize("path", POSTS)
async def test_with_hostile_values_in_every_field(context, path):
    async with browser(**await cookie_of(context, await create_member(context, "ada"))) as client:
        for value in HOSTILE:
            body = json.dumps(dict.fromkeys(FIELDS, value))[:65_000]
            answer = await client.post(at(path), content=body, headers={"Content-Type": "application/json"})
            assert answer.status_code < 500, answer.text


async def test_two_factor_through_the_door(context, clock):
    await create_member(context, "ada")
    async with browser() as client:
        await client.post("/auth/log-in", json={"identifier": "ada", "password": PASSWORD})
        old = client.cookies["aethex_session"]
        begun = (await client.post("/auth/two-factor", json={})).json()
        app = pyotp.TOTP(begun["secret"].replace(" ", ""))
        done = await client.post("/auth/two-factor/confirm", json={"code": app.at(clock())})
        codes = done.json()["recovery_codes"]
        assert len(codes) == 10 and client.cookies["aethex_session"] != old
        await client.post("/auth/log-out", json={})

        clock.forward(seconds=30)
        fields = {"identifier": "ada", "password": PASSWORD, "next": "/dashboard"}
        half = await client.post("/auth/log-in", json=fields)
        assert half.json() == {"ok": True, "next": "/login/code?next=%2Fdashboard", "needs_code": True}
        assert "aethex_session" not in client.cookies
        wrong = await client.post("/auth/log-in/code", json={"code": "000000"})
        assert (wrong.status_code, wrong.json()["field"]) == (401, "code")
        right = await client.post("/auth/log-in/code", json={"code": codes[0], "next": "/dashboard"})
        assert right.json()["next"] == "/dashboard"
        assert (await actor_with(context, client.cookies["aethex_session"])).user_id
        renewed = await client.post("/auth/two-factor/recovery-codes", json={})
        assert len(renewed.json()["recovery_codes"]) == 10
        assert (await client.post("/auth/two-factor/turn-off", json={})).is_success


async def test_passkeys_through_the_door(context, clock):
    await create_member(context, "ada")
    device = Authenticator()
    async with browser() as client:
        await client.post("/auth/log-in", json={"identifier": "ada", "password": PASSWORD})
        asked = (await client.post("/auth/passkey/new", json={})).json()["options"]
        answer = json.loads(device.create(json.dumps(asked)))
        made = await client.post("/auth/passkey/new/finish", json={"response": answer, "name": "Phone"})
        assert made.json()["id"]
        await client.post("/auth/log-out", json={})

        asked = (await client.post("/auth/passkey/log-in", json={})).json()["options"]
        fields = {"response": device.get(json.dumps(asked)), "next": "/dashboard"}
        assert (await client.post("/auth/passkey/log-in/finish", json=fields)).json()["next"] == "/dashboard"

        clock.forward(minutes=10)
        assert (await client.post("/auth/export", json={})).status_code == 403
        asked = (await client.post("/auth/passkey/confirm", json={})).json()["options"]
        fields = {"response": device.get(json.dumps(asked))}
        assert (await client.post("/auth/passkey/confirm/finish", json=fields)).is_success
        archive = await client.post("/auth/export", json={})
        assert archive.headers["content-disposition"] == 'attachment; filename="my-data-2026-11-21.zip"'
        assert "users.json" in zipfile.ZipFile(io.BytesIO(archive.content)).namelist()


async def test_another_browser_cannot_finish_what_this_one_began(context):
    await create_member(context, "ada")
    device = Authenticator()
    async with browser() as client:
        await client.post("/auth/log-in", json={"identifier": "ada", "password": PASSWORD})
        asked = (await client.post("/auth/passkey/new", json={})).json()["options"]
        created = device.create(json.dumps(asked))
        await client.post("/auth/passkey/new/finish", json={"response": created, "name": "Phone"})
    async with browser() as victim, browser() as thief:
        asked = (await victim.post("/auth/passkey/log-in", json={})).json()["options"]
        fields = {"response": device.get(json.dumps(asked))}
        assert (await thief.post("/auth/passkey/log-in/finish", json=fields)).status_code == 422


async def test_an_account_elsewhere_through_the_door(context):
    claims = {"email": "ada@example.test", "email_verified": True, "preferred_username": "ada"}
    with oidc_provider_mock.run_server_in_thread(
        user_claims=[oidc_provider_mock.User(sub="ada", claims=claims)]
    ) as server:
        there = OAuthClients([_site(f"http://localhost:{server.server_port}")], "http://localhost:3000")
        contexts.use(replace(context, accounts=replace(context.accounts, providers=there)))
        async with browser(Accept="text/html") as client:
            away = await client.post("/auth/oauth/oidc", data={"next": "/dashboard"})
            assert away.status_code == 303 and "localhost" in away.headers["location"]
            back = await come_back_from_mock(away.headers["location"], "ada")
            client.headers.update({"Sec-Fetch-Site": "cross-site"})
            home = await client.get("/auth/oauth/oidc/callback", params=back)
            assert (home.status_code, home.headers["location"]) == (303, "/dashboard")
            assert (await actor_with(context, client.cookies["aethex_session"])).user_id
            again = await client.get("/auth/oauth/oidc/callback", params=back)
            assert again.headers["location"] == "/settings/security?error=provider_refused"
        async with browser(Accept="text/html") as client:
            stranger = await client.get("/auth/oauth/oidc/callback", params={"error": "access_denied" * 999})
            assert stranger.headers["location"] == "/login?error=provider_refused"


async def test_another_address_password_and_goodbye(context, mailbox, clock):
    await create_member(context, "ada")
    async with browser() as client:
        await client.post("/auth/log-in", json={"identifier": "ada", "password": PASSWORD})
        assert (await client.post("/auth/email", json={"email": "new@example.test"})).is_success
        old = token_in(mailbox.last_to("ada@example.test").text)
        new = token_in(mailbox.last_to("new@example.test").text)
        assert (await client.post("/auth/confirm-email", json={"token": old})).json()["progress"] == (
            "waits_for_new"
        )
        done = await client.post("/auth/confirm-email", json={"token": new})
        assert done.json() == {"ok": True, "next": "/login?email=changed", "progress": "done"}

        await client.post("/auth/log-in", json={"identifier": "new@example.test", "password": PASSWORD})
        before = client.cookies["aethex_session"]
        fields = {"current": PASSWORD, "password": "an even better one"}
        assert (await client.post("/auth/password", json=fields)).is_success
        assert (await actor_with(context, before)).user_id is None
        assert (await actor_with(context, client.cookies["aethex_session"])).user_id

        clock.forward(minutes=10)
        assert (await client.post("/auth/delete-account", json={})).json()["code"] == "confirmation_needed"
        await client.post("/auth/confirm/password", json={"password": "an even better one"})
        gone = await client.post("/auth/delete-account", json={})
        assert gone.json()["next"] == "/login?deleted=1" and "aethex_session" not in client.cookies


async def test_signing_out_everywhere(context):
    await create_member(context, "ada")
    async with browser() as here, browser() as there:
        for client in (here, there):
            await client.post("/auth/log-in", json={"identifier": "ada", "password": PASSWORD})
        elsewhere = there.cookies["aethex_session"]
        assert (await here.post("/auth/sign-out-everywhere", json={})).json()["next"] == "/login"
        assert (await actor_with(context, elsewhere)).user_id is None
