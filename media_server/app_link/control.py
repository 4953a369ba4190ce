"""The app's commands: one signed POST each."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from media_server import contract
from media_server.contract import ContractError, SignatureError

log = logging.getLogger(__name__)

BODY_S = 10.0  # for the few bytes of a command
REMEMBERED_ANSWERS = 1_000  # by id, so that a command that is sent again is not carried out again

Handler = Callable[[Any], Awaitable[dict[str, Any]]]


class CommandRefusedError(Exception):
    """The command cannot be carried out; the text says why."""


class Control:
    """Checks the signature, finds the handler by the type of the message, answers in JSON."""

    def __init__(self, secret: str, handlers: dict[type[Any], Handler]) -> None:
        self._secret = secret.encode()
        self._handlers = handlers
        self._answers: OrderedDict[str, tuple[int, dict[str, Any]]] = OrderedDict()

    def routes(self) -> list[web.RouteDef]:
        return [web.post("/control", self._post)]

    async def _post(self, request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(BODY_S):
                body = await request.read()
        except TimeoutError:
            return _answer(408, "The command did not come in time.")
        try:
            contract.verify(self._secret, request.headers, body, time.time())
            envelope = contract.decode(body)
        except SignatureError as error:
            return _answer(401, str(error))
        except ContractError as error:
            return _answer(400, str(error))
        known = self._answers.get(envelope.id)
        if known is None:
            known = await self._carry_out(envelope.message)
            self._answers[envelope.id] = known
            if len(self._answers) > REMEMBERED_ANSWERS:
                self._answers.popitem(last=False)
        status, document = known
        return web.json_response(document, status=status)

    async def _carry_out(self, command: Any) -> tuple[int, dict[str, Any]]:
        handler = self._handlers.get(type(command))
        if handler is None:
            return 400, {"error": f"{command.type} is not a command of this server."}
        try:
            return 200, await handler(command)
        except CommandRefusedError as error:
            return 409, {"error": str(error)}
        except Exception:
            log.exception("a command failed", extra={"type": command.type})
            return 500, {"error": "The command failed; the media server's log says why."}


def _answer(status: int, error: str) -> web.Response:
    return web.json_response({"error": error}, status=status)
