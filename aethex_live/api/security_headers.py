"""Headers that tell browsers to be careful, on every answer."""

from starlette.datastructures import MutableHeaders

from aethex_live.config import Settings


class SecurityHeaders:
    """Worked out once from the settings; a response that brings its own value keeps it."""

    def __init__(self, settings: Settings):
        self._always = {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "geolocation=(), payment=(self), usb=(), serial=()",
        }
        if settings.base_url.startswith("https://"):
            self._always["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        self._page_policy = page_policy(settings)

    def add(self, headers: MutableHeaders) -> None:
        """Put the headers on one response."""
        for name, value in self._always.items():
            headers.setdefault(name, value)
        kind = headers.get("content-type")
        if kind is None:  # such as a 304: browsers put its headers on the page that they have kept
            return
        headers.setdefault("Content-Security-Policy", self._policy_of(kind))

    def _policy_of(self, kind: str) -> str:
        if kind.startswith("text/html"):
            return self._page_policy
        return (
            SCRIPT_POLICY if kind.startswith(("text/javascript", "application/javascript")) else BARE_POLICY
        )


# JSON, images, feeds: whatever a browser makes of them, it runs and loads nothing.
BARE_POLICY = "default-src 'none'; frame-ancestors 'self'"
# Only a script that runs as a worker is bound by the policy of its own answer: the service worker fetches pages.
SCRIPT_POLICY = "default-src 'none'; connect-src 'self'; frame-ancestors 'self'"


def page_policy(settings: Settings) -> str:
    """What a page may load. Scripts: ours, and inline ones, which the build narrows to those that it wrote.

    'unsafe-eval' stays: Reflex runs what the server sends with `rx.call_script` by eval.
    """
    media = settings.media_http_url
    directives = {
        "default-src": "'self'",
        "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": f"'self' data: blob: {media}",
        "media-src": f"'self' blob: {media}",
        "connect-src": f"'self' {media}",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": _where_forms_lead(settings),
        "frame-ancestors": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def _where_forms_lead(settings: Settings) -> str:
    """To us; and when people can log in with other sites, also there: browsers look at redirects of a form too."""
    ids = (
        settings.github_client_id,
        settings.google_client_id,
        settings.discord_client_id,
        settings.twitch_client_id,
        settings.oidc_client_id,
    )
    return " ".join(filter(None, ("'self'", "https:", settings.oidc_issuer))) if any(ids) else "'self'"
