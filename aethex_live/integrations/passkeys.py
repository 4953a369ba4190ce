"""WebAuthn ceremonies for this site."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import UUID

import webauthn
from webauthn.helpers import parse_authentication_credential_json, parse_registration_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from aethex_live.domain.passkey import Challenge, KnownPasskey, NewPasskey, PasskeyRefused

TIMEOUT_MS = 120_000
_TRANSPORTS = {transport.value for transport in AuthenticatorTransport}


class WebAuthnPasskeys:
    """Passkeys of the site at `base_url`: found without a username, and always verifying the person."""

    def __init__(self, base_url: str):
        parts = urlsplit(base_url)
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._site = parts.hostname or "localhost"

    def ask_new(
        self, site: str, user_id: UUID, username: str, display_name: str, known: Sequence[KnownPasskey]
    ) -> Challenge:
        """Ask for a new key for the site called `site`, on a device that does not have one of `known` already."""
        options = webauthn.generate_registration_options(
            rp_id=self._site,
            rp_name=site,
            user_id=user_id.bytes,
            user_name=username,
            user_display_name=display_name,
            timeout=TIMEOUT_MS,
            exclude_credentials=[_descriptor(passkey) for passkey in known],
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
        )
        return Challenge(webauthn.options_to_json(options), options.challenge)

    def check_new(self, response: str, challenge: bytes) -> NewPasskey:
        """The key that the device made."""
        try:
            made = webauthn.verify_registration_response(
                credential=response,
                expected_challenge=challenge,
                expected_rp_id=self._site,
                expected_origin=self._origin,
                require_user_verification=True,
            )
            parsed = parse_registration_credential_json(response)
        except (WebAuthnException, ValueError, TypeError, KeyError) as error:
            raise PasskeyRefused from error
        transports = parsed.response.transports or []
        return NewPasskey(
            credential_id=made.credential_id,
            public_key=made.credential_public_key,
            sign_count=made.sign_count,
            transports=tuple(transport.value for transport in transports),
            backed_up=made.credential_backed_up,
        )

    def ask(self, allowed: Sequence[KnownPasskey] = ()) -> Challenge:
        """Ask for one of `allowed`; with none, for any that this site has on the device."""
        options = webauthn.generate_authentication_options(
            rp_id=self._site,
            timeout=TIMEOUT_MS,
            allow_credentials=[_descriptor(passkey) for passkey in allowed],
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return Challenge(webauthn.options_to_json(options), options.challenge)

    def credential_in(self, response: str) -> bytes:
        """Which passkey the browser says it used."""
        try:
            return parse_authentication_credential_json(response).raw_id
        except (WebAuthnException, ValueError, TypeError, KeyError) as error:
            raise PasskeyRefused from error

    def check(self, response: str, challenge: bytes, passkey: KnownPasskey) -> int:
        """The passkey's new counter."""
        try:
            checked = webauthn.verify_authentication_response(
                credential=response,
                expected_challenge=challenge,
                expected_rp_id=self._site,
                expected_origin=self._origin,
                credential_public_key=passkey.public_key,
                credential_current_sign_count=passkey.sign_count,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, TypeError, KeyError) as error:
            raise PasskeyRefused from error
        return checked.new_sign_count


def _descriptor(passkey: KnownPasskey) -> PublicKeyCredentialDescriptor:
    transports = [AuthenticatorTransport(name) for name in passkey.transports if name in _TRANSPORTS]
    return PublicKeyCredentialDescriptor(id=passkey.credential_id, transports=transports or None)
