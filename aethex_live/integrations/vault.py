"""Encryption of secrets at rest: AES-256-GCM with a key derived from the site's SECRET_KEY."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE_BYTES = 12


class SealBroken(RuntimeError):
    """What is in the database was not sealed with today's SECRET_KEY, or not for this place."""


class AesVault:
    """A Vault. What was sealed for one purpose opens for no other, so rows cannot be swapped."""

    def __init__(self, secret_key: str):
        if not secret_key:
            raise ValueError(
                "SECRET_KEY is empty. Set it to a long random text, e.g. of `openssl rand -hex 32`."
            )
        derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"aethex vault 1")
        self._cipher = AESGCM(derive.derive(secret_key.encode()))

    def seal(self, plain: bytes, purpose: str) -> bytes:
        """Encrypt; the same text looks different each time."""
        nonce = os.urandom(NONCE_BYTES)
        return VERSION + nonce + self._cipher.encrypt(nonce, plain, purpose.encode())

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """Decrypt; raises SealBroken."""
        nonce, text = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            if sealed[:1] != VERSION:
                raise InvalidTag
            return self._cipher.decrypt(nonce, text, purpose.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBroken(
                "A stored secret cannot be decrypted: SECRET_KEY is not the one that it was stored with."
            ) from error
