"""Logging in at other sites: OAuth 2 and OpenID Connect with PKCE, state and nonce."""

import asyncio
import logging
import secrets
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import httpx
from authlib.common.errors import AuthlibBaseError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from aethex_live.domain.oauth import (
    PARAMETER_LENGTH,
    Departure,
    ForeignAccount,
    Provider,
    ProviderRefused,
    checked,
    subject,
)
from aethex_live.errors import NotFound, Words
from aethex_live.integrations.certificates import trusted
from aethex_live.integrations.oauth_client import AsyncOAuth2Client
from aethex_live.integrations.oauth_providers import OpenIdProvider, PlainProvider, fetch

log = logging.getLogger(__name__)

TIMEOUT = 10.0
PATIENCE = 20.0  # seconds for all that is asked of a site at once: one may answer byte by byte
DISCOVERY_KEPT = 3600.0  # seconds
CLOCK_LEEWAY = 60  # seconds that a provider's clock may be off
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
# What comes of answers that are not what they should be, wherever that shows.
_NONSENSE = (AuthlibBaseError, JoseError, LookupError, TypeError, ValueError, AttributeError, RecursionError)
_SILENCE = (httpx.HTTPError, httpx.InvalidURL, TimeoutError)
_ADDRESSES = ("authorization_endpoint", "token_endpoint", "jwks_uri")
UNREACHABLE = "The other site does not answer. Try again in a moment, or log in another way."


