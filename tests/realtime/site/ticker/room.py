"""The room: everybody may count up, and say something."""

from aethex_live.realtime.rooms import LiveRoom


class TickerRoom(LiveRoom):
    """Events: ("count", step) and ("say", id, text)."""

    async def open(self) -> None:
        self.count = 0
        self.lines = self.feed("lines", keep=200)
        self.show(count=0, viewers=0)

    def apply(self, event: tuple) -> int:
        match event:
            case "count", step:
                self.count += step
                self.show(count=self.count)
            case "say", key, text:
                self.lines.put({"id": key, "text": text})
        return self.count

    def counted(self, viewers: int) -> None:
        self.show(viewers=viewers)
