"""The loudness process: sound comes in, in batches, and each is answered with the newest reading."""

import json
import os
from dataclasses import asdict

from media_server.jobs import frames
from media_server.jobs.settling import settle_in

settle_in()

import av  # noqa: E402  (after the limits)

from media_server.jobs.loudness import Meter, Reading, decoded  # noqa: E402
from media_server.jobs.mp4.tables import TrackInfo  # noqa: E402
from media_server.jobs.pictures import open_decoder  # noqa: E402


class StreamMeter:
    def __init__(self, codec: str, extradata: bytes, rate: int) -> None:
        track = TrackInfo(1, "audio", codec, b"", extradata, rate, sample_rate=rate)
        self._decoder = open_decoder(track)
        self._meter = Meter()

    def add(self, sizes: list[int], blob: bytes) -> Reading:
        place = 0
        for size in sizes:
            for frame in decoded(self._decoder, blob[place : place + size]):
                self._meter.add(frame)
            place += size
        return self._meter.reading


def main() -> None:
    av.logging.set_level(av.logging.PANIC)
    batches, answers = os.fdopen(0, "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    meters: dict[int, StreamMeter] = {}
    while (batch := frames.read(batches)) is not None:
        head, blob = json.loads(batch[0]), batch[1]
        number = head["stream"]
        if "codec" in head:
            meters[number] = StreamMeter(head["codec"], blob, 48_000)
            continue
        if "closed" in head:
            meters.pop(number, None)
            continue
        reading = meters[number].add(head["sizes"], blob)
        answers.write(frames.pack(json.dumps({"stream": number, **asdict(reading)}).encode(), b""))
        answers.flush()


if __name__ == "__main__":
    main()
