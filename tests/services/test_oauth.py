"""Logging in with accounts elsewhere, against providers that run: first time, again, linking, and tricks."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
import pytest
from joserfc.jwk import KeySet

from aethex_live.config import Settings
from aethex_live.data import user as users
from aethex_live.domain.oauth import ForeignAccount, ProviderRefused, suggested_username
from aethex_live.errors import Conflict, NotAllowed, NotFound, NotLoggedIn
from aethex_live.integrations.oauth import OAuthClients
from aethex_live.integrations.oauth_client import AsyncOAuth2Client
from aethex_live.integrations.oauth_providers import (
    OpenIdProvider,
    PlainProvider,
    configured,
    read_discord,
    read_github,
)
from aethex_live.services import oauth
from aethex_live.services.context import ANONYMOUS, Context
from tests.support.accounts import STRANGER, actor_with, create_member, log_in, member_actor
from tests.support.oauth_peers import PlainSite, come_back_from_mock

ADA = {"email": "ada@example.test", "email_verified": True, "name": "Ada L.", "preferred_username": "ada!"}


@pytest.fixture(scope="module")
def mock():
    users_there = [
        oidc_provider_mock.User(sub="ada", claims=ADA),
        oidc_provider_mock.User(sub="unverified", claims={**ADA, "email_verified": False}),
        oidc_provider_mock.User(sub="no-email", claims={"name": "Nobody"}),
        oidc_provider_mock.User(sub="odd", claims={**ADA, "email_verified": "true"}),
    ]
    with oidc_provider_mock.run_server_in_thread(require_nonce=True, user_claims=users_there) as server:
        yield f"http://localhost:{server.server_port}"


def site(issuer: str, key: str = "oidc") -> OpenIdProvider:
    return OpenIdProvider(key=key, name="Mock", issuer=issuer, client_id="us", client_secret="secret")


@pytest.fixture(scope="module")
def clients(mock) -> OAuthClients:
    """They look once where the providers have what."""
    return OAuthClients([site(mock), site(mock, "second")], "http://localhost:3000")


@pytest.fixture
def there(context, clients) -> Context:
    return replace(context, accounts=replace(context.accounts, providers=clients))


async def visit(there, sub="ada", actor=STRANGER, link=False, **bent):
    begun = await oauth.begin(there, actor, provider="oidc", next_path="/x", link=link)
    back = {**await come_back_from_mock(begun.url, sub), **bent.pop("parameters", {})}
    given = {"provider": "oidc", "token": begun.token, "parameters": back, **bent}
    return await oauth.finish(there, actor, **given)


async def test_the_first_visit_makes_an_account_and_the_next_finds_it(there, happened):
    first = await visit(there)
    actor = await actor_with(there, first.log_in.token)
    async with there.transaction() as uow:
        user = await users.by_id(uow, actor.user_id)
    assert (user.username, user.display_name, user.email) == ("ada", "Ada L.", "ada@example.test")
    assert user.email_verified_at and user.password_hash is None
    assert first.next == "/x" and "user.registered" in happened.names()
    again = await visit(there)
    assert (await actor_with(there, again.log_in.token)).user_id == actor.user_id
    (linked,) = await oauth.list_linked(there, actor)
    assert (linked.provider.name, linked.label) == ("Mock", "ada!")


async def test_new_keys_of_a_provider_are_looked_up(there):
    begun = await oauth.begin(there, STRANGER, provider="oidc", next_path="/x")
    clients = there.accounts.providers
    when, metadata, _ = clients._discovered["oidc"]
    clients._discovered["oidc"] = (when, metadata, KeySet.generate_key_set("RSA", 2048, count=1))
    back = await come_back_from_mock(begun.url, "ada")
    done = await oauth.finish(there, STRANGER, provider="oidc", token=begun.token, parameters=back)
    assert done.log_in.token


async def test_the_way_there_carries_state_nonce_and_pkce_and_no_secret(there):
    begun = await oauth.begin(there, STRANGER, provider="oidc", next_path="/")
    asked = {name: values[0] for name, values in parse_qs(urlsplit(begun.url).query).items()}
    assert asked["redirect_uri"] == "http://localhost:3000/auth/oauth/oidc/callback"
    assert asked["code_challenge_method"] == "S256" and len(asked["nonce"]) >= 22
    assert begun.token not in begun.url and "secret" not in begun.url.replace("client_secret", "")


@pytest.mark.parametrize(
    "bent",
    [
        {"parameters": {"state": "0" * 64}},
        {"parameters": {"code": "forged"}},
        {"parameters": {"code": ""}},
        {"parameters": {"code": "x" * 5000}},
        {"parameters": {"error": "access_denied"}},
        {"token": "x" * 43},
        {"token": ""},
        {"provider": "second"},
    ],
    ids=str,
)
async def test_what_was_not_begun_here_or_was_bent_is_refused(there, bent):
    with pytest.raises(ProviderRefused) as refused:
        await visit(there, **bent)
    assert refused.value.status == 422
    async with there.transaction() as uow:
        assert await users.by_email(uow, "ada@example.test") is None


async def test_a_visit_serves_once_and_for_ten_minutes(there, clock):
    begun = await oauth.begin(there, STRANGER, provider="oidc", next_path="/")
    back = await come_back_from_mock(begun.url, "ada")
    await oauth.finish(there, STRANGER, provider="oidc", token=begun.token, parameters=back)
    with pytest.raises(ProviderRefused, match="took too long"):
        await oauth.finish(there, STRANGER, provider="oidc", token=begun.token, parameters=back)
    begun = await oauth.begin(there, STRANGER, provider="oidc", next_path="/")
    back = await come_back_from_mock(begun.url, "ada")
    clock.forward(minutes=10)
    with pytest.raises(ProviderRefused, match="took too long"):
        await oauth.finish(there, STRANGER, provider="oidc", token=begun.token, parameters=back)


async def test_the_code_of_one_browser_does_not_log_another_in(there):
    mine = await oauth.begin(there, STRANGER, provider="oidc", next_path="/")
    theirs = await oauth.begin(there, STRANGER, provider="oidc", next_path="/")
    back = await come_back_from_mock(theirs.url, "ada")
    with pytest.raises(ProviderRefused):
        await oauth.finish(there, STRANGER, provider="oidc", token=mine.token, parameters=back)
    mine = await oauth.begin(there, STRANGER, provider="oidc", next_path="/")
    injected = {**back, "state": parse_qs(urlsplit(mine.url).query)["state"][0]}
    with pytest.raises(ProviderRefused, match="did not confirm"):
        await oauth.finish(there, STRANGER, provider="oidc", token=mine.token, parameters=injected)


async def test_an_answer_to_another_question_is_refused(there):
    clients = there.accounts.providers
    departure = await clients.depart("oidc", "state")
    back = await come_back_from_mock(departure.url, "ada")
    keep = {**departure.keep, "nonce": "another"}
    with pytest.raises(ProviderRefused, match="did not confirm"):
        await clients.arrive("oidc", back, keep)


async def test_the_same_address_is_no_reason_to_let_somebody_in(there):
    await create_member(there, "ada")
    with pytest.raises(Conflict) as refused:
        await visit(there)
    assert refused.value.code == "account_exists"


@pytest.mark.parametrize("sub", ["unverified", "no-email", "odd"])
async def test_an_address_that_nobody_vouches_for_makes_no_account(there, sub):
    await create_member(there, "ada")
    with pytest.raises(ProviderRefused) as refused:
        await visit(there, sub)
    assert refused.value.code == "provider_email_unverified"


async def test_linking_logging_in_with_it_and_unlinking(there, mailbox):
    user = await create_member(there, "grace")
    actor = await actor_with(there, await log_in(there, "grace"))
    done = await visit(there, "unverified", actor, link=True)
    assert done.log_in is None
    assert "Another way to log in" in mailbox.last_to(user.email).subject
    token = (await visit(there, "unverified")).log_in.token
    assert (await actor_with(there, token)).user_id == user.id
    await oauth.unlink(there, actor, "oidc")
    assert await oauth.list_linked(there, actor) == []
    with pytest.raises(NotFound):
        await oauth.unlink(there, actor, "oidc")


async def test_one_account_there_is_one_account_here(there):
    grace, eve = await member_actor(there, "grace"), await member_actor(there, "eve")
    await visit(there, "unverified", grace, link=True)
    with pytest.raises(Conflict, match="linked already"):
        await visit(there, "unverified", eve, link=True)
    with pytest.raises(Conflict, match="linked already"):
        await visit(there, "ada", grace, link=True)


async def test_linking_and_unlinking_need_a_fresh_confirmation_and_the_same_person(there, clock):
    grace, eve = await member_actor(there, "grace"), await member_actor(there, "eve")
    begun = await oauth.begin(there, grace, provider="oidc", next_path="/", link=True)
    back = await come_back_from_mock(begun.url, "ada")
    with pytest.raises(ProviderRefused, match="not logged in as who you were"):
        await oauth.finish(there, eve, provider="oidc", token=begun.token, parameters=back)
    clock.forward(minutes=10)
    with pytest.raises(NotAllowed):
        await oauth.begin(there, grace, provider="oidc", next_path="/", link=True)
    with pytest.raises(NotAllowed):
        await oauth.unlink(there, grace, "oidc")
    with pytest.raises(NotLoggedIn):
        await oauth.begin(there, ANONYMOUS, provider="oidc", next_path="/", link=True)
    with pytest.raises(NotLoggedIn):
        await oauth.unlink(there, ANONYMOUS, "oidc")


async def test_a_taken_name_gets_an_addition(there):
    await create_member(there, "ada", email="other@example.test")
    actor = await actor_with(there, (await visit(there)).log_in.token)
    async with there.transaction() as uow:
        assert (await users.by_id(uow, actor.user_id)).username.startswith("ada_")


async def test_unknown_and_absent_providers(there, context):
    with pytest.raises(NotFound):
        await oauth.begin(there, STRANGER, provider="nowhere", next_path="/")
    away = OAuthClients([site("http://127.0.0.1:9")], "http://localhost:3000")
    absent = replace(context, accounts=replace(context.accounts, providers=away))
    with pytest.raises(ProviderRefused, match="does not answer") as refused:
        await oauth.begin(absent, STRANGER, provider="oidc", next_path="/")
    assert refused.value.status == 502


GITHUB = {
    "/user": {"id": 583231, "login": "octo-cat", "name": "The Octocat"},
    "/user/emails": [
        {"email": "old@example.test", "primary": False, "verified": True},
        {"email": "octo@example.test", "primary": True, "verified": True},
    ],
}
DISCORD = {
    "/users/@me": {
        "id": "80351110224678912",
        "username": "nelly",
        "global_name": "Nelly",
        "email": "nelly@example.test",
        "verified": True,
    }
}


@pytest.mark.parametrize(
    ("read", "pages", "expected"),
    [
        (read_github, GITHUB, ("octo_cat", "The Octocat", "octo@example.test")),
        (read_discord, DISCORD, ("nelly", "Nelly", "nelly@example.test")),
    ],
    ids=["github", "discord"],
)
async def test_sites_with_plain_oauth(context, read, pages, expected):
    peer = PlainSite(pages)
    async with peer.running() as address:
        provider = PlainProvider(
            key=read.__name__.removeprefix("read_"),
            name="Peer",
            authorize_url=f"{address}/authorize",
            token_url=f"{address}/token",
            api_url=address,
            client_id=peer.client_id,
            client_secret=peer.client_secret,
            scope="email",
            read=read,
        )
        clients = OAuthClients([provider], "http://localhost:3000")
        here = replace(context, accounts=replace(context.accounts, providers=clients))
        begun = await oauth.begin(here, STRANGER, provider=provider.key, next_path="/")
        back = peer.authorise(begun.url)
        done = await oauth.finish(here, STRANGER, provider=provider.key, token=begun.token, parameters=back)
    actor = await actor_with(here, done.log_in.token)
    async with here.transaction() as uow:
        user = await users.by_id(uow, actor.user_id)
    assert (user.username, user.display_name, user.email) == expected


async def test_github_vouches_for_the_primary_address_only(context):
    pages = {**GITHUB, "/user/emails": [{"email": "x@example.test", "primary": True, "verified": False}]}
    peer = PlainSite(pages)
    async with peer.running() as address:
        peer.tokens.add("t")
        async with AsyncOAuth2Client(token={"access_token": "t", "token_type": "bearer"}) as client:
            account = await read_github(client, address)
    assert not account.email_verified


def test_what_the_operator_sets_is_what_is_offered():
    settings = Settings(
        github_client_id="a", oidc_client_id="b", oidc_name="Our house", github_client_secret="s"
    )
    offered = OAuthClients(configured(settings), settings.base_url).all()
    assert [(each.key, each.name) for each in offered] == [("oidc", "Our house"), ("github", "GitHub")]
    assert configured(Settings()) == []
    assert "'s'" not in repr(configured(settings))


@pytest.mark.parametrize(
    ("names", "username"),
    [
        ({"username": "Octo Cat"}, "Octo_Cat"),
        ({"username": "x", "display_name": "Ada Lovelace"}, "Ada_Lovelace"),
        ({"username": "admin", "email": "grace@example.test"}, "grace"),
        ({"username": "日本"}, "user"),
        ({"username": "a" * 60}, "a" * 20),
    ],
)
def test_suggested_names_are_allowed_ones(names, username):
    assert suggested_username(ForeignAccount(provider="p", subject="s", label="l", **names)) == username
