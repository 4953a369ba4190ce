"""Rules about how the server answers: each probe makes requests and yields what is wrong."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from math import ceil
from urllib.parse import urljoin

from .client import Client
from .playlist import MediaPlaylist, parse_media
from .rule import Finding, Level


@dataclass(frozen=True)
class Target:
    """A live media playlist under test."""

    client: Client
    url: str

    async def playlist(self, **query: object) -> MediaPlaylist:
        return parse_media((await self.client.get(self.url, **query)).text)


Check = Callable[[Target], AsyncIterator[str]]


@dataclass(frozen=True)
class Probe:
    name: str
    level: Level
    source: str
    sentence: str
    check: Check

    async def findings(self, target: Target) -> list[Finding]:
        return [
            Finding(self.name, self.level, self.source, self.sentence, target.url, what)
            async for what in self.check(target)
        ]


PROBES: list[Probe] = []


def probe(level: Level, source: str, sentence: str) -> Callable[[Check], Check]:
    def add(check: Check) -> Check:
        PROBES.append(Probe(check.__name__, level, source, sentence, check))
        return check

    return add


@probe("must", "6.2.5.2", "A part without a segment number is refused with 400.")
async def part_alone(target: Target) -> AsyncIterator[str]:
    answer = await target.client.get(target.url, _HLS_part=0)
    if answer.status != 400:
        yield f"the answer was {answer.status}"


@probe("should", "6.2.5.2", "A segment more than two ahead of the last one is refused with 400 at once.")
async def far_future(target: Target) -> AsyncIterator[str]:
    playlist = await target.playlist()
    answer = await target.client.get(target.url, _HLS_msn=playlist.newest_part[0] + 30)
    if answer.status != 400 or answer.took_s > 1:
        yield f"the answer was {answer.status} after {answer.took_s:.1f} s"


@probe("should", "6.2.5.2", "A part beyond the advance part limit is refused with 400 at once.")
async def part_too_far(target: Target) -> AsyncIterator[str]:
    playlist = await target.playlist()
    if not playlist.part_target:
        return
    limit = ceil(3 / playlist.part_target) if playlist.part_target < 1 else 3
    msn, index = _next_part(playlist)
    answer = await target.client.get(target.url, _HLS_msn=msn, _HLS_part=index + limit + 9)
    if answer.status != 400 or answer.took_s > 1:
        yield f"the answer was {answer.status} after {answer.took_s:.1f} s"


@probe("must", "6.2.5.2", "What the playlist holds already is answered at once.")
async def past_at_once(target: Target) -> AsyncIterator[str]:
    playlist = await target.playlist()
    answer = await target.client.get(target.url, _HLS_msn=playlist.media_sequence)
    if answer.status != 200 or answer.took_s > 1:
        yield f"the answer was {answer.status} after {answer.took_s:.1f} s"


@probe("must", "6.2.5.2", "A request for the next part is held until the playlist has it.")
async def next_part_held(target: Target) -> AsyncIterator[str]:
    playlist = await target.playlist()
    if not playlist.part_target or playlist.ended:
        return
    msn, index = _next_part(playlist)
    answer = await target.client.get(target.url, _HLS_msn=msn, _HLS_part=index)
    if answer.status != 200:
        yield f"the answer was {answer.status} after {answer.took_s:.1f} s"
    elif (newest := parse_media(answer.text).newest_part) < (msn, index):
        yield f"part {msn}.{index} was asked for, the answer ends with {newest}"


@probe(
    "must", "6.2.5.2", "A part number behind the last part of a segment means the first part of the next one."
)
async def part_rolls_over(target: Target) -> AsyncIterator[str]:
    playlist = await target.playlist()
    whole = [segment for segment in playlist.whole_segments if segment.parts]
    if not whole or playlist.ended:
        return
    last = whole[-1]
    answer = await target.client.get(target.url, _HLS_msn=last.msn, _HLS_part=len(last.parts))
    if answer.status != 200 or parse_media(answer.text).newest_part < (last.msn + 1, 0):
        yield f"the answer was {answer.status} and has no part of segment {last.msn + 1}"


@probe(
    "must", "6.2.5.1", "A delta update leaves out segments beyond the skip boundary only, and nothing else."
)
async def delta_update(target: Target) -> AsyncIterator[str]:
    whole = await target.playlist()
    boundary = whole.number("CAN-SKIP-UNTIL")
    if not boundary:
        return
    delta = await target.playlist(_HLS_skip="YES")
    if whole.media_sequence != delta.media_sequence:
        whole = await target.playlist()
    left = sum(segment.length for segment in delta.segments)
    if delta.skipped and left < boundary - 0.01:
        yield f"{left:.2f} s are left, the boundary is {boundary} s"
    known = {segment.msn: segment for segment in whole.segments}
    for segment in delta.whole_segments:
        old = known.get(segment.msn)
        if old and old.uri and (old.uri, old.duration) != (segment.uri, segment.duration):
            yield f"segment {segment.msn} is another one than in the whole playlist"


@probe("must", "6.2.6", "The part that is hinted at can be asked for and is sent when it is whole.")
async def hinted_part(target: Target) -> AsyncIterator[str]:
    playlist = await target.playlist()
    hint = next((hint for hint in playlist.hints if hint.get("TYPE") == "PART"), None)
    if hint is None or playlist.ended:
        return
    answer = await target.client.get(hint["URI"], target.url)
    if answer.status != 200 or not answer.body:
        yield f"the answer was {answer.status} with {len(answer.body)} bytes"


@probe("must", "4", "A playlist has the content type of playlists.")
async def playlist_type(target: Target) -> AsyncIterator[str]:
    answer = await target.client.get(target.url)
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    if kind not in ("application/vnd.apple.mpegurl", "audio/mpegurl"):
        yield f"it is {kind or 'missing'}"


@probe("should", "6.2.1", "Playlists are sent compressed to players that accept it.")
async def compressed(target: Target) -> AsyncIterator[str]:
    answer = await target.client.get(target.url)
    if not answer.headers.get("Content-Encoding"):
        yield "they are not"


@probe("should", "B.1", "Caches may keep parts for long, and know how long.")
async def cacheable(target: Target) -> AsyncIterator[str]:
    playlist = await target.playlist()
    parts = [part for segment in playlist.segments for part in segment.parts]
    if parts:
        answer = await target.client.get(urljoin(target.url, parts[-1].uri))
        if "max-age=" not in answer.headers.get("Cache-Control", ""):
            yield f"Cache-Control is {answer.headers.get('Cache-Control', 'missing')}"


@probe("should", "browsers", "Pages of other sites may play the stream.")
async def other_sites(target: Target) -> AsyncIterator[str]:
    answer = await target.client.get(target.url)
    if answer.headers.get("Access-Control-Allow-Origin") != "*":
        yield "Access-Control-Allow-Origin is not *"


@probe("must", "6.2.5.2", "Many players that wait for the same part get the same answer.")
async def same_answer_for_all(target: Target) -> AsyncIterator[str]:
    playlist = await target.playlist()
    if not playlist.part_target or playlist.ended:
        return
    msn, index = _next_part(playlist)
    asked: list[Awaitable[object]] = [
        target.client.get(target.url, _HLS_msn=msn, _HLS_part=index) for _ in range(8)
    ]
    answers = await asyncio.gather(*asked)
    if any(answer.status != 200 for answer in answers):
        yield f"the answers were {sorted(answer.status for answer in answers)}"


def _next_part(playlist: MediaPlaylist) -> tuple[int, int]:
    last = playlist.segments[-1]
    return (last.msn + 1, 0) if last.uri else (last.msn, len(last.parts))
