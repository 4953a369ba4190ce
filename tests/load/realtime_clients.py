"""Many websocket clients in one process, written for little cost: what is measured is the server, not they.

Run by realtime.py as `python -m tests.load.realtime_clients`; prints one line of JSON.
"""

import argparse
import asyncio
import base64
import json
import os
import struct
import time
from collections import Counter
from uuid import uuid4

from tests.realtime.browser import STATE, boot_event

TEXT = "x" * 160
AT_A_TIME = 25
WHOLE = "whole"


class Client(asyncio.Protocol):
    """One viewer. `arrived` are the ids of messages in the order in which they came."""

    def __init__(self, path: str, hello: str | None, on_ids):
        self.arrived: list[str] = []
        self.frames = 0
        self.wholes = 0
        self.ready = asyncio.get_running_loop().create_future()
        self._path = path
        self._hello = hello
        self._on_ids = on_ids
        self._open = False
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(
            f"GET {self._path} HTTP/1.1\r\nHost: load\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )

    def send(self, text: str) -> None:
        data = text.encode()
        length = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + struct.pack(">H", len(data))
        self.transport.write(b"\x81" + length + b"\0\0\0\0" + data)

    def data_received(self, data: bytes) -> None:
        data = self._rest + data
        at = 0
        if not self._open:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self._rest = data
                return
            if b" 101 " not in data[:20]:
                raise ConnectionError(data[:100])
            self._open = True
            at = end + 4
            if self._hello is None:
                self.ready.set_result(None)
        while len(data) - at >= 2:
            length, start = data[at + 1], at + 2
            if length == 126:
                length, start = int.from_bytes(data[at + 2 : at + 4]), at + 4
            elif length == 127:
                length, start = int.from_bytes(data[at + 2 : at + 10]), at + 10
            if len(data) < start + length or start > len(data):
                break
            if data[at] & 15 == 1:
                self._take(data[start : start + length])
            at = start + length
        self._rest = data[at:]

    def _take(self, frame: bytes) -> None:
        if self._hello is not None:
            if frame[:1] == b"0":
                self.send(self._hello)
                return
            if frame == b"2":
                self.send("3")
                return
        self.frames += 1
        self._on_ids(self, frame)


class Crowd:
    """All clients. What one frame says is worked out once, since all get the same."""

    def __init__(self) -> None:
        self.clients: list[Client] = []
        self.sent_at: dict[str, float] = {}
        self.delays: list[float] = []
        self._ids: dict[bytes, list[str]] = {}

    async def connect(self, port: int, bare: bool, room: str) -> None:
        loop = asyncio.get_running_loop()
        hello = None if bare else "40/_event," + json.dumps({"event": boot_event(room)})
        path = "/ws" if bare else f"/_event/?EIO=4&transport=websocket&token={uuid4().hex}"
        _, client = await loop.create_connection(
            lambda: Client(path, hello, self._arrived), "127.0.0.1", port
        )
        await client.ready
        self.clients.append(client)

    def _arrived(self, client: Client, frame: bytes) -> None:
        ids = self._ids.get(frame)
        if ids is None:
            if len(self._ids) > 2000:
                self._ids.clear()
            ids = self._ids[frame] = self._read(frame)
        if ids[:1] == [WHOLE]:  # a greeting, or what one gets who has fallen behind
            if not client.ready.done():
                client.ready.set_result(None)
                return
            client.wholes += 1
            seen = set(client.arrived)
            ids = [key for key in ids[1:] if key not in seen]
        now = time.perf_counter()
        for key in ids:
            client.arrived.append(key)
            if (sent := self.sent_at.get(key)) is not None:
                self.delays.append(now - sent)

    @staticmethod
    def _read(frame: bytes) -> list[str]:
        if frame[:1] == b"{":
            return [json.loads(frame)["id"]]
        if not frame.startswith(b"42/_event,"):
            return []
        event, update = json.loads(frame.partition(b",")[2])
        lines = update.get("delta", {}).get(STATE, {}).get("lines_rx_state_") if event == "event" else None
        if lines is None:
            return []
        if "all" in lines:
            return [WHOLE, *(entry["id"] for entry in lines["all"])]
        return [entry["id"] for entry in lines.get("put", ())]


def say(client: Client, bare: bool, key: str) -> None:
    if bare:
        client.send(json.dumps({"id": key, "text": TEXT}))
        return
    event = {
        "name": f"{STATE}.say",
        "payload": {"key": key, "text": TEXT},
        "router_data": {"pathname": "/", "query": {}, "asPath": "/"},
    }
    client.send("42/_event," + json.dumps(["event", event]))


async def run(options: argparse.Namespace) -> dict[str, float]:
    crowd = Crowd()
    while (missing := options.viewers - len(crowd.clients)) > 0:
        group = range(min(AT_A_TIME, missing))
        await asyncio.gather(*(crowd.connect(options.port, options.bare, options.room) for _ in group))
    await asyncio.sleep(2)
    print(json.dumps({"connected": len(crowd.clients)}), flush=True)
    if options.rate == 0:
        await asyncio.sleep(options.seconds)
        return {}
    start = time.perf_counter()
    own = time.process_time()
    writers = crowd.clients[: options.writers]
    count = int(options.rate * options.seconds)
    for number in range(count):
        await asyncio.sleep(max(0.0, start + number / options.rate - time.perf_counter()))
        key = f"m{number:06}"
        crowd.sent_at[key] = time.perf_counter()
        say(writers[number % len(writers)], options.bare, key)
    delivered = -1
    while delivered < len(crowd.delays) < count * len(crowd.clients):
        delivered = len(crowd.delays)
        await asyncio.sleep(8)
    return figures(crowd, count) | {"client_cpu": time.process_time() - own}


def figures(crowd: Crowd, count: int) -> dict[str, float]:
    lost = doubled = disordered = 0
    for client in crowd.clients:
        times = Counter(client.arrived)
        lost += count - len(times)
        doubled += sum(times.values()) - len(times)
        disordered += client.arrived != crowd.clients[0].arrived
    delays = sorted(crowd.delays) or [0.0]
    return {
        "sent": count,
        "delivered": len(crowd.delays),
        "frames": sum(client.frames for client in crowd.clients),
        "wholes": sum(client.wholes for client in crowd.clients),
        "lost": lost,
        "doubled": doubled,
        "disordered": disordered,
        "p50_ms": delays[len(delays) // 2] * 1000,
        "p99_ms": delays[int(len(delays) * 0.99)] * 1000,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--room", default="load")
    parser.add_argument("--viewers", type=int, required=True)
    parser.add_argument("--rate", type=float, required=True)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--writers", type=int, default=1)
    print(json.dumps(asyncio.run(run(parser.parse_args()))), flush=True)


if __name__ == "__main__":
    main()
