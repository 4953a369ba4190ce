"""Settings of the app, and the only place that reads the environment.

Every field is documented in docs/settings.md (a test compares the two).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints
from urllib.parse import urlsplit

LAST_PORT = 65_535
_MEDIA = {"MEDIA_RTMP": "0.0.0.0:1935", "MEDIA_HTTP": "0.0.0.0:8000"}  # as in media_server/config.py
_WANTED = {int: "a whole number", float: "a number"}


def _setting(env: str, default: Any, *, secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={"env": env})


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an operator can choose. Secrets never show in a repr."""

    site_name: str = _setting("SITE_NAME", "AeThex LIVE")
    base_url: str = _setting("BASE_URL", "http://localhost:3000")
    host: str = _setting("HOST", "0.0.0.0")
    port: int = _setting("PORT", 3000)
    production: bool = _setting("PRODUCTION", False)
    data_dir: Path = _setting("DATA_DIR", Path("data"))
    database_url: str = _setting("DATABASE_URL", "", secret=True)
    redis_url: str = _setting("REDIS_URL", "", secret=True)
    trusted_proxies: int = _setting("TRUSTED_PROXIES", 0)
    most_pages: int = _setting("MOST_PAGES", 10_000)
    most_pages_per_network: int = _setting("MOST_PAGES_PER_NETWORK", 500)
    log_format: str = _setting("LOG_FORMAT", "text")
    metrics_token: str = _setting("METRICS_TOKEN", "", secret=True)
    secret_key: str = _setting("SECRET_KEY", "", secret=True)
    vapid_key: str = _setting("VAPID_KEY", "", secret=True)
    media_secret: str = _setting("MEDIA_SECRET", "", secret=True)
    media_rtmp_url: str = _setting("MEDIA_RTMP_URL", "rtmp://localhost:1935/live")
    media_control_url: str = _setting("MEDIA_CONTROL_URL", "http://127.0.0.1:8000/control")
    media_http_url: str = _setting("MEDIA_HTTP_URL", "http://localhost:8000")
    allow_private_sources: bool = _setting("ALLOW_PRIVATE_SOURCES", False)
    source_still_seconds: float = _setting("SOURCE_STILL_SECONDS", 40.0)
    smtp_url: str = _setting("SMTP_URL", "", secret=True)
    mail_from: str = _setting("MAIL_FROM", "noreply@localhost")
    discord_hosts: str = _setting("DISCORD_HOSTS", "discord.com,discordapp.com")
    github_client_id: str = _setting("GITHUB_CLIENT_ID", "")
    github_client_secret: str = _setting("GITHUB_CLIENT_SECRET", "", secret=True)
    google_client_id: str = _setting("GOOGLE_CLIENT_ID", "")
    google_client_secret: str = _setting("GOOGLE_CLIENT_SECRET", "", secret=True)
    discord_client_id: str = _setting("DISCORD_CLIENT_ID", "")
    discord_client_secret: str = _setting("DISCORD_CLIENT_SECRET", "", secret=True)
    twitch_client_id: str = _setting("TWITCH_CLIENT_ID", "")
    twitch_client_secret: str = _setting("TWITCH_CLIENT_SECRET", "", secret=True)
    oidc_name: str = _setting("OIDC_NAME", "Single sign-on")
    oidc_issuer: str = _setting("OIDC_ISSUER", "")
    oidc_client_id: str = _setting("OIDC_CLIENT_ID", "")
    oidc_client_secret: str = _setting("OIDC_CLIENT_SECRET", "", secret=True)
    demo: bool = _setting("DEMO", True)

    @property
    def secure_cookies(self) -> bool:
        """Cookies are Secure wherever the site is reached by HTTPS."""
        return self.base_url.startswith("https://")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; a value that cannot be read says which variable is wrong."""
    environ = os.environ if environ is None else environ
    types = get_type_hints(Settings)
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        name = setting.metadata["env"]
        if name in environ:
            values[setting.name] = _parse(name, environ[name], types[setting.name])
    _check(values)
    return Settings(**{**_where_the_media_server_is(environ, values), **values})


def media_port(name: str, environ: Mapping[str, str] | None = None) -> int:
    """On which port the media server listens, of its settings MEDIA_RTMP and MEDIA_HTTP."""
    text = (os.environ if environ is None else environ).get(name, _MEDIA[name])
    port = text.rpartition(":")[2]
    if not (port.isascii() and port.isdecimal()) or int(port) > LAST_PORT:
        raise ValueError(f"{name} must be an address and a port, such as {_MEDIA[name]}, not {text!r}.")
    return int(port)


def _where_the_media_server_is(environ: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, str]:
    """The addresses of the media server that starts beside the app, as its own settings say."""
    host = urlsplit(values.get("base_url", Settings.base_url)).hostname
    rtmp, http = media_port("MEDIA_RTMP", environ), media_port("MEDIA_HTTP", environ)
    return {
        "media_rtmp_url": f"rtmp://{host}:{rtmp}/live",
        "media_http_url": f"http://{host}:{http}",
        "media_control_url": f"http://127.0.0.1:{http}/control",
    }


def _parse(name: str, text: str, kind: type) -> Any:
    if kind is bool:
        lowered = text.strip().lower()
        if lowered in {"1", "true", "yes", "on"}:
            return True
        if lowered in {"0", "false", "no", "off", ""}:
            return False
        raise ValueError(f"{name} must be 1 or 0, not {text!r}.")
    try:
        return kind(text)
    except ValueError as error:
        raise ValueError(f"{name} must be {_WANTED[kind]}, not {text!r}.") from error


def _check(values: dict[str, Any]) -> None:
    """Refuse what would only fail later, and less clearly."""
    if not 0 < values.get("port", Settings.port) <= LAST_PORT:
        raise ValueError(f"PORT must be between 1 and {LAST_PORT}, not {values['port']}.")
    if "base_url" in values:
        values["base_url"] = _site_address(values["base_url"])


def _site_address(text: str) -> str:
    """BASE_URL without the slash that some put at its end."""
    try:
        parts = urlsplit(text)
        well = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        well = False
    if not well or parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError(f"BASE_URL must be an address such as https://live.example, not {text!r}.")
    return f"{parts.scheme}://{parts.netloc}"
