"""The door: who is let in as whom, how often, with how much, and from which site."""

import dataclasses

import pytest
import pytest_asyncio

from aethex_live.domain.access_token import Scope
from aethex_live.realtime.rate_limiter import MemoryLimiter
from tests.support.http import client, cookie_of, token_of
from tests.support.people import create_user

TOKENS = "/api/v1/me/tokens"


@pytest_asyncio.fixture(loop_scope="session")
async def web(context):
    async with client(context) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="session")
async def ada(context):
    return await create_user(context, "ada")


async def test_a_stranger_is_told_to_log_in(web):
    answer = await web.get(TOKENS)
    assert answer.status_code == 401
    assert answer.json() == {
        "error": True,
        "code": "not_logged_in",
        "message": "Log in to do this.",
        "status": 401,
    }
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_cookie_and_a_token_let_in_and_no_cache_keeps_the_answer(web, context, ada):
    for headers in (await cookie_of(context, ada), await token_of(context, ada, Scope.ACCOUNT_READ)):
        answer = await web.get(TOKENS, headers=headers)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize("token", ["", "nonsense", "aethex_pat_" + "x" * 49, "Basic"])
async def test_a_token_that_is_no_good_is_refused_and_not_taken_for_nobody(web, token):
    answer = await web.get("/api/v1/openapi.json", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


async def test_a_token_needs_the_scope_of_what_it_does(web, context, ada):
    headers = await token_of(context, ada, Scope.CHANNEL_WRITE)
    answer = await web.get(TOKENS, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


async def test_a_token_stops_when_it_is_too_old(web, context, clock, ada):
    headers = await token_of(context, ada, Scope.ACCOUNT_READ)
    clock.forward(days=29, hours=23)
    assert (await web.get(TOKENS, headers=headers)).status_code == 200
    clock.forward(hours=1)
    assert (await web.get(TOKENS, headers=headers)).status_code == 401


async def test_the_limit_is_told_and_kept_for_a_network(context):
    async with client(context, address="203.0.113.7", limiter=MemoryLimiter()) as web:
        first = await web.get(TOKENS)
        assert first.headers["ratelimit-policy"] == '"network";q=100;w=60'
        assert first.headers["x-ratelimit-limit"] == "100"
        refused = None
        for _ in range(100):
            refused = await web.get(TOKENS)
        assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
        assert refused.headers["x-ratelimit-remaining"] == "0"
        assert int(refused.headers["retry-after"]) >= 1


async def test_a_person_has_a_higher_limit_of_their_own(context, ada):
    headers = await cookie_of(context, ada)
    async with client(context, limiter=MemoryLimiter()) as web:
        await web.get("/api/v1/openapi.json")
        answer = await web.get(TOKENS, headers=headers)
    assert answer.headers["ratelimit-policy"] == '"person";q=300;w=60'
    assert answer.headers["x-ratelimit-remaining"] == "299"


async def test_behind_a_proxy_the_network_is_the_clients(context):
    behind = dataclasses.replace(context, settings=dataclasses.replace(context.settings, trusted_proxies=1))
    async with client(behind, limiter=MemoryLimiter()) as web:
        for number in (1, 2):
            answer = await web.get(
                "/api/v1/openapi.json", headers={"X-Forwarded-For": f"6.6.6.6, 203.0.113.{number}"}
            )
            assert answer.headers["x-ratelimit-remaining"] == "99"


async def test_another_site_cannot_write_with_the_visitors_cookie(web, context, ada):
    cookie = await cookie_of(context, ada)
    wish = {"name": "theirs"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = await web.post(TOKENS, json=wish, headers=cookie | headers)
        assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    answer = await web.post(TOKENS, json=wish, headers=cookie | {"Origin": "http://localhost:3000"})
    assert answer.status_code == 201


async def test_a_body_that_is_too_large_is_refused_whatever_it_says_of_its_length(web, context, ada):
    async def in_pieces():
        for _ in range(300):
            yield b"[" * 1024

    headers = await cookie_of(context, ada) | {"Content-Type": "application/json"}
    for content in (b"[" * 300_000, in_pieces()):
        answer = await web.post(TOKENS, content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_what_is_not_there_and_what_is_malformed_have_the_same_shape(web, context, ada):
    nothing = await web.get("/api/v1/nothing")
    assert nothing.json() | {"message": ""} == {
        "error": True,
        "code": "not_found",
        "message": "",
        "status": 404,
    }
    malformed = await web.post(TOKENS, json={"days": "x", "more": 1}, headers=await cookie_of(context, ada))
    assert malformed.json()["code"] == "invalid_input"
    assert {problem["field"] for problem in malformed.json()["fields"]} == {"name", "days", "more"}
