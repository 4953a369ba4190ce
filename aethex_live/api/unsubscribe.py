"""One click in a mail program, and no more mail comes: RFC 8058. The page for people has the same address."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import PlainTextResponse

from aethex_live.services import notification_mail
from aethex_live.services.context import current

router = APIRouter(include_in_schema=False)


@router.post("/unsubscribe")
async def unsubscribe(token: Annotated[str, Query(max_length=200)]) -> PlainTextResponse:
    """Needs no log-in and no cookie: the token says who wants it. Whoever only looks changes nothing."""
    await notification_mail.unsubscribe(current(), token)
    return PlainTextResponse("ok", headers={"Cache-Control": "no-store"})
