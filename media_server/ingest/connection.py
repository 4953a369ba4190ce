"""One RTMP connection: moves bytes between the socket and the session, and keeps the deadlines.

States: opening (until the publish request), deciding (reading is paused), publishing, and lingering: after a
refusal the socket stays half open for a moment, since closing it over unread data would make the kernel
discard the reason that the encoder is about to show.
"""

import asyncio
import contextlib
from typing import TYPE_CHECKING

from media_server.ingest.gathering import Gathering
from media_server.ingest.key_guard import TooManyTriesError
from media_server.ingest.ports import MediaEvent, Publication, PublishRequest, Refused
from media_server.ingest.rate import RateMeter
from media_server.log import get_logger
from media_server.rtmp.errors import PeerError
from media_server.rtmp.events import (
    MetadataReceived,
    ProtocolFailed,
    PublishEnded,
    PublishRequested,
)
from media_server.rtmp.session import ServerSession, State
from media_server.units import AccessUnit, TrackConfig

if TYPE_CHECKING:
    from media_server.ingest.listener import RtmpListener

LINGER_S = 2.0
_MEDIA = (AccessUnit, TrackConfig, MetadataReceived)
log = get_logger(__name__)


class Connection(asyncio.BufferedProtocol):
    """Made by the listener for each accepted socket."""

    def __init__(self, listener: "RtmpListener", encrypted: bool) -> None:
        self._listener = listener
        self._limits = listener.limits
        self._encrypted = encrypted
        self._session = ServerSession(listener.limits.media_message_bytes)
        self._transport: asyncio.Transport | None = None
        self._gathering: Gathering | None = None
        self._publication: Publication | None = None
        self._decision: asyncio.Task[None] | None = None
        self._opened = listener.now()
        self._heard = self._opened
        self._rate = RateMeter(listener.limits, self._opened)
        self._lingering = False
        self.address = "?"

    # What asyncio calls.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        peer = transport.get_extra_info("peername")
        self.address = peer[0] if peer else "?"
        self._gathering = Gathering(transport.get_extra_info("socket"), self._opened)
        refusal = self._listener.enter(self)
        if refusal is not None:
            log.info("refused", extra={"address": self.address, "reason": refusal})
            transport.abort()

    def get_buffer(self, sizehint: int) -> memoryview:
        return self._listener.read_buffer

    def buffer_updated(self, count: int) -> None:
        if self._lingering:
            return
        self._heard = self._listener.now()
        self._session.receive_data(self._listener.read_buffer[:count])
        self._rate.count(count, self._pump())

    def eof_received(self) -> bool:
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        self._session.receive_eof()
        self._pump()
        self._lose(clean=False)
        if self._decision is not None:
            self._decision.cancel()
        self._listener.leave(self)

    # What the publish calls.

    def stop(self, reason: str) -> None:
        log.info("stopping", extra={"address": self.address, "reason": reason})
        self._publication = None
        self._session.end_publish(reason)
        self._pump()
        self._linger()

    def request_reconnect(self) -> bool:
        asked = self._session.request_reconnect()
        self._flush()
        return asked

    # What the listener calls.

    def check(self, now: float) -> None:
        """Once a second: deadlines and rates."""
        state = self._session.state
        if self._lingering or state is State.AWAITING_DECISION:
            return
        if state is not State.PUBLISHING:
            if now - max(self._opened, self._idle_since) > self._limits.handshake_s:
                log.info("too slow to publish", extra={"address": self.address})
                self._abort()
            return
        if now - self._heard > self._limits.silence_s:
            log.info("publisher silent", extra={"address": self.address})
            self._lose(clean=False)
            self._abort()
            return
        complaint = self._rate.check(now)
        if complaint is not None:
            self._lose(clean=False)
            self.stop(complaint)
        elif self._gathering is not None:
            self._gathering.check(now, self._session.received, self._listener.connections)

    _idle_since = 0.0  # when the last publish of this connection ended

    # Inside.

    def _pump(self) -> int:
        """Sends what the session wants sent and acts on its events; tells how many of them there were."""
        self._flush()
        events = self._session.events()
        if not events:
            return 0
        media: list[MediaEvent] = []
        for event in events:
            if isinstance(event, _MEDIA):
                media.append(event)
            elif isinstance(event, PublishRequested):
                self._decide(event)
            elif isinstance(event, PublishEnded):
                self._hand_over(media)
                media = []
                self._idle_since = self._listener.now()
                if self._gathering is not None:
                    self._gathering.stop()
                self._lose(event.clean)
            elif isinstance(event, ProtocolFailed):
                self._hand_over(media)
                media = []
                self._fail(event.error)
        self._hand_over(media)
        return len(events)

    def _hand_over(self, media: list[MediaEvent]) -> None:
        if media and self._publication is not None:
            self._publication.receive(media)

    def _decide(self, event: PublishRequested) -> None:
        if self._transport is not None:
            self._transport.pause_reading()
        request = PublishRequest(
            event.target.key, self.address, self._session.capabilities.encoder, self._encrypted
        )
        self._decision = self._listener.spawn(self._admit(request))

    async def _admit(self, request: PublishRequest) -> None:
        answer = await self._ask(request)
        self._decision = None
        if isinstance(answer, Refused):
            log.info("publish refused", extra={"address": self.address, "reason": answer.reason})
            self._session.reject_publish(answer.reason)
            self._flush()
            self._linger()
            return
        if self._session.state is not State.AWAITING_DECISION or self._transport is None:
            answer.lost(clean=False)
            return
        self._publication = answer
        self._heard = self._listener.now()
        self._session.accept_publish()
        self._rate.count(0, self._pump())
        if self._session.wants_data:
            self._transport.resume_reading()

    async def _ask(self, request: PublishRequest) -> Publication | Refused:
        guard = self._listener.guard
        try:
            async with guard.turn(self.address):
                answer = await self._listener.door.admit(request, self)
        except TooManyTriesError as error:
            return Refused(str(error))
        except Exception:
            log.exception("deciding about a publish failed")
            return Refused("The server could not check your stream key. Try again.")
        if isinstance(answer, Refused) and answer.wrong_key:
            guard.failed(self.address)
        return answer

    def _fail(self, error: PeerError) -> None:
        log.info("peer error", extra={"address": self.address, "fault": error.fault.value, "why": str(error)})
        self._listener.count_fault(error.fault)
        self._lose(clean=False)
        self._linger()

    def _lose(self, clean: bool) -> None:
        publication, self._publication = self._publication, None
        if publication is not None:
            publication.lost(clean)

    def _flush(self) -> None:
        output, transport = self._session.data_to_send(), self._transport
        if not output or transport is None or transport.is_closing():
            return
        for data in output:
            transport.write(data)
        if transport.get_write_buffer_size() > self._limits.unread_bytes:
            log.info("peer does not read", extra={"address": self.address})
            self._abort()

    def _linger(self) -> None:
        transport = self._transport
        if self._lingering or transport is None or transport.is_closing():
            return
        self._lingering = True
        with contextlib.suppress(RuntimeError):
            transport.resume_reading()
        if transport.can_write_eof():
            transport.write_eof()
        else:
            transport.close()  # TLS says goodbye and reads on by itself
        self._listener.call_later(LINGER_S, self._abort)

    def _abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()
