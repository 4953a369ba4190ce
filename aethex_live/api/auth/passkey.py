"""Passkeys, for scripts: each ceremony is a POST that gives options and a POST that takes the answer.

`options` in the answer of a first step goes to `PublicKeyCredential.parse…OptionsFromJSON()`, and what
`toJSON()` of the credential gives goes back as `response`, as JSON text or as an object.
"""

import json

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from aethex_live.api.auth import door
from aethex_live.api.auth.log_in import finish
from aethex_live.errors import InvalidInput
from aethex_live.services import passkey

PAGE = "/settings/security"


def routes() -> APIRouter:
    """The routes of this file."""
    router = door.router()
    router.add_api_route("/passkey/new", post_new, methods=["POST"])
    router.add_api_route("/passkey/new/finish", post_new_finish, methods=["POST"])
    router.add_api_route("/passkey/log-in", post_log_in, methods=["POST"])
    router.add_api_route("/passkey/log-in/finish", post_log_in_finish, methods=["POST"])
    router.add_api_route("/passkey/confirm", post_confirm, methods=["POST"])
    router.add_api_route("/passkey/confirm/finish", post_confirm_finish, methods=["POST"])
    return router


async def post_new(request: Request) -> Response:
    """Begin to add a passkey to the account; needs a fresh confirmation."""
    visit = await door.visit(request)
    return _begun(visit, passkey.NEW, await passkey.begin_new_passkey(visit.context, visit.actor))


async def post_new_finish(request: Request) -> Response:
    """`response` of the browser and the `name` that the person gives the passkey."""
    visit = await door.visit(request)
    passkey_id = await passkey.finish_new_passkey(
        visit.context,
        visit.actor,
        token=visit.ceremony(passkey.NEW),
        response=_response(visit),
        name=visit.text("name", "Passkey"),
    )
    return door.set_ceremony(visit, door.answer(visit, PAGE, id=str(passkey_id)), passkey.NEW, "")


async def post_log_in(request: Request) -> Response:
    """Begin to log in; no username is needed."""
    visit = await door.visit(request)
    return _begun(visit, passkey.LOG_IN, await passkey.begin_log_in(visit.context, visit.actor))


async def post_log_in_finish(request: Request) -> Response:
    """`response` of the browser, `next`."""
    visit = await door.visit(request)
    done = await passkey.finish_log_in(
        visit.context,
        visit.actor,
        token=visit.ceremony(passkey.LOG_IN),
        response=_response(visit),
        user_agent=visit.user_agent,
    )
    return door.set_ceremony(visit, finish(visit, done, visit.next), passkey.LOG_IN, "")


async def post_confirm(request: Request) -> Response:
    """Begin to confirm that it is you."""
    visit = await door.visit(request)
    return _begun(visit, passkey.CONFIRM, await passkey.begin_confirmation(visit.context, visit.actor))


async def post_confirm_finish(request: Request) -> Response:
    """`response` of the browser, `next`."""
    visit = await door.visit(request)
    await passkey.finish_confirmation(
        visit.context, visit.actor, token=visit.ceremony(passkey.CONFIRM), response=_response(visit)
    )
    return door.set_ceremony(visit, door.answer(visit, visit.next), passkey.CONFIRM, "")


def _begun(visit: door.Visit, kind: str, begun: passkey.Begun) -> Response:
    response = door.answer(visit, "", options=json.loads(begun.options))
    return door.set_ceremony(visit, response, kind, begun.token)


def _response(visit: door.Visit) -> str:
    value = visit.fields.get("response", "")
    if isinstance(value, dict):
        return json.dumps(value)
    if not isinstance(value, str):
        raise InvalidInput("This must be the answer of the browser.", field="response")
    return value
