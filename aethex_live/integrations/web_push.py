"""Messages to browsers, open or not: RFC 8030, encrypted for the browser alone (8291), signed by us (8292)."""

import base64
import json
import os
import time
from email.utils import parseaddr
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from aethex_live.config import Settings
from aethex_live.domain.push import Outcome, outcome_of
from aethex_live.services.ports import Fetcher, FetchFailed, Push, Pusher, Sent

CURVE = ec.SECP256R1()
RECORD_SIZE = 4096
LAST_RECORD = b"\x02"
SIGNED_FOR = 12 * 3600  # seconds; a push service takes at most a day
FRESH_FOR = 3600  # seconds for which a signature is used again
LONGEST_PAUSE = 3600.0


def pusher(settings: Settings, fetcher: Fetcher) -> Pusher:
    """The Pusher that the settings allow."""
    if not settings.vapid_key:
        return NoPush()
    address = parseaddr(settings.mail_from)[1]
    contact = settings.base_url if settings.base_url.startswith("https://") else f"mailto:{address}"
    return WebPush(settings.vapid_key, contact, fetcher)


class NoPush:
    """A Pusher for a site without a key: browsers are not asked for anything."""

    public_key = ""

    async def send(self, push: Push) -> Sent:
        """Nothing can be sent."""
        return Sent(Outcome.REFUSED)


class WebPush:
    """A Pusher. `key` is the private key, as 32 bytes in base64url; `contact` is whom a push service may ask."""

    def __init__(self, key: str, contact: str, fetcher: Fetcher):
        self._private = private_key(key)
        self._public = encode(point(self._private.public_key()))
        self._contact = contact
        self._fetcher = fetcher
        self._signed: dict[str, tuple[float, str]] = {}

    @property
    def public_key(self) -> str:
        """What browsers have to know of us."""
        return self._public

    async def send(self, push: Push) -> Sent:
        """Hand a message to the browser's push service."""
        try:
            body = encrypt(push.message, push.p256dh, push.auth)
        except ValueError:
            return Sent(Outcome.GONE)  # no key of any browser
        headers = {
            "Authorization": self._authorization(push.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(push.ttl),
            "Urgency": "high" if push.urgent else "normal",
            "Topic": push.topic,
        }
        try:
            answer = await self._fetcher.post(push.endpoint, body, headers)
        except FetchFailed:
            return Sent(Outcome.LATER)
        return Sent(outcome_of(answer.status), min(answer.retry_after, LONGEST_PAUSE))

    def _authorization(self, endpoint: str) -> str:
        parts = urlsplit(endpoint)
        origin, now = f"{parts.scheme}://{parts.netloc}", time.time()
        until, header = self._signed.get(origin, (0.0, ""))
        if until < now:
            claims = {"aud": origin, "exp": int(now) + SIGNED_FOR, "sub": self._contact}
            header = f"vapid t={signed(claims, self._private)}, k={self._public}"
            self._signed = {each: kept for each, kept in self._signed.items() if kept[0] >= now}
            self._signed[origin] = now + FRESH_FOR, header
        return header


def private_key(text: str) -> ec.EllipticCurvePrivateKey:
    """The key that the settings have."""
    try:
        raw = decode(text)
        if len(raw) != 32:
            raise ValueError
        return ec.derive_private_key(int.from_bytes(raw), CURVE)
    except ValueError:
        raise ValueError(
            "VAPID_KEY must be 32 bytes in base64url. Leave it out, and one is made at the start."
        ) from None


def encrypt(
    message: bytes,
    p256dh: bytes,
    auth: bytes,
    *,
    own: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body of a request (RFC 8291); `own` and `salt` are new for each message. ValueError: no such key."""
    own, salt = own or ec.generate_private_key(CURVE), salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, p256dh)
    ours = point(own.public_key())
    shared = own.exchange(ec.ECDH(), theirs)
    secret = derived(shared, auth, b"WebPush: info\x00" + p256dh + ours, 32)
    key = derived(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = derived(secret, salt, b"Content-Encoding: nonce\x00", 12)
    head = salt + RECORD_SIZE.to_bytes(4) + len(ours).to_bytes(1) + ours
    return head + AESGCM(key).encrypt(nonce, message + LAST_RECORD, None)


def signed(claims: dict[str, object], key: ec.EllipticCurvePrivateKey) -> str:
    """A JSON Web Token by ES256."""
    parts = [
        encode(json.dumps(each, separators=(",", ":")).encode())
        for each in ({"typ": "JWT", "alg": "ES256"}, claims)
    ]
    text = ".".join(parts)
    r, s = decode_dss_signature(key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
    return f"{text}.{encode(r.to_bytes(32) + s.to_bytes(32))}"


def derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """HKDF with SHA-256."""
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    """A public key as 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The other way round."""
    return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
