"""Many viewers of a chat in one process: each a websocket that speaks the browser's side of the protocol."""

import asyncio
import base64
import json
import os
import time
from collections import Counter
from uuid import uuid4

from tests.load.chat_people import Person
from tests.load.realtime_clients import WHOLE, Client
from tests.realtime.browser import boot_event

STATES = "reflex___state____state.aethex_live___state___"
LIVE, FORM = f"{STATES}live____live", f"{STATES}chat____chat_form"
AT_A_TIME = 20
PATIENCE = 60  # seconds without anything new


class Viewer(Client):
    """One viewer, logged in or not. `arrived` are the texts in the order in which they came."""

    def __init__(self, port: int, slug: str, person: Person | None, on_texts):
        hello = "40/_event," + json.dumps({"event": boot_event("")})
        super().__init__(f"/_event/?EIO=4&transport=websocket&token={uuid4().hex}", hello, on_texts)
        self._origin = f"http://localhost:{port}"
        self._slug = slug
        self._person = person

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        lines = {"Host": self._origin.removeprefix("http://"), "Upgrade": "websocket", "Origin": self._origin}
        lines |= {"Connection": "Upgrade", "Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13"}
        if self._person is not None:
            lines |= self._person.headers(self._origin)
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        transport.write(f"GET {self._path} HTTP/1.1\r\n{head}\r\n".encode())

    def _take(self, frame: bytes) -> None:
        if frame.startswith(b"40/_event,"):
            self.call(f"{LIVE}.enter_channel", slug=self._slug)
        super()._take(frame)

    def call(self, handler: str, **payload: object) -> None:
        """Send an event of the page."""
        router = {"pathname": "/", "query": {}, "asPath": "/"}
        event = {"name": handler, "payload": payload, "router_data": router}
        self.send("42/_event," + json.dumps(["event", event]))


class Crowd:
    """All viewers of one channel. What one frame says is worked out once, since all get the same."""

    def __init__(self, port: int, slug: str):
        self.viewers: list[Viewer] = []
        self._port, self._slug = port, slug
        self._sent_at: dict[str, float] = {}
        self._delays: list[float] = []
        self._texts: dict[bytes, list[str]] = {}
        self._known: set[str] = set()  # what was there before

    async def fill(self, persons: list[Person | None]) -> None:
        """Let them come, and wait until all see the chat."""
        for first in range(0, len(persons), AT_A_TIME):
            await asyncio.gather(*(self._enter(person) for person in persons[first : first + AT_A_TIME]))
        await asyncio.sleep(2)

    async def _enter(self, person: Person | None) -> None:
        loop = asyncio.get_running_loop()
        _, viewer = await loop.create_connection(
            lambda: Viewer(self._port, self._slug, person, self._arrived), "127.0.0.1", self._port
        )
        self.viewers.append(viewer)
        await asyncio.wait_for(viewer.ready, 60)

    def say(self, viewer: Viewer, text: str) -> None:
        """Let one write."""
        self._sent_at[text] = time.perf_counter()
        viewer.call(f"{FORM}.send", form={"text": text})

    async def until_all_have(self, count: int) -> None:
        """Wait until everybody has got so many, or nothing comes any more."""
        got, since = -1, time.perf_counter()
        while got < count * len(self.viewers) and time.perf_counter() - since < PATIENCE:
            now = sum(len(viewer.arrived) for viewer in self.viewers)
            if now != got:
                got, since = now, time.perf_counter()
            await asyncio.sleep(0.5)

    def figures(self, count: int) -> str:
        """What has become of `count` messages."""
        times = [Counter(viewer.arrived) for viewer in self.viewers]
        lost = sum(count - len(each) for each in times)
        doubled = sum(sum(each.values()) - len(each) for each in times)
        first = self.viewers[0].arrived
        disordered = sum(viewer.arrived != first for viewer in self.viewers)
        found = f"lost {lost}, doubled {doubled}, disordered {disordered}"
        if self._delays:
            delays = sorted(self._delays)
            p50, p99 = (delays[int(len(delays) * part)] * 1000 for part in (0.5, 0.99))
            found += f", p50 {p50:.0f} ms, p99 {p99:.0f} ms"
        wholes = sum(viewer.wholes for viewer in self.viewers)
        return f"{found}, caught up {wholes} times"

    def in_order(self, stored: list[str]) -> bool:
        """Whether everybody has seen what is stored, in its order."""
        place = {text: number for number, text in enumerate(stored)}
        return all(
            (places := [place[text] for text in viewer.arrived if text in place]) == sorted(places)
            for viewer in self.viewers
        )

    def forget(self) -> None:
        """Keep nothing of what has arrived."""
        self._sent_at.clear()
        self._delays.clear()
        for viewer in self.viewers:
            viewer.arrived.clear()

    async def close(self) -> None:
        for viewer in self.viewers:
            viewer.transport.abort()
        await asyncio.sleep(3)

    def _arrived(self, viewer: Viewer, frame: bytes) -> None:
        texts = self._texts.get(frame)
        if texts is None:
            if len(self._texts) > 2000:
                self._texts.clear()
            texts = self._texts[frame] = _read(frame)
        if texts[:1] == [WHOLE]:
            if not viewer.ready.done():
                self._known.update(texts[1:])
                viewer.ready.set_result(None)
                return
            viewer.wholes += 1
            seen = set(viewer.arrived) | self._known
            texts = [text for text in texts[1:] if text not in seen]
        now = time.perf_counter()
        for text in texts:
            viewer.arrived.append(text)
            if (sent := self._sent_at.get(text)) is not None:
                self._delays.append(now - sent)


def _read(frame: bytes) -> list[str]:
    if not frame.startswith(b"42/_event,") or b"messages_rx_state_" not in frame:
        return []
    event, update = json.loads(frame.partition(b",")[2])
    messages = update.get("delta", {}).get(LIVE, {}).get("messages_rx_state_") if event == "event" else None
    if messages is None or not (messages.get("k") or messages.get("all")):
        return []
    if "all" in messages:
        return [WHOLE, *(entry["text"] for entry in messages["all"])]
    return [entry["text"] for entry in messages.get("put", ())]
