"""Who asks, as the parameter of an endpoint: anybody, or a person whose token (if it is one) has a scope.

The services decide what somebody may do; a scope only narrows what a token may do of it.
"""

from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyCookie, HTTPBearer, SecurityScopes

from aethex_live.domain.access_token import Scope
from aethex_live.domain.session import COOKIE
from aethex_live.errors import NotAllowed, Words
from aethex_live.services.context import Actor

# The door has read both already; here they put the two ways in into the OpenAPI document.
_token = HTTPBearer(
    auto_error=False, scheme_name="token", description="A personal access token, made in the settings."
)
_cookie = APIKeyCookie(
    name=COOKIE, auto_error=False, scheme_name="session", description="The cookie of a logged-in browser."
)


async def _anybody(request: Request) -> Actor:
    return request.state.actor


async def _person(
    request: Request, scopes: SecurityScopes, _: object = Depends(_token), __: object = Depends(_cookie)
) -> Actor:
    actor: Actor = request.state.actor
    actor.required()
    if actor.scopes is not None:
        missing = [scope for scope in scopes.scopes if scope not in actor.scopes]
        if missing:
            raise NotAllowed(
                Words("This token lacks the scope {scope}.", scope=missing[0]), code="scope_missing"
            )
    return actor


async def _in_person(request: Request, _: object = Depends(_cookie)) -> Actor:
    actor: Actor = request.state.actor
    actor.required()
    if actor.scopes is not None:
        raise NotAllowed("Only you yourself can do this, logged in, not a token.", code="session_required")
    return actor


Anybody = Annotated[Actor, Depends(_anybody)]
InPerson = Annotated[Actor, Depends(_in_person)]
AccountReader = Annotated[Actor, Security(_person, scopes=[Scope.ACCOUNT_READ])]
AccountWriter = Annotated[Actor, Security(_person, scopes=[Scope.ACCOUNT_WRITE])]
ChannelWriter = Annotated[Actor, Security(_person, scopes=[Scope.CHANNEL_WRITE])]
ChatWriter = Annotated[Actor, Security(_person, scopes=[Scope.CHAT_WRITE])]
Moderator = Annotated[Actor, Security(_person, scopes=[Scope.MODERATE])]
KeyHolder = Annotated[Actor, Security(_person, scopes=[Scope.STREAM_KEY])]
Staff = Annotated[Actor, Security(_person, scopes=[Scope.STAFF])]
