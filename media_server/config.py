"""Every setting of the media server: its environment variable, its default, and why it is what it is.

This is the only file that reads the environment. `docs/media-server.md` lists the same settings for
operators.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, get_type_hints

from media_server.contract import Rung


class ConfigError(Exception):
    """A setting cannot be used; the text says which and what it should be."""


def _setting(env: str, default: Any, why: str, secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={"env": env, "why": why})


@dataclass(frozen=True)
class Settings:
    """The types are str, int, float, bool and Path; sizes are bytes, times seconds, rates bits per second."""

    # Where it listens and keeps things.
    rtmp: str = _setting("MEDIA_RTMP", "0.0.0.0:1935", "where encoders publish; 1935 is what they assume")
    rtmps: str = _setting("MEDIA_RTMPS", "", "the same over TLS, for example 0.0.0.0:1936; empty: off")
    tls_certificate: str = _setting("MEDIA_TLS_CERTIFICATE", "", "PEM chain for RTMPS")
    tls_key: str = _setting("MEDIA_TLS_KEY", "", "PEM key for RTMPS")
    http: str = _setting(
        "MEDIA_HTTP", "0.0.0.0:8000", "where players and the app ask; put a TLS proxy in front"
    )
    data: Path = field(
        default=Path("data/media"),
        metadata={"env": "MEDIA_DATA", "why": "recordings, clips and the event journal"},
    )
    log_level: str = _setting("MEDIA_LOG_LEVEL", "info", "debug, info, warning or error")

    # The app.
    app_url: str = _setting("MEDIA_APP_URL", "", "the app's hook address; needed unless standalone")
    app_secret: str = _setting("MEDIA_APP_SECRET", "", "shared with the app; signs both ways", secret=True)
    app_timeout_s: float = _setting("MEDIA_APP_TIMEOUT", 3.0, "a publish is refused when the app is slower")

    # Publishing.
    connections: int = _setting("MEDIA_CONNECTIONS", 1_000, "RTMP connections at once")
    connections_per_address: int = _setting(
        "MEDIA_CONNECTIONS_PER_ADDRESS", 128, "a studio or a proxy may feed many channels from one address"
    )
    publishers: int = _setting(
        "MEDIA_PUBLISHERS", 200, "streams at once; 160 of 6 Mbit/s fill a 1 Gbit/s line"
    )
    handshake_s: float = _setting("MEDIA_HANDSHAKE_TIMEOUT", 10.0, "from connecting to publishing")
    silence_s: float = _setting("MEDIA_SILENCE_TIMEOUT", 10.0, "without a byte a publisher counts as gone")
    max_bitrate: int = _setting(
        "MEDIA_MAX_BITRATE", 60_000_000, "of one publisher; 4K60 needs up to 50 million"
    )
    max_message: int = _setting("MEDIA_MAX_MESSAGE", 8 * 1024 * 1024, "one picture; 2 MB at 100 Mbit/s")
    grace_s: float = _setting("MEDIA_GRACE", 60.0, "a publisher that dropped may come back within this time")
    stop_grace_s: float = _setting("MEDIA_STOP_GRACE", 10.0, "one that said goodbye, within this time")
    drain_s: float = _setting("MEDIA_DRAIN", 5.0, "at shutdown, for encoders that were asked to reconnect")

    # Packaging and playback.
    part_s: float = _setting("MEDIA_PART", 0.25, "longest part; shorter is faster and costs more requests")
    segment_s: float = _setting("MEDIA_SEGMENT", 2.0, "shortest segment; it ends at the next keyframe")
    live_segments: int = _setting(
        "MEDIA_LIVE_SEGMENTS", 8, "segments kept in memory; iOS wants seven or more"
    )
    dvr_s: float = _setting("MEDIA_DVR", 0.0, "how far viewers may rewind a running stream; 0: not at all")
    viewers: int = _setting("MEDIA_VIEWERS", 5_000, "players that may wait for a part of one stream at once")
    trusted_proxies: str = _setting(
        "MEDIA_TRUSTED_PROXIES",
        "127.0.0.0/8,::1/128",
        "networks of proxies whose X-Forwarded-For is believed, with commas between them",
    )
    player_page: bool = _setting(
        "MEDIA_PLAYER_PAGE",
        True,
        "a test player at / and the public streams at /api/streams; off beside the app",
    )
    keep_ended_s: float = _setting(
        "MEDIA_KEEP_ENDED", 120.0, "an ended playlist stays for those who watch it"
    )

    # Recording.
    record: bool = _setting("MEDIA_RECORD", True, "record every stream whose channel does not say otherwise")
    refuse_below: int = _setting(
        "MEDIA_REFUSE_BELOW", 2 * 1024**3, "free disk space below which no new stream is taken"
    )
    stop_below: int = _setting(
        "MEDIA_STOP_BELOW", 512 * 1024**2, "free disk space below which recording stops"
    )
    keep_recordings_days: float = _setting(
        "MEDIA_KEEP_RECORDINGS_DAYS", 0.0, "then they are deleted; 0: never"
    )

    storyboards: bool = _setting(
        "MEDIA_STORYBOARDS",
        True,
        "poster and seeking pictures for each recording; 2 % of its length",
    )

    # Smaller qualities.
    ladder: str = _setting(
        "MEDIA_LADDER", "", "standalone: qualities to make, as 720,480,audio; the app says it per channel"
    )
    ladder_cores: float = _setting(
        "MEDIA_LADDER_CORES", 0.0, "processor cores for transcoding; 0: half of the machine"
    )

    # Forwarding.
    allow_private_forwards: bool = _setting(
        "MEDIA_ALLOW_PRIVATE_FORWARDS", False, "forward into private networks, which creators could probe"
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str], **overrides: Any) -> "Settings":
        """Overrides come from the command line and win."""
        hints = get_type_hints(cls)
        values: dict[str, Any] = {}
        for item in fields(cls):
            text = environment.get(item.metadata["env"])
            if text is not None:
                values[item.name] = _parse(item.metadata["env"], hints[item.name], text.strip())
        values.update({name: value for name, value in overrides.items() if value is not None})
        settings = cls(**values)
        _check(settings)
        return settings

    def proxy_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        try:
            return tuple(
                ip_network(text) for text in filter(None, self.trusted_proxies.replace(" ", "").split(","))
            )
        except ValueError as error:
            raise ConfigError(f"MEDIA_TRUSTED_PROXIES must be networks, as 10.0.0.0/8: {error}.") from error

    def ladder_rungs(self) -> tuple[Rung, ...]:
        """The ladder of a standalone server."""
        rungs = []
        for word in filter(None, self.ladder.replace(" ", "").split(",")):
            height = 0 if word == "audio" else int(word.rstrip("p")) if word.rstrip("p").isdigit() else -1
            if not 0 <= height <= 4_320:
                raise ConfigError("MEDIA_LADDER must be a list of heights and `audio`, as 720,480,audio.")
            rungs.append(Rung(f"{height}p" if height else "audio", height))
        return tuple(rungs)


def _parse(env: str, kind: type, text: str) -> Any:
    if kind is bool:
        if text.lower() in ("1", "true", "yes", "on"):
            return True
        if text.lower() in ("0", "false", "no", "off", ""):
            return False
        raise ConfigError(f"{env} must be true or false.")
    try:
        return kind(text)
    except ValueError as error:
        raise ConfigError(f"{env} must be a number.") from error


def _check(settings: Settings) -> None:
    for item in fields(settings):
        value = getattr(settings, item.name)
        if isinstance(value, int | float) and not 0 <= value < 1e15:
            raise ConfigError(f"{item.metadata['env']} must not be negative.")
    for name in ("rtmp", "rtmps", "http"):
        if getattr(settings, name):
            host_and_port(getattr(settings, name))
    settings.proxy_networks()
    if settings.rtmps and not (settings.tls_certificate and settings.tls_key):
        raise ConfigError("MEDIA_RTMPS needs MEDIA_TLS_CERTIFICATE and MEDIA_TLS_KEY.")


def host_and_port(text: str) -> tuple[str, int]:
    """`HOST:PORT`; an IPv6 host stands in brackets."""
    host, colon, port = text.rpartition(":")
    if not colon or not (port.isascii() and port.isdigit()) or int(port) > 65_535:
        raise ConfigError(f"{text!r} is not HOST:PORT.")
    return host.strip("[]") or "0.0.0.0", int(port)
