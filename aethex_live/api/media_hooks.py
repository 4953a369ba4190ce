"""Where the media server asks and reports: one signed POST with one message of the contract."""

import time
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse

from aethex_live.domain.stream import Event, carried_as
from aethex_live.services import simulcast, stream_health, stream_key, stream_life
from aethex_live.services.context import Context, current
from media_server import contract
from media_server.contract import ContractError, Envelope, ForwardTarget, PublishAnswer, SignatureError

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
    return PublishAnswer(
        True,
        stream=carried_as(decision.slug, test=decision.test),
        record=not decision.test,
        private=decision.test or decision.hold,
        forwards=tuple(ForwardTarget(str(each.id), each.url) for each in decision.forwards),
        credential=decision.credential,
    )


async def _hear(context: Context, envelope: Envelope) -> None:
    message = envelope.message
    told = {"server": envelope.server, "sequence": envelope.sequence}
    match message:
        case contract.Health():
            await stream_health.hear(context, message.streams)
        case contract.RecordingReady():
            await stream_life.hear_recording(
                context, **told, recording=message.recording, seconds=message.duration_s
            )
        case contract.MetadataChanged():
            says = message.encoder_says
            await stream_life.hear_metadata(context, **told, broadcast=message.broadcast, says=says)
        case contract.ForwardChanged():
            await simulcast.hear(
                context,
                name=message.stream,
                target=message.target,
                state=message.state,
                message=message.message,
            )
        case contract.Started() | contract.Interrupted() | contract.Resumed() | contract.Ended():
            await _hear_of_life(context, message, told)


async def _hear_of_life(context: Context, message: Any, told: dict[str, Any]) -> None:
    event = _EVENTS[type(message)]
    if event is Event.INTERRUPTED and message.clean:
        event = Event.SAID_GOODBYE
    await stream_life.hear(
        context,
        **told,
        event=event,
        name=message.stream,
        broadcast=message.broadcast,
        at=datetime.fromtimestamp(message.at, UTC),
        reason=getattr(message, "reason", ""),
        recording=getattr(message, "recording", None),
        credential=getattr(message, "credential", ""),
        grace=getattr(message, "grace_s", 0.0),
    )
