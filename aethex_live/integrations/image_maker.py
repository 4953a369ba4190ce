"""Converts pictures of strangers, each in a process of its own: a bomb takes that down, not the app."""

import asyncio
import json
import logging
import sys
from pathlib import Path

import aethex_live
from aethex_live.domain.image import Crop, Format, Kind, Source
from aethex_live.errors import InvalidInput, TooMany, Words

log = logging.getLogger(__name__)

AT_ONCE = 2
WAITING = 16
SECONDS = 40  # by the wall; the processor time is limited in the process itself
_MODULE_PATH = str(Path(aethex_live.__file__).parents[1])


class ImageMaker:
    """The ImageMaker of services.ports."""

    def __init__(self) -> None:
        self._room = asyncio.Semaphore(AT_ONCE)
        self._present = 0

    async def make(
        self, data: bytes, source: Source, kind: Kind, crop: Crop | None
    ) -> dict[tuple[int, Format], bytes]:
        """All sizes and formats, by width and format; refuses what cannot be converted."""
        if self._present >= AT_ONCE + WAITING:
            raise TooMany("Many pictures are being converted. Try again in a moment.", retry_after=10)
        self._present += 1
        try:
            async with self._room:
                return await _convert(data, source, kind, crop)
        finally:
            self._present -= 1


async def _convert(
    data: bytes, source: Source, kind: Kind, crop: Crop | None
) -> dict[tuple[int, Format], bytes]:
    box = [crop.x, crop.y, crop.width, crop.height] if crop else None
    question = json.dumps({"source": source, "kind": kind, "crop": box}).encode() + b"\n" + data
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "aethex_live.integrations.image_worker"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={"PYTHONPATH": _MODULE_PATH, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    try:
        async with asyncio.timeout(SECONDS):
            answer, complaint = await process.communicate(question)
    except BaseException as error:
        process.kill()
        await process.wait()
        if isinstance(error, TimeoutError):
            raise _unreadable() from error
        raise
    if process.returncode != 0:
        last = complaint.decode(errors="replace").strip().rpartition("\n")[2][:300]
        log.warning("The picture process ended with %s: %s", process.returncode, last)
        raise _unreadable()
    return _parse(answer)


def _parse(answer: bytes) -> dict[tuple[int, Format], bytes]:
    line, _, rest = answer.partition(b"\n")
    said = json.loads(line)
    if "refused" in said:
        template, values = said["refused"]
        raise InvalidInput(Words(template, **values), code="image_refused", field="image")
    made, at = {}, 0
    for width, kept_as, length in said["sizes"]:
        made[width, Format(kept_as)] = rest[at : at + length]
        at += length
    return made


def _unreadable() -> InvalidInput:
    return InvalidInput(
        "The picture takes too much to unpack. Save it smaller and send that.",
        code="image_refused",
        field="image",
    )
