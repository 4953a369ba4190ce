"""What happens to every HTTP request: it gets an id, a line in the log, its place in the metrics,
safe headers, and an answer even when the code below fails.
"""

import logging
import re
import secrets
import time

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from aethex_live import log, metrics
from aethex_live.api import errors
from aethex_live.api.security_headers import SecurityHeaders

access = logging.getLogger("aethex_live.access")
defect = logging.getLogger("aethex_live.defect")

GONE = 499  # in log and metrics only
_GIVEN_ID = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_QUIET = ("/assets/", "/media/hooks", "/healthz", "/readyz", "/metrics", "/ping", "/_health")


class Observe:
    """The outermost middleware; a plain ASGI one, so that it costs microseconds and streams stay streams."""

    def __init__(self, app: ASGIApp, headers: SecurityHeaders):
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
        request_id = given.decode() if _GIVEN_ID.fullmatch(given) else secrets.token_hex(8)
        status = 0

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                self._headers.add(headers)
            await send(message)

        mark = log.current_id.set(request_id)
        try:
            await self._app(scope, receive, send_on)
        except ClientDisconnect:
            status = (
                status or GONE
            )  # while it was still sending: nobody is there to answer, nothing is broken
        except Exception:
            metrics.defects.labels("http").inc()
            defect.exception("Unexpected error at %s %s", scope["method"], scope["path"])
            if not status:
                await errors.our_fault(Request(scope))(scope, receive, send_on)
        finally:
            _note(scope, status, time.perf_counter() - began)
            log.current_id.reset(mark)


def _note(scope: Scope, status: int, seconds: float) -> None:
    """One access line without the query, which may carry secrets, and one observation."""
    method, path = scope["method"], scope["path"]
    metrics.http_seconds.labels(method, _route(scope), status).observe(seconds)
    level = logging.DEBUG if path.startswith(_QUIET) and status < 500 else logging.INFO
    if access.isEnabledFor(level):
        milliseconds = round(seconds * 1000, 1)
        data = {"method": method, "path": path, "status": status, "ms": milliseconds}
        access.log(level, "%s %s %s in %s ms", method, path, status, milliseconds, extra={"data": data})


def _route(scope: Scope) -> str:
    """The template of the address: few values, whatever strangers ask for."""
    route = scope.get("route")
    template = getattr(route, "path", "")
    if template:
        return str(scope.get("root_path", "")) + template
    return "asset" if scope["path"].startswith("/assets/") else "page"
