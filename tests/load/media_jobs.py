"""What recordings, jobs and ladders cost: prints a table. Run it with `python -m tests.load.media_jobs`.

The source is 1080p30 with 6 Mbit/s, a keyframe every 2 s and two B-frames, as OBS sends it: moving shapes
under noise. Times are of this machine at this moment; run it alone.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import av
import psutil

from media_server.jobs.pool import JobPool
from media_server.jobs.requests import (
    ClipJob,
    Job,
    LoudnessJob,
    Mp4Job,
    PosterJob,
    StoryboardJob,
    ThumbnailJob,
)
from media_server.packaging.outputs import InitSection, Output, Part
from media_server.packaging.packager import Packager
from media_server.record.index import RecordingIndex
from media_server.record.settings import RecordSettings
from media_server.record.slices import runs
from media_server.record.store import RecordingStore
from media_server.transcode.link import RungProcess
from media_server.transcode.rungs import PictureRung, Source, usual_bitrate
from media_server.transcode.wire import Message, Say, config_data
from media_server.units import AccessUnit, TrackConfig

SECONDS = 60
ENCODE = (
    "ffmpeg -nostdin -v error -f lavfi -i testsrc2=size=1920x1080:rate=30,noise=alls=8:allf=t -f lavfi -i"
    " anoisesrc=color=pink:amplitude=0.2:sample_rate=48000 -t {seconds} -c:v libx264 -preset superfast"
    " -b:v 6M -maxrate 6M -bufsize 6M -g 60 -bf 2 -pix_fmt yuv420p -c:a aac -b:a 160k -ac 2 -y {path}"
)


def source(folder: Path) -> tuple[list[TrackConfig], list[AccessUnit]]:
    path = folder / "source.mp4"
    subprocess.run(ENCODE.format(seconds=SECONDS, path=path).split(), check=True)
    units, configs = [], []
    with av.open(str(path)) as container:
        for stream, codec in ((container.streams.video[0], "avc1"), (container.streams.audio[0], "mp4a")):
            configs.append(TrackConfig(stream.type, codec, bytes(stream.codec_context.extradata)))
        for packet in container.demux():
            if packet.size:
                base = packet.time_base
                dts, pts = round(packet.dts * base * 1000) + 100, round(packet.pts * base * 1000) + 100
                kind = packet.stream.type
                units.append(AccessUnit(kind, dts, pts - dts, packet.is_keyframe, bytes(packet)))
    return configs, sorted(units, key=lambda unit: unit.dts_ms)


def outputs(configs: list[TrackConfig], units: list[AccessUnit], turns: int) -> Iterator[Output]:
    """The minute again and again."""
    packager = Packager()
    for config in configs:
        yield from packager.configure(config)
    for turn in range(turns):
        for unit in units:
            yield from packager.push(replace(unit, dts_ms=unit.dts_ms + turn * SECONDS * 1000))
    yield from packager.finish()


async def record(store: RecordingStore, made: list[Output]) -> tuple[RecordingIndex, str]:
    recorder = store.start("bench", lambda alert: print("ALERT", alert.message))
    cpu = time.process_time()
    began = time.perf_counter()
    for output in made:
        recorder.on_output(output)
        if store.waiting_bytes > 16_000_000:
            await asyncio.sleep(0.005)
    recorder.close()
    index = await recorder.wait_closed()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - began
    parts = sum(isinstance(o, Part) for o in made)
    print(f"| append {parts} parts to disk | {wall:.2f} s | {cpu:.2f} | {cpu / parts * 1e6:.0f} us a part |")
    return index, recorder.recording_id


async def jobs(index: RecordingIndex, folder: Path, out: Path, first: tuple[InitSection, Part]) -> None:
    pool = JobPool()
    pool.start()
    await pool.run(PosterJob(runs(index, folder, 1.0, 1.1), 1.0, str(out / "warm.jpg")))
    total_s, size = index.duration_us / 1e6, index.size
    starts = [20.7 + (total_s - 60) / 7 * n for n in range(7)]

    def clip(start: float, **options: bool) -> ClipJob:
        return ClipJob(
            runs(index, folder, start, start + 30), start, start + 30, str(out / "clip.mp4"), **options
        )

    cuts = [await timed(pool, clip(start)) for start in starts]
    encoded = statistics.mean(cut.result.encoded_frames for cut in cuts)
    row("clip of 30 s, cut anywhere", cuts, f"{encoded:.0f} of 900 pictures encoded")
    row("the same, copied only", [await timed(pool, clip(start, exact=False)) for start in starts])
    row("the same, upright, all encoded", [await timed(pool, clip(20.0, vertical=True))])
    copies = [await timed(pool, Mp4Job(runs(index, folder), str(out / "all.mp4"))) for _ in range(3)]
    row("MP4 of the whole", copies, f"{size / copies[-1].wall / 1e6:.0f} MB/s", total_s)
    boards = [await timed(pool, StoryboardJob(runs(index, folder), str(out)))]
    pictures = boards[0].result.pictures
    row(
        "storyboard of the whole", boards, f"{boards[0].cpu / pictures * 1000:.0f} core-ms a picture", total_s
    )
    jobs = [PosterJob(runs(index, folder, at, at), at, str(out / "p.jpg")) for at in starts]
    row("poster of a given picture", [await timed(pool, job) for job in jobs])
    thumbnail = ThumbnailJob(len(first[0].data))
    row("live thumbnail", [await timed(pool, thumbnail, first[0].data + first[1].data) for _ in range(7)])
    row("EBU R 128 of the whole", [await timed(pool, LoudnessJob(runs(index, folder)))], "", total_s)
    await pool.close()


@dataclass(frozen=True)
class Timed:
    wall: float
    cpu: float
    result: Any


def children_cpu() -> float:
    return sum(sum(child.cpu_times()[:2]) for child in psutil.Process().children())


async def timed(pool: JobPool, job: Job, blob: bytes = b"") -> Timed:
    cpu, began = children_cpu(), time.perf_counter()
    result, _ = await pool.run(job, blob)
    return Timed(time.perf_counter() - began, children_cpu() - cpu, result)


def row(what: str, runs: list[Timed], more: str = "", total_s: float = 0.0) -> None:
    wall = statistics.median(run.wall for run in runs)
    cpu = statistics.median(run.cpu for run in runs)
    speed = f"{total_s / cpu:.0f} x real time a core" if total_s else ""
    remarks = ", ".join(filter(None, (more, speed)))
    print(f"| {what} | {wall:.2f} s | {cpu:.2f} | {remarks} |", flush=True)


async def rung(configs: list[TrackConfig], units: list[AccessUnit], height: int, preset: str) -> float:
    """Core-seconds of a rung's process for a second of media."""
    full, width = Source(1920, 1080, 30.0), round(1920 * height / 1080 / 2) * 2
    wanted = PictureRung(f"{height}p", width, height, usual_bitrate(width, height, full))
    pictures = [unit for unit in units if unit.kind == "video"][: 20 * 30]
    done, counted = asyncio.Event(), [0]

    def heard(message: Message) -> None:
        counted[0] += message.say is Say.RUNG_UNIT
        if counted[0] == len(pictures):
            done.set()

    process = RungProcess(heard, lambda reason: done.set())
    await process.start(wanted, 30.0, preset, 0)
    (worker,) = [p for p in psutil.Process().children() if "media_server.transcode.worker" in p.cmdline()]
    before = sum(worker.cpu_times()[:2])
    process.send(Message(Say.CONFIG, data=config_data(configs[0].codec, configs[0].extradata)))
    for unit in pictures:
        await patiently(process, Message(Say.UNIT, unit.keyframe, unit.dts_ms, unit.cts_ms, unit.data))
    process.send(Message(Say.FLUSH))
    await done.wait()
    used = sum(worker.cpu_times()[:2]) - before
    await process.close()
    return used / 20


async def patiently(process: RungProcess, message: Message) -> None:
    while not process.send(message):  # noqa: ASYNC110  (nothing tells when there is room)
        await asyncio.sleep(0.01)


async def main(minutes: int) -> None:
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_DIR")) as name:
        folder = Path(name)
        configs, units = source(folder)
        made = list(outputs(configs, units, minutes))
        store = RecordingStore(
            folder / "recordings", RecordSettings(refuse_below_bytes=0, stop_below_bytes=0)
        )
        store.open()
        print(f"{minutes} minutes; load average {os.getloadavg()[0]:.1f}\n")
        print("| what | time (median) | core-seconds | |\n|---|---|---|---|")
        index, recording = await record(store, made)
        first = (
            next(o for o in made if isinstance(o, InitSection)),
            next(o for o in made if isinstance(o, Part)),
        )
        del made
        await jobs(index, store.folder(recording), folder, first)
        for preset in ("ultrafast", "superfast", "veryfast"):
            for height in (1080, 720, 480, 360):
                cores = await rung(configs, units, height, preset)
                print(f"| rung {height}p, {preset} | | {cores:.2f} a second | |", flush=True)
        store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10, help="length of the recording")
    asyncio.run(main(parser.parse_args().minutes))
