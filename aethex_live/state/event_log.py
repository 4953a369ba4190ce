"""Every event of a page gets an id, by which its log lines are found together, and is counted by its name."""

import logging
import secrets

from reflex.app import App
from reflex.event import Event
from reflex.middleware import Middleware
from reflex.state import BaseState, StateUpdate

from aethex_live import metrics
from aethex_live.log import current_id

log = logging.getLogger(__name__)


class EventLog(Middleware):
    """Runs before each handler, in the task of its event. Arguments may be passwords: they are never logged."""

    async def preprocess(self, app: App, state: BaseState, event: Event) -> StateUpdate | None:
        """Begin an event; its handler then runs as usual."""
        current_id.set(secrets.token_hex(8))
        name = short(event.name)
        metrics.events.labels(name).inc()
        log.debug("Event %s", name)
        return None


def short(name: str) -> str:
    """`room_state.send` of a name with all its parents; Reflex only lets handlers through that exist."""
    return ".".join(part.rpartition("____")[2] for part in name.split(".")[-2:])
