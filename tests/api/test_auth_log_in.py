"""Logging in over HTTP: by fetch, by a plain form, and not from another site."""

from dataclasses import replace

import pytest

from aethex_live.services import context as contexts
from tests.support.accounts import PASSWORD, actor_with, create_member, token_in
from tests.support.browser import browser

RIGHT = {"identifier": "ada", "password": PASSWORD, "next": "/dashboard"}


async def test_by_fetch(context):
    await create_member(context, "ada")
    async with browser() as client:
        answer = await client.post("/auth/log-in", json=RIGHT)
        assert (answer.status_code, answer.json()) == (200, {"ok": True, "next": "/dashboard"})
        assert answer.headers["cache-control"] == "no-store"


async def test_the_cookie_is_for_browsers_only(context):
    await create_member(context, "ada")
    async with browser() as client:
        cookie = (await client.post("/auth/log-in", json=RIGHT)).headers["set-cookie"]
    name, *attributes = cookie.lower().split("; ")
    assert name.startswith("aethex_session=")
    assert {"httponly", "samesite=lax", "path=/"} <= set(attributes)
    assert "secure" not in attributes


async def test_the_cookie_is_secure_where_the_site_is(context):
    settings = replace(context.settings, base_url="https://live.example.test")
    contexts.use(replace(context, settings=settings))
    await create_member(context, "ada")
    async with browser() as client:
        cookie = (await client.post("/auth/log-in", json=RIGHT)).headers["set-cookie"]
    assert "secure" in cookie.lower().split("; ")


async def test_by_a_plain_form(context):
    await create_member(context, "ada")
    async with browser(Accept="text/html", Referer="http://localhost:3000/login?next=/x") as client:
        answer = await client.post("/auth/log-in", data=RIGHT)
        assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard")
        refused = await client.post("/auth/log-in", data={**RIGHT, "password": "wrong"})
        assert (refused.status_code, refused.headers["location"]) == (303, "/login?error=wrong_log_in")


async def test_a_form_from_nowhere_is_answered_on_the_log_in_page(context):
    for referer in ("http://[", "nonsense", "http://localhost:3000//evil.test"):
        async with browser(Accept="text/html", Referer=referer) as client:
            answer = await client.post("/auth/log-in", data=RIGHT)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?error=wrong_log_in"), referer


@pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test", "/\\evil.test", "/auth/log-out"])
async def test_next_never_leads_away(context, elsewhere):
    await create_member(context, "ada")
    async with browser() as client:
        answer = await client.post("/auth/log-in", json={**RIGHT, "next": elsewhere})
    assert answer.json()["next"] == "/"


async def test_refused_in_words_at_the_field(context):
    await create_member(context, "ada")
    async with browser() as client:
        answer = await client.post("/auth/log-in", json={**RIGHT, "password": "wrong"})
    assert answer.status_code == 401
    assert answer.json() == {
        "error": True,
        "code": "wrong_log_in",
        "message": "Name or password is wrong.",
        "status": 401,
        "field": "password",
        "fields": [{"field": "password", "code": "wrong_log_in", "message": "Name or password is wrong."}],
    }
    assert "set-cookie" not in answer.headers


async def test_too_many_tries_say_when_to_come_back(context):
    async with browser() as client:
        for _ in range(5):
            await client.post("/auth/log-in", json={"identifier": "ada", "password": "wrong"})
        answer = await client.post("/auth/log-in", json={"identifier": "ada", "password": "wrong"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
    assert "60 seconds" in answer.json()["message"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.test"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Origin": "https://sub.example.test"}, 403),
        ({"Sec-Fetch-Site": "none", "Origin": ""}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "https://evil.test"}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "", "Origin": "http://localhost:3000"}, 200),
        ({"Sec-Fetch-Site": "", "Origin": ""}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost:3000"}, 200),
    ],
)
async def test_only_from_our_own_pages(context, headers, status):
    await create_member(context, "ada")
    async with browser() as client:
        for name, value in headers.items():
            del client.headers[name]
            if value:
                client.headers[name] = value
        answer = await client.post("/auth/log-in", json=RIGHT)
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[1]", "application/json", 400),
        (b"[" * 60_000, "application/json", 400),
        (b'{"identifier": 1}', "application/json", 422),
        (b'{"identifier": {"$ne": 1}, "password": "x"}', "application/json", 422),
        (b'{"identifier": "\\ud800", "password": "\\ud800"}', "application/json", 401),
        (b'{"identifier": "a\\u0000", "password": "\\u0000"}', "application/json", 401),
        (b"\xff\xfe", "application/json", 400),
        (b"identifier=%ff", "application/x-www-form-urlencoded", 400),
        (b"a=1&" * 60, "application/x-www-form-urlencoded", 400),
        (b"x" * 70_000, "application/x-www-form-urlencoded", 413),
        (b"", "application/json", 401),
    ],
)
async def test_hostile_bodies_are_refused_and_break_nothing(context, content, content_type, status):
    async with browser() as client:
        answer = await client.post("/auth/log-in", content=content, headers={"Content-Type": content_type})
    assert answer.status_code == status and answer.json()["error"] is True


async def test_log_out_ends_the_session_and_the_cookie(context):
    await create_member(context, "ada")
    async with browser() as client:
        await client.post("/auth/log-in", json=RIGHT)
        token = client.cookies["aethex_session"]
        answer = await client.post("/auth/log-out", json={})
        assert answer.json() == {"ok": True, "next": "/"} and "aethex_session" not in client.cookies
    assert (await actor_with(context, token)).user_id is None


async def test_register_confirm_forget_reset(context, mailbox):
    fields = {"username": "ada", "email": "ada@example.test", "password": PASSWORD}
    async with browser() as client:
        assert (await client.post("/auth/register", json=fields)).json()["next"] == "/check-mail"
        token = token_in(mailbox.last_to("ada@example.test").text)
        answer = await client.post("/auth/verify-email", json={"token": token})
        assert answer.json() == {"ok": True, "next": "/login?verified=1&next=/welcome", "username": "ada"}
        assert (await client.post("/auth/verify-email", json={"token": token})).status_code == 410
        assert (await client.post("/auth/forgot-password", json={"email": "ada@example.test"})).is_success
        token = token_in(mailbox.last_to("ada@example.test").text)
        fresh = {"token": token, "password": "another good one"}
        assert (await client.post("/auth/reset-password", json=fresh)).json()["next"] == "/login?reset=1"
        assert (await client.post("/auth/log-in", json=RIGHT)).status_code == 401
        answer = await client.post("/auth/log-in", json={**RIGHT, "password": "another good one"})
        assert answer.is_success
