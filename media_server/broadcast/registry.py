"""All broadcasts of the server: the door that publishers come through, and the switchboard for control."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from media_server.broadcast.broadcast import Broadcast, Clock, State, Times
from media_server.broadcast.equipment import Announcer, Authoriser, Workshop
from media_server.contract import AuthorisePublish, PublishAnswer
from media_server.ingest.ports import Publication, Publisher, PublishRequest, Refused
from media_server.keys import PUBLIC_NAME

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much the server takes on."""

    publishers: int = 200  # 6 Mbit/s each fill a 1 Gbit/s line at 160


class Broadcasts:
    """Everything here happens on the event loop, so a decision and its effect are never apart."""

    def __init__(
        self,
        authoriser: Authoriser,
        announcer: Announcer,
        workshop: Workshop,
        clock: Clock,
        wall_clock: Callable[[], float],
        times: Times | None = None,
        capacity: Capacity | None = None,
    ) -> None:
        self.running: dict[str, Broadcast] = {}
        self._authoriser = authoriser
        self._announcer = announcer
        self._workshop = workshop
        self._clock = clock
        self._wall_clock = wall_clock
        self._times = times or Times()
        self._capacity = capacity or Capacity()
        self._draining = False

    async def admit(self, request: PublishRequest, publisher: Publisher) -> Publication | Refused:
        if not request.key:
            return Refused("There is no stream key. Copy it from your channel's settings.", wrong_key=True)
        question = AuthorisePublish(request.key, request.address, request.encoder, request.encrypted)
        answer = await self._authoriser.authorise(question)
        refusal = self._refusal(answer)
        if refusal is not None:
            return refusal
        broadcast = self.running.get(answer.stream)
        if broadcast is not None and not broadcast.may_take_over():
            return Refused("Another encoder is live with this stream key. Stop one of them.")
        if broadcast is None:
            broadcast = self._open(answer)
        log.info("publishing", extra={"stream": broadcast.stream, "address": request.address})
        return broadcast.attach(publisher, request.encoder, answer.credential)

    def kick(self, stream: str, reason: str) -> bool:
        """False when there is no such broadcast."""
        broadcast = self.running.get(stream)
        if broadcast is None:
            return False
        broadcast.end("kicked", reason)
        return True

    def drain(self) -> int:
        """Takes no more publishers; asks those that know how to connect elsewhere, and tells how many did."""
        self._draining = True
        publishers = [broadcast.publisher for broadcast in self.running.values()]
        return sum(publisher.request_reconnect() for publisher in publishers if publisher is not None)

    def end_all(self) -> None:
        for broadcast in list(self.running.values()):
            broadcast.end("shutdown", "The server is restarting. Try again in a moment.")

    @property
    def publishing(self) -> int:
        return sum(broadcast.state is State.PUBLISHING for broadcast in self.running.values())

    def _refusal(self, answer: PublishAnswer) -> Refused | None:
        if self._draining:
            return Refused("The server is restarting. Try again in a moment.")
        if not answer.accepted:
            return Refused(answer.reason or "This stream key may not publish.", answer.wrong_key)
        if not PUBLIC_NAME.fullmatch(answer.stream):
            log.error("the app gave a public name that cannot be used")
            return Refused("This channel has no usable public name.")
        if answer.stream in self.running:
            return None
        if len(self.running) >= self._capacity.publishers:
            return Refused("The server has as many streams as it can carry. Try again later.")
        reason = self._workshop.refusal(answer.record)
        return Refused(reason) if reason else None

    def _open(self, answer: PublishAnswer) -> Broadcast:
        times = self._times
        if answer.grace_s is not None:
            times = Times(max(0.0, answer.grace_s), times.stop_grace_s)

        def ended(broadcast: Broadcast) -> None:
            if self.running.get(broadcast.stream) is broadcast:
                del self.running[broadcast.stream]
            log.info("ended", extra={"stream": broadcast.stream, "broadcast": broadcast.id})

        broadcast = Broadcast(
            answer.stream,
            lambda identity: self._workshop.equip(answer.stream, identity, answer),
            self._announcer,
            self._clock,
            self._wall_clock,
            times,
            ended,
        )
        self.running[answer.stream] = broadcast
        return broadcast
