"""When a newcomer with the same key may take over.

It always may, since the old connection is often a dead one that TCP has not noticed. But two encoders that
both reconnect by themselves would throw each other out for ever: after a few rounds the one that is live
stays.
"""

from collections import deque

MOST_TAKE_OVERS = 3
WITHIN_S = 60.0
ALIVE_S = 3.0  # a publisher heard of within this time is no dead connection


class TakeOvers:
    """The recent take-overs of one broadcast."""

    def __init__(self) -> None:
        self._moments: deque[float] = deque(maxlen=MOST_TAKE_OVERS)

    def allow(self, now: float, heard_of_publisher: float) -> bool:
        """Asked when somebody publishes while the key is in use; remembers the take-over that it allows."""
        recent = [moment for moment in self._moments if now - moment < WITHIN_S]
        if len(recent) == MOST_TAKE_OVERS and now - heard_of_publisher < ALIVE_S:
            return False
        self._moments.append(now)
        return True
