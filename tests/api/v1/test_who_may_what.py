"""Every endpoint, called as a stranger, somebody else, staff, and the owner. A new route needs a row."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import pytest_asyncio

from aethex_live.services.context import Context
from tests.api.v1.world import CALLERS, World, build, picture
from tests.support.http import client, described
from tests.support.plans import FIELDS
from tests.support.push import KEYS
from tests.support.rows import Rows

NEW = {"name": "More", "slug": "more", "icon": "music"}
BECAUSE = {"reason": "spam"}
WEBHOOK = "https://discord.com/api/webhooks/123456/secret-word"
BROWSER = {"endpoint": "https://push.example.test/of-{slug}", **KEYS}
REPORT = {"kind": "message", "subject_id": "{message_id}", "why": "spam"}


@dataclass(frozen=True)
class Row:
    """One endpoint: the statuses for the callers, in their order, what is sent, and which person it is about."""

    endpoint: str
    statuses: str
    send: dict[str, Any] = field(default_factory=dict)
    about: str = "username"

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.endpoint.startswith("GET ")

    @property
    def expected(self) -> dict[str, int]:
        """The status by caller."""
        return dict(zip(CALLERS, map(int, self.statuses.split()), strict=True))


def everybody(status: int) -> str:
    return " ".join([str(status)] * len(CALLERS))


def logged_in(status: int) -> str:
    return f"401 {status} {status} {status} {status}"


def owner(status: int) -> str:
    return f"401 404 404 404 {status}"


def admin(status: int) -> str:
    return f"401 403 403 {status} 403"


def staff(status: int) -> str:
    return f"401 403 {status} {status} 403"


def ours(status: int) -> str:
    return f"401 403 403 403 {status}"


def order(status: int) -> str:
    """For the owner, and for staff who keep order."""
    return f"401 403 {status} {status} {status}"


# stranger, bob (somebody else), mod (moderator), root (admin), ada (the owner)
TABLE = [
    Row("GET /me", logged_in(200)),
    Row("POST /me/confirmation", logged_in(422), {"json": {"password": "wrong"}}),
    Row("GET /me/profile", logged_in(200)),
    Row("PATCH /me/profile", logged_in(200), {"json": {"bio": "Paints."}}),
    Row("PUT /me/profile/{kind}", logged_in(200), {"json": {"image_id": None}}),
    Row("GET /me/settings", logged_in(200)),
    Row("GET /admin/health", staff(200)),
    Row("PATCH /me/settings", logged_in(200), {"json": {"theme": "light"}}),
    Row("GET /me/two-factor", logged_in(200)),
    Row("GET /me/passkeys", logged_in(200)),
    Row("PATCH /me/passkeys/{passkey_id}", owner(204), {"json": {"name": "Phone"}}),
    Row("DELETE /me/passkeys/{passkey_id}", owner(204)),
    Row("GET /me/identities", logged_in(200)),
    Row("GET /me/email-change", logged_in(200)),
    Row("DELETE /me/email-change", logged_in(204)),
    Row("GET /me/deletion", logged_in(200)),
    Row("GET /me/sessions", logged_in(200)),
    Row("DELETE /me/sessions", logged_in(200)),
    Row("DELETE /me/sessions/{session_id}", owner(204)),
    Row("GET /me/tokens", logged_in(200)),
    Row("POST /me/tokens", logged_in(201), {"json": {"name": "x"}}),
    Row("DELETE /me/tokens/{token_id}", owner(204)),
    Row("GET /users/{username}", everybody(200)),
    Row("GET /users/{username}/following", everybody(200)),
    Row("GET /users/{username}/followers", everybody(200)),
    Row("GET /users/{username}/following/people", everybody(200)),
    Row("GET /users/{username}/follow", everybody(200)),
    Row("GET /users/{username}/stats", everybody(200)),
    Row("GET /me/following/people", logged_in(200)),
    Row("PUT /me/following/people/{username}", "401 200 200 200 409", {"json": {"notify": False}}),
    Row("DELETE /me/following/people/{username}", logged_in(200)),
    Row("GET /channels/{slug}/followers", everybody(200)),
    Row("GET /channels/{slug}/stats", everybody(200)),
    Row("GET /channels/{slug}/streams/past", everybody(200)),
    Row("GET /me/following", logged_in(200)),
    Row("GET /me/notifications", logged_in(200)),
    Row("GET /me/notifications/unread", logged_in(200)),
    Row("POST /me/notifications/read", logged_in(204)),
    Row("GET /me/notifications/choices", logged_in(200)),
    Row("PATCH /me/notifications/choices", logged_in(200), {"json": {"kinds": {"live": {"push": False}}}}),
    Row("DELETE /me/notifications", logged_in(204)),
    Row("GET /me/push", logged_in(200)),
    Row("PUT /me/push", logged_in(204), {"json": BROWSER}),
    Row("DELETE /me/push/{subscription_id}", owner(204)),
    Row("POST /me/notifications/{notification_id}/read", logged_in(204)),
    Row("DELETE /me/notifications/{notification_id}", owner(204)),
    Row("PUT /me/following/{slug}", "401 200 200 200 409", {"json": {"notify": False}}),
    Row("DELETE /me/following/{slug}", logged_in(200)),
    Row("GET /channels/{slug}/follow", everybody(200)),
    Row("GET /channels", everybody(200)),
    Row("GET /channels/{slug}", everybody(200)),
    Row("GET /me/channels", logged_in(200)),
    Row("POST /me/channels", "401 201 409 409 409", {"json": {"name": "N", "slug": "new-one"}}),
    Row("GET /me/channels/address", logged_in(200), {"params": {"text": "New one"}}),
    Row("GET /me/channels/{channel_id}", owner(200)),
    Row("PATCH /me/channels/{channel_id}", owner(200), {"json": {"name": "Renamed"}}),
    Row("PUT /me/channels/{channel_id}/{kind}", owner(200), {"json": {"image_id": None}}),
    Row("GET /me/channels/{channel_id}/deletion", owner(200)),
    Row("POST /me/channels/{channel_id}/deletion", owner(200), {"json": {"confirmation": "{slug}"}}),
    Row("DELETE /me/channels/{channel_id}/deletion", owner(200)),
    Row("GET /streams", everybody(200)),
    Row("GET /channels/{slug}/stream", everybody(200)),
    Row("GET /channels/{slug}/streams", everybody(200)),
    Row("GET /channels/{slug}/schedule", everybody(200)),
    Row("GET /schedule", everybody(200)),
    Row("GET /schedule/{entry_id}", everybody(200)),
    Row("GET /me/channels/{channel_id}/schedule", owner(200)),
    Row("POST /me/channels/{channel_id}/schedule", owner(201), {"json": FIELDS}),
    Row("PATCH /me/schedule/{entry_id}", owner(200), {"json": {"title": "Late shift"}}),
    Row("DELETE /me/schedule/{entry_id}", owner(204)),
    Row("PUT /me/schedule/{entry_id}/{day}", owner(200), {"json": {"cancelled": True}}),
    Row("DELETE /me/schedule/{entry_id}/{day}", owner(200)),
    Row("GET /me/reminders", logged_in(200)),
    Row("PUT /me/reminders/{entry_id}", logged_in(204), {"json": {}}),
    Row("DELETE /me/reminders/{entry_id}", logged_in(204)),
    Row("GET /me/channels/{channel_id}/stream", owner(200)),
    Row("PATCH /me/channels/{channel_id}/stream", owner(200), {"json": {"title": "Night shift"}}),
    Row("POST /me/channels/{channel_id}/stream/live", owner(409)),
    Row("DELETE /me/channels/{channel_id}/stream", owner(409)),
    Row("GET /me/streams", logged_in(200)),
    Row("GET /me/streams/{stream_id}/viewers", owner(200)),
    Row("GET /me/channels/{channel_id}/simulcast", owner(200)),
    Row(
        "POST /me/channels/{channel_id}/simulcast",
        owner(201),
        {"json": {"name": "Away", "server": "rtmp://live.example.test/app", "key": "k"}},
    ),
    Row("GET /me/channels/{channel_id}/stream/source", owner(200)),
    Row(
        "PUT /me/channels/{channel_id}/stream/source",
        owner(422),
        {"json": {"url": "https://nobody.example.test/"}},
    ),
    Row("DELETE /me/channels/{channel_id}/stream/source", owner(204)),
    Row("GET /me/channels/{channel_id}/stream/discord", owner(200)),
    Row("PUT /me/channels/{channel_id}/stream/discord", owner(200), {"json": {"url": WEBHOOK}}),
    Row("DELETE /me/channels/{channel_id}/stream/discord", owner(204)),
    Row("POST /me/channels/{channel_id}/stream/discord/test", owner(404)),
    Row("PATCH /me/simulcast/{target_id}", owner(200), {"json": {"enabled": False}}),
    Row("DELETE /me/simulcast/{target_id}", owner(204)),
    Row("GET /me/channels/{channel_id}/keys", owner(200)),
    Row("POST /me/channels/{channel_id}/keys", owner(201), {"json": {"name": "Phone"}}),
    Row("POST /me/keys/{key_id}/reveal", owner(200)),
    Row("POST /me/keys/{key_id}/rotate", owner(200)),
    Row("PATCH /me/keys/{key_id}", owner(200), {"json": {"name": "Studio"}}),
    Row("DELETE /me/keys/{key_id}", owner(409)),
    Row("POST /me/images/{kind}", logged_in(201), {"content": picture()}),
    Row("GET /search", everybody(200), {"params": {"q": "night"}}),
    Row("GET /search/suggestions", everybody(200), {"params": {"q": "ni"}}),
    Row("GET /discover/live", everybody(200), {"params": {"sort": "newest"}}),
    Row("GET /discover/trending", everybody(200)),
    Row("GET /discover/new", everybody(200), {"params": {"language": "en"}}),
    Row("GET /discover/following", logged_in(200)),
    Row("GET /discover/for-you", logged_in(200)),
    Row("GET /categories", everybody(200)),
    Row("GET /categories/{slug}", everybody(200)),
    Row("GET /site", everybody(200)),
    Row("GET /site/legal/{page}", everybody(200)),
    Row("PATCH /admin/site", admin(200), {"json": {"tagline": "Ours"}}),
    Row("GET /admin/site/legal/{page}", admin(200)),
    Row("PUT /admin/site/legal/{page}", admin(200), {"json": {"text": "# Terms"}}),
    Row("POST /admin/categories", admin(201), {"json": NEW}),
    Row("PUT /admin/categories/order", admin(200), {"json": {"category_ids": ["{category_id}"]}}),
    Row("PUT /admin/categories/{category_id}", admin(200), {"json": NEW}),
    Row("PUT /admin/categories/{category_id}/art", admin(200), {"json": {"image_id": None}}),
    Row("DELETE /admin/categories/{category_id}", admin(204)),
    Row("GET /admin/users", staff(200)),
    Row("GET /admin/users/{user_id}", staff(200)),
    Row("PUT /admin/users/{user_id}/suspension", "401 403 200 200 401", {"json": BECAUSE}),
    Row("POST /admin/users/{user_id}/pardon", staff(409), {"json": BECAUSE}),
    Row("PUT /admin/users/{user_id}/role", "401 403 403 200 401", {"json": {"role": "staff_finance"}}),
    Row("POST /admin/users/{user_id}/two-factor-reset", admin(409), {"json": BECAUSE}),
    Row("PUT /admin/users/{user_id}/verified", admin(200), {"json": {"verified": True}}),
    Row("GET /admin/channels", staff(200)),
    Row("GET /admin/channels/{channel_id}", staff(200)),
    Row("PUT /admin/channels/{channel_id}/suspension", staff(200), {"json": BECAUSE}),
    Row("POST /admin/channels/{channel_id}/pardon", staff(409), {"json": BECAUSE}),
    Row("PUT /admin/channels/{channel_id}/featured", admin(200), {"json": {"featured": True}}),
    Row("POST /admin/channels/{channel_id}/remove-images", staff(200), {"json": BECAUSE}),
    Row("GET /channels/{slug}/chat/messages", everybody(200)),
    Row("POST /channels/{slug}/chat/messages", logged_in(201), {"json": {"text": "Hello."}}),
    Row("DELETE /channels/{slug}/chat/messages/{message_id}", "401 403 204 404 404"),
    Row("GET /channels/{slug}/chat/modes", everybody(200)),
    Row("PATCH /channels/{slug}/chat/modes", ours(200), {"json": {"slow_seconds": 5}}),
    Row("GET /channels/{slug}/chat/pin", everybody(200)),
    Row("PUT /channels/{slug}/chat/pin", ours(200), {"json": {"message_id": "{message_id}"}}),
    Row("DELETE /channels/{slug}/chat/pin", ours(204)),
    Row("GET /channels/{slug}/chat/rules", order(200)),
    Row("PATCH /channels/{slug}/chat/rules", ours(200), {"json": {"words": ["rubbish"]}}),
    Row("POST /channels/{slug}/chat/rules/trial", order(200), {"json": {"text": "Hello."}}),
    Row("GET /channels/{slug}/moderation/messages", order(200)),
    Row("DELETE /channels/{slug}/moderation/messages", order(204)),
    Row("DELETE /channels/{slug}/moderation/people/{username}/messages", order(200), about="viewer"),
    Row("GET /channels/{slug}/moderation/people/{username}", order(200), about="viewer"),
    Row(
        "POST /channels/{slug}/moderation/people/{username}/notes",
        order(201),
        {"json": {"text": "Hm."}},
        about="viewer",
    ),
    Row("DELETE /channels/{slug}/moderation/notes/{note_id}", owner(204)),
    Row("GET /channels/{slug}/moderation/bans", order(200)),
    Row(
        "PUT /channels/{slug}/moderation/bans/{username}",
        order(200),
        {"json": {"seconds": 60}},
        about="viewer",
    ),
    Row("DELETE /channels/{slug}/moderation/bans/{username}", "401 403 204 409 409", about="muted"),
    Row("GET /channels/{slug}/moderation/held", order(200)),
    Row("POST /channels/{slug}/moderation/held/{held_id}/approval", "401 404 200 409 409"),
    Row("DELETE /channels/{slug}/moderation/held/{held_id}", "401 404 204 409 409"),
    Row("GET /channels/{slug}/moderation/log", order(200)),
    Row("GET /channels/{slug}/moderation/roles", order(200)),
    Row(
        "PUT /channels/{slug}/moderation/roles/{username}",
        ours(200),
        {"json": {"role": "moderator"}},
        about="viewer",
    ),
    Row("DELETE /channels/{slug}/moderation/roles/{username}", ours(204), about="vip"),
    Row("GET /channels/{slug}/moderation/reports", order(200)),
    Row("GET /me/roles", logged_in(200)),
    Row("DELETE /me/roles/{slug}", logged_in(409)),
    Row("GET /me/blocks", logged_in(200)),
    Row("PUT /me/blocks/{username}", logged_in(204), about="viewer"),
    Row("DELETE /me/blocks/{username}", logged_in(204), about="viewer"),
    Row("GET /me/reports", logged_in(200)),
    Row("POST /me/reports", logged_in(201), {"json": REPORT}),
    Row("PUT /reports/{report_id}/decision", "401 404 200 409 409", {"json": {"decision": "rejected"}}),
    Row("GET /admin/reports", staff(200)),
    Row("GET /admin/audit", staff(200)),
    Row("GET /admin/jobs", admin(200)),
    Row("POST /admin/jobs/{job_id}/retry", admin(204)),
    Row("DELETE /admin/jobs/{job_id}", admin(204)),
]


async def test_every_endpoint_has_a_row(context: Context):
    async with client(context) as web:
        paths = (await described(web))["paths"]
    endpoints = [f"{method.upper()} {path}" for path, item in paths.items() for method in item]
    assert sorted(endpoints) == sorted(row.endpoint for row in TABLE)


@pytest_asyncio.fixture(loop_scope="session")
async def world(context: Context, rows: Rows) -> AsyncIterator[World]:
    """The same site for every test."""
    async with client(context) as web:
        yield replace(await rows.kept("world", lambda: build(context, web)), web=web)


@pytest.mark.parametrize("row", [row for row in TABLE if not row.reads], ids=lambda row: row.endpoint)
async def test_each_caller_may_do_what_they_may(row: Row, world: World):
    assert await statuses(row, world) == row.expected


async def test_each_caller_reads_what_they_may(world: World):
    """Nothing is changed by it, so that all are called in one world."""
    reading = [row for row in TABLE if row.reads]
    found = {row.endpoint: await statuses(row, world) for row in reading}
    assert found == {row.endpoint: row.expected for row in reading}


async def statuses(row: Row, world: World) -> dict[str, int]:
    """What each caller is answered."""
    ids = world.ids | {"kind": "avatar", "page": "imprint", "username": world.ids[row.about]}
    if row.endpoint.startswith("GET /categories/"):
        ids["slug"] = ids["category"]
    here = replace(world, ids=ids)
    method, path = row.endpoint.split(" ")
    found = {}
    for caller in CALLERS:
        answer = await here.call(caller, method, path, **row.send)
        found[caller] = answer.status_code
        if answer.status_code >= 400:
            assert answer.json()["error"] is True and answer.json()["status"] == answer.status_code
    return found
