"""Who knocks: the Actor behind an event, read from the socket's cookie each time and never from the state.

A client chooses the token under which its state is kept, so nothing in the state may prove who somebody is.
"""

import reflex as rx

from aethex_live.domain.network import network_of
from aethex_live.services import session
from aethex_live.services.context import Actor, current


async def actor_of(state: rx.State) -> Actor:
    """The Actor whose browser sent the event that `state` handles."""
    router = state.router
    return await session.actor_from_cookie(
        current(), router.headers.cookie, network_of(router.session.client_ip)
    )
