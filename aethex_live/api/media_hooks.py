"""Where the media server asks and reports: one signed POST with one message of the contract."""

import time
from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse

from aethex_live.domain.stream import Event
from aethex_live.services import stream, stream_key
from aethex_live.services.context import Context, current
from media_server import contract
from media_server.contract import ContractError, Envelope, PublishAnswer, SignatureError

router = APIRouter(include_in_schema=False)

_EVENTS = {
    contract.Started: Event.STARTED,
    contract.Interrupted: Event.INTERRUPTED,
    contract.Resumed: Event.RESUMED,
    contract.Ended: Event.ENDED,
}


@router.post("/media/hooks")
async def hook(request: Request) -> JSONResponse:
    """Take a message, if it was signed with our secret just now."""
    context = current()
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > contract.MAX_BODY_BYTES:
            return JSONResponse({"error": "too long"}, 413)
    try:
        contract.verify(context.settings.media_secret.encode(), request.headers, bytes(body), time.time())
        envelope = contract.decode(bytes(body))
    except SignatureError as error:
        return JSONResponse({"error": str(error)}, 401)
    except ContractError as error:
        return JSONResponse({"error": str(error)}, 400)
    if isinstance(envelope.message, contract.AuthorisePublish):
        return JSONResponse((await _authorise(context, envelope.message)).to_json())
    await _hear(context, envelope)
    return JSONResponse({})


async def _authorise(context: Context, question: contract.AuthorisePublish) -> PublishAnswer:
    decision = await stream_key.authorise_publish(context, question.key)
    if not decision.accepted:
        return PublishAnswer(False, decision.sentence, wrong_key=decision.wrong_key)
    if decision.test:
        return PublishAnswer(True, stream=f"test--{decision.slug}", record=False, private=True)
    return PublishAnswer(True, stream=decision.slug)


async def _hear(context: Context, envelope: Envelope) -> None:
    message = envelope.message
    event = _EVENTS.get(type(message))
    if event is None:
        return
    await stream.hear(
        context,
        server=envelope.server,
        sequence=envelope.sequence,
        event=event,
        slug=message.stream,
        broadcast=message.broadcast,
        at=datetime.fromtimestamp(message.at, UTC),
        reason=getattr(message, "reason", ""),
        recording=getattr(message, "recording", None),
    )