class OAuthClients:
    """An OAuthProviders for the sites that the operator has configured."""

    def __init__(
        self,
        providers: Iterable[OpenIdProvider | PlainProvider],
        base_url: str,
        patience: float = PATIENCE,
    ):
        self._providers = {provider.key: provider for provider in providers}
        self._base_url = base_url.rstrip("/")
        self._patience = patience
        self._discovered: dict[str, tuple[float, dict[str, Any], KeySet]] = {}

    def all(self) -> Sequence[Provider]:
        """What the log-in page offers."""
        return [Provider(provider.key, provider.name) for provider in self._providers.values()]

    async def depart(self, provider: str, state: str) -> Departure:
        """The address to send the browser to."""
        site = self._site(provider)
        keep = {"verifier": secrets.token_urlsafe(48), "nonce": secrets.token_urlsafe(24)}
        async with self._client(site) as client:
            if isinstance(site, OpenIdProvider):
                metadata, _ = await self._discover(client, site)
                url, extra = metadata["authorization_endpoint"], {"nonce": keep["nonce"], **site.extra}
            else:
                url, extra = site.authorize_url, {}
            address, _ = client.create_authorization_url(
                url, state=state, code_verifier=keep["verifier"], **extra
            )
        return Departure(address, keep)

    async def arrive(
        self, provider: str, parameters: Mapping[str, str], keep: dict[str, Any]
    ) -> ForeignAccount:
        """Who came back; `parameters` are what the provider put into the address. State is the caller's."""
        site = self._site(provider)
        if "error" in parameters:
            raise ProviderRefused(
                Words("{site} did not log you in. Try again, or log in another way.", site=site.name)
            )
        code = parameters.get("code", "")
        if not 0 < len(code) <= PARAMETER_LENGTH:
            raise ProviderRefused(
                Words("{site} sent an answer that we do not understand. Try again.", site=site.name)
            )
        async with self._client(site) as client:
            try:
                async with asyncio.timeout(self._patience):
                    return checked(await self._arrive(client, site, code, keep))
            except _SILENCE as error:
                raise _silent(site, error) from error
            except _NONSENSE as error:
                log.warning("Log-in with %s failed: %s: %s", site.key, type(error).__name__, error)
                sentence = Words("{site} did not confirm the log-in. Try again.", site=site.name)
                raise ProviderRefused(sentence) from error

    def _site(self, key: str) -> OpenIdProvider | PlainProvider:
        if key not in self._providers:
            raise NotFound("This site does not offer that way to log in.")
        return self._providers[key]

    def _client(self, site: OpenIdProvider | PlainProvider) -> AsyncOAuth2Client:
        method = site.token_auth if isinstance(site, OpenIdProvider) else "client_secret_post"
        return AsyncOAuth2Client(
            client_id=site.client_id,
            client_secret=site.client_secret,
            scope=site.scope,
            redirect_uri=f"{self._base_url}/auth/oauth/{site.key}/callback",
            code_challenge_method="S256",
            token_endpoint_auth_method=method,
            timeout=TIMEOUT,
            verify=trusted(),
        )

    async def _arrive(
        self,
        client: AsyncOAuth2Client,
        site: OpenIdProvider | PlainProvider,
        code: str,
        keep: dict[str, Any],
    ) -> ForeignAccount:
        if isinstance(site, OpenIdProvider):
            return await self._arrive_openid(client, site, code, keep)
        await client.fetch_token(
            site.token_url,
            code=code,
            code_verifier=keep["verifier"],
            headers={"Accept": "application/json"},
        )
        return await site.read(client, site.api_url)

    async def _arrive_openid(
        self, client: AsyncOAuth2Client, site: OpenIdProvider, code: str, keep: dict[str, Any]
    ) -> ForeignAccount:
        metadata, keys = await self._discover(client, site)
        token = await client.fetch_token(
            metadata["token_endpoint"], code=code, code_verifier=keep["verifier"]
        )
        try:
            claims = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError):  # the provider may have new keys since
            self._discovered.pop(site.key, None)
            _, keys = await self._discover(client, site)
            claims = jwt.decode(token["id_token"], keys, algorithms=ALGORITHMS).claims
        jwt.JWTClaimsRegistry(
            leeway=CLOCK_LEEWAY,
            iss={"essential": True, "value": metadata["issuer"]},
            aud={"essential": True, "value": site.client_id},
            exp={"essential": True},
            nonce={"essential": True, "value": keep["nonce"]},
            sub={"essential": True},
        ).validate(claims)
        if "email" not in claims and "userinfo_endpoint" in metadata:
            more = await fetch(client, metadata["userinfo_endpoint"])
            if more.get("sub") == claims["sub"]:
                claims = {**more, **claims}
        email = str(claims.get("email") or "")
        return ForeignAccount(
            provider=site.key,
            subject=subject(claims["sub"]),
            label=str(claims.get("preferred_username") or email or claims.get("name") or claims["sub"]),
            email=email,
            email_verified=claims.get("email_verified") is True,
            username=str(claims.get("preferred_username") or claims.get("nickname") or ""),
            display_name=str(claims.get("name") or ""),
        )

    async def _discover(
        self, client: AsyncOAuth2Client, site: OpenIdProvider
    ) -> tuple[dict[str, Any], KeySet]:
        """The provider's addresses and keys, looked up once an hour."""
        kept = self._discovered.get(site.key)
        if kept is not None and time.monotonic() - kept[0] < DISCOVERY_KEPT:
            return kept[1], kept[2]
        try:
            async with asyncio.timeout(self._patience):
                metadata = await self._get(
                    client, f"{site.issuer.rstrip('/')}/.well-known/openid-configuration"
                )
                if metadata["issuer"].rstrip("/") != site.issuer.rstrip("/"):
                    raise ValueError("another issuer")
                if not all(metadata[name].startswith(("https://", "http://")) for name in _ADDRESSES):
                    raise ValueError("an address that is none")
                keys = KeySet.import_key_set(await self._get(client, metadata["jwks_uri"]))
        except (*_SILENCE, *_NONSENSE) as error:
            raise _silent(site, error) from error
        self._discovered[site.key] = (time.monotonic(), metadata, keys)
        return metadata, keys

    @staticmethod
    async def _get(client: AsyncOAuth2Client, url: str) -> Any:
        answer = await client.request("GET", url, withhold_token=True)
        answer.raise_for_status()
        return answer.json()


def _silent(site: OpenIdProvider | PlainProvider, error: Exception) -> ProviderRefused:
    log.warning("%s does not answer as it should: %s: %s", site.key, type(error).__name__, error)
    return ProviderRefused(UNREACHABLE, code="provider_unreachable", status=502)
