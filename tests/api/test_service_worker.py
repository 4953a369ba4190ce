"""The service worker may reach the site, and no other script's answer lets anything more."""

from starlette.datastructures import MutableHeaders

from aethex_live.api.security_headers import BARE_POLICY, SCRIPT_POLICY, SecurityHeaders
from aethex_live.config import Settings


def policy_of(kind: str) -> str:
    headers = MutableHeaders({"content-type": kind})
    SecurityHeaders(Settings()).add(headers)
    return headers["content-security-policy"]


def test_scripts_may_fetch_from_the_site_alone():
    assert policy_of("text/javascript; charset=utf-8") == SCRIPT_POLICY
    assert "connect-src 'self'" in SCRIPT_POLICY and "default-src 'none'" in SCRIPT_POLICY
    assert policy_of("application/json") == BARE_POLICY
    assert "script-src" in policy_of("text/html")
