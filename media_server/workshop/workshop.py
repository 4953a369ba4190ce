"""Makes the equipment of broadcasts, and does for all of them what has to be done every second."""

import asyncio
import logging
import time

from media_server.contract import Health, PublishAnswer
from media_server.workshop.live import LiveEquipment
from media_server.workshop.shop import Shop

log = logging.getLogger(__name__)

THUMBNAIL_EVERY = 5  # seconds; a decode of one keyframe costs about 20 ms


class LiveWorkshop:
    """`run` is its task."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.equipped: dict[str, LiveEquipment] = {}
        self._pictures: set[asyncio.Task[None]] = set()

    def equip(self, stream: str, broadcast: str, answer: PublishAnswer) -> LiveEquipment:
        equipment = LiveEquipment(self.shop, stream, answer, lambda ended: self._dismiss(stream, ended))
        self.equipped[stream] = equipment
        return equipment

    def _dismiss(self, stream: str, equipment: LiveEquipment) -> None:
        if self.equipped.get(stream) is equipment:
            del self.equipped[stream]

    def refusal(self, record: bool) -> str | None:
        return self.shop.archive.store.refusal() if record else None

    async def run(self) -> None:
        second = 0
        while True:
            await asyncio.sleep(1.0)
            second += 1
            try:
                self._tick(second)
            except Exception:
                log.exception("the second's work failed")

    def _tick(self, second: int) -> None:
        now = time.time()
        for equipment in self.equipped.values():
            equipment.health.tick(time.monotonic(), now)
        if self.equipped:
            reports = {name: equipment.report() for name, equipment in self.equipped.items()}
            self.shop.announcer.announce(Health(now, reports))
        for number, equipment in enumerate(self.equipped.values()):
            if (second + number) % THUMBNAIL_EVERY == 0:
                task = asyncio.get_running_loop().create_task(equipment.thumbnail.refresh())
                self._pictures.add(task)
                task.add_done_callback(self._pictures.discard)
