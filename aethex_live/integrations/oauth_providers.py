"""The sites that people may log in with: where they are, and how each says who somebody is."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aethex_live.config import Settings
from aethex_live.domain.oauth import ForeignAccount, ProviderRefused, subject
from aethex_live.integrations.oauth_client import AsyncOAuth2Client

Read = Callable[[AsyncOAuth2Client, str], Awaitable[ForeignAccount]]

TWITCH_CLAIMS = '{"id_token":{"email":null,"email_verified":null,"preferred_username":null}}'


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdProvider:
    """A site that speaks OpenID Connect; everything but its name is discovered at `issuer`."""

    key: str
    name: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str = "openid email profile"
    token_auth: str = "client_secret_basic"
    extra: Mapping[str, str] = field(default_factory=dict)  # more parameters of the authorisation request


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainProvider:
    """A site with OAuth 2 alone, which tells who somebody is in an API of its own at `api_url`."""

    key: str
    name: str
    authorize_url: str
    token_url: str
    api_url: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str
    read: Read


async def fetch(client: AsyncOAuth2Client, url: str) -> Any:
    """JSON from a provider's API."""
    answer = await client.get(url, headers={"Accept": "application/json"})
    if answer.status_code != 200:
        raise ProviderRefused("The other site did not tell us who you are. Try again in a moment.")
    return answer.json()


async def read_github(client: AsyncOAuth2Client, api_url: str) -> ForeignAccount:
    """GitHub keeps addresses apart from the profile, and only the primary one counts."""
    profile = await fetch(client, f"{api_url}/user")
    emails = await fetch(client, f"{api_url}/user/emails")
    primary = next((email for email in emails if email.get("primary")), {})
    return ForeignAccount(
        provider="github",
        subject=subject(profile["id"]),
        label=str(profile["login"]),
        email=str(primary.get("email") or ""),
        email_verified=primary.get("verified") is True,
        username=str(profile["login"]),
        display_name=str(profile.get("name") or ""),
    )


async def read_discord(client: AsyncOAuth2Client, api_url: str) -> ForeignAccount:
    """Discord tells everything at once."""
    profile = await fetch(client, f"{api_url}/users/@me")
    return ForeignAccount(
        provider="discord",
        subject=subject(profile["id"]),
        label=str(profile["username"]),
        email=str(profile.get("email") or ""),
        email_verified=profile.get("verified") is True,
        username=str(profile["username"]),
        display_name=str(profile.get("global_name") or ""),
    )


def configured(settings: Settings) -> list[OpenIdProvider | PlainProvider]:
    """Those for which the operator has set a client id, in the order in which they are offered."""
    every: list[OpenIdProvider | PlainProvider] = [
        OpenIdProvider(
            key="oidc",
            name=settings.oidc_name,
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
        ),
        OpenIdProvider(
            key="google",
            name="Google",
            issuer="https://accounts.google.com",
            client_id=settings.google_client_id,
            client_secret=settings.google_client_secret,
        ),
        OpenIdProvider(
            key="twitch",
            name="Twitch",
            issuer="https://id.twitch.tv/oauth2",
            client_id=settings.twitch_client_id,
            client_secret=settings.twitch_client_secret,
            scope="openid user:read:email",
            token_auth="client_secret_post",
            extra={"claims": TWITCH_CLAIMS},
        ),
        PlainProvider(
            key="discord",
            name="Discord",
            authorize_url="https://discord.com/oauth2/authorize",
            token_url="https://discord.com/api/oauth2/token",
            api_url="https://discord.com/api",
            client_id=settings.discord_client_id,
            client_secret=settings.discord_client_secret,
            scope="identify email",
            read=read_discord,
        ),
        PlainProvider(
            key="github",
            name="GitHub",
            authorize_url="https://github.com/login/oauth/authorize",
            token_url="https://github.com/login/oauth/access_token",
            api_url="https://api.github.com",
            client_id=settings.github_client_id,
            client_secret=settings.github_client_secret,
            scope="read:user user:email",
            read=read_github,
        ),
    ]
    return [provider for provider in every if provider.client_id]
