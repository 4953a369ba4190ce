"""Passkeys as values, apart from the library that checks them."""

from dataclasses import dataclass

from aethex_live.errors import AppError, InvalidInput, Words

NAME_LENGTH = 50
MOST = 20  # a person; keeps lists and ceremonies small
RESPONSE_LENGTH = 20_000  # characters of JSON from a browser; real ones have some 2,000


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the browser is asked: `options` is JSON for `navigator.credentials`, `challenge` is kept here."""

    options: str
    challenge: bytes


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a device gave us when it made a key."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...]
    backed_up: bool


@dataclass(frozen=True, slots=True)
class KnownPasskey:
    """What is needed to check an answer."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...] = ()


class PasskeyRefused(AppError):
    """The answer of a browser or device is not what it should be."""

    status = 422
    code = "passkey_refused"

    def __init__(self, message: str = "This passkey was not accepted. Try again, or use another way."):
        super().__init__(message)


def check_name(text: str) -> str:
    """What the person calls the passkey."""
    name = " ".join(text.split())
    if not name or len(name) > NAME_LENGTH or not name.isprintable():
        raise InvalidInput(
            Words("Use {least} to {most} visible characters.", least=1, most=NAME_LENGTH),
            code="passkey_name_form",
            field="name",
        )
    return name
