"""Who is at the other end of a request: the person by their cookie, the network by their address."""

from starlette.requests import HTTPConnection

from aethex_live.domain.asked_language import asked_language
from aethex_live.domain.network import client_address, network_of
from aethex_live.services.context import Actor, Context
from aethex_live.services.session import actor_from_cookie


def network(connection: HTTPConnection, trusted_proxies: int) -> str:
    """The network that a request or websocket comes from."""
    peer = connection.client.host if connection.client else ""
    forwarded = ",".join(connection.headers.getlist("x-forwarded-for"))
    return network_of(client_address(peer, forwarded, trusted_proxies))


async def actor(connection: HTTPConnection, context: Context) -> Actor:
    """Who asks, by the session cookie."""
    cookie = "; ".join(connection.headers.getlist("cookie"))
    language = asked_language(cookie, connection.headers.get("accept-language", ""))
    place = network(connection, context.settings.trusted_proxies)
    return await actor_from_cookie(context, cookie, place, language)
