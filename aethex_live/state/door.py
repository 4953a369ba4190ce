"""Who knocks: the Actor behind an event, read from the socket's cookie each time and never from the state.

A client chooses the token under which its state is kept, so nothing in the state may prove who somebody is.
"""

import reflex as rx

from aethex_live.domain.asked_language import asked_language
from aethex_live.domain.network import network_of
from aethex_live.services import session
from aethex_live.services.context import Actor, current


async def actor_of(state: rx.State) -> Actor:
    """The Actor whose browser sent the event that `state` handles."""
    headers, network = state.router.headers, network_of(state.router.session.client_ip)
    language = asked_language(headers.cookie, headers.accept_language)
    return await session.actor_from_cookie(current(), headers.cookie, network, language)
