"""The forward targets of one broadcast, by the name that the app gave them."""

import logging
import time

from media_server.broadcast.equipment import Announcer
from media_server.contract import ForwardChanged, ForwardTarget
from media_server.forward.forwarder import Forwarder, ForwardState
from media_server.forward.target import TargetError, parse_target
from media_server.units import AccessUnit, TrackConfig

log = logging.getLogger(__name__)

MAX_TARGETS = 10


class Switchboard:
    """A unit sink that hands on to every target; targets come and go while the stream runs."""

    def __init__(self, stream: str, announcer: Announcer, allow_private: bool) -> None:
        self._stream = stream
        self._announcer = announcer
        self._allow_private = allow_private
        self._forwarders: dict[str, Forwarder] = {}
        self._configs: dict[str, TrackConfig] = {}

    def start(self, target: ForwardTarget) -> None:
        """Replaces a target of the same name. TargetError says why the address cannot be used."""
        parsed = parse_target(target.url)
        if target.id not in self._forwarders and len(self._forwarders) >= MAX_TARGETS:
            raise TargetError(f"A stream can be forwarded to {MAX_TARGETS} targets at most.")
        self.stop(target.id)

        def changed(state: ForwardState, message: str) -> None:
            self._announce(target.id, state.value, message)

        forwarder = Forwarder(parsed, self._allow_private, changed)
        for config in self._configs.values():
            forwarder.on_config(config)
        self._forwarders[target.id] = forwarder

    def start_all(self, targets: tuple[ForwardTarget, ...]) -> None:
        """Those of the app's answer: an address that cannot be used is reported, the others go on."""
        for target in targets:
            try:
                self.start(target)
            except TargetError as error:
                self._announce(target.id, ForwardState.REFUSED.value, str(error))

    def stop(self, identity: str) -> bool:
        forwarder = self._forwarders.pop(identity, None)
        if forwarder is not None:
            forwarder.close()
        return forwarder is not None

    def states(self) -> dict[str, str]:
        return {identity: forwarder.state.value for identity, forwarder in self._forwarders.items()}

    def on_config(self, config: TrackConfig) -> None:
        if config.track == 0:
            self._configs[config.kind] = config
        for forwarder in self._forwarders.values():
            forwarder.on_config(config)

    def on_unit(self, unit: AccessUnit) -> None:
        for forwarder in self._forwarders.values():
            forwarder.on_unit(unit)

    def on_discontinuity(self) -> None:
        for forwarder in self._forwarders.values():
            forwarder.on_discontinuity()

    def close(self) -> None:
        for identity in list(self._forwarders):
            self.stop(identity)

    def _announce(self, identity: str, state: str, message: str) -> None:
        self._announcer.announce(ForwardChanged(self._stream, identity, state, time.time(), message))
