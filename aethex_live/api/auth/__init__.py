"""Everything under /auth: what sets or ends the session cookie, and what a browser must do by itself."""

from fastapi import APIRouter

from aethex_live.api.auth import account, confirmation, log_in, oauth, passkey, registration


def router() -> APIRouter:
    """All routes of /auth."""
    whole = APIRouter()
    for part in (log_in, registration, confirmation, account, passkey, oauth):
        whole.include_router(part.routes())
    return whole
