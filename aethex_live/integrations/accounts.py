"""What log-in needs from outside, made from the settings."""

from aethex_live.config import Settings
from aethex_live.integrations.oauth import OAuthClients
from aethex_live.integrations.oauth_providers import configured
from aethex_live.integrations.passkeys import WebAuthnPasskeys
from aethex_live.integrations.passwords import Argon2Passwords
from aethex_live.integrations.qr import qr_code
from aethex_live.integrations.vault import AesVault
from aethex_live.services.ports import AccountTools


def account_tools(settings: Settings) -> AccountTools:
    """The tools of this site."""
    return AccountTools(
        passwords=Argon2Passwords(),
        vault=AesVault(settings.secret_key),
        passkeys=WebAuthnPasskeys(settings.base_url),
        providers=OAuthClients(configured(settings), settings.base_url),
        qr_code=qr_code,
    )
