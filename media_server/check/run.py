"""Watches a stream for a while and gathers everything that breaks a rule."""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urljoin

from .change_rules import CHANGE, Change
from .client import Client
from .media import MediaCheck
from .media_rules import MEDIA
from .playlist import ListedSegment, MediaPlaylist, parse_media, parse_multivariant
from .probes import PROBES, Target
from .rule import Finding
from .variant_rules import VARIANT, Presentation

OLD_PLAYER_S = 1.0  # between reloads of a playlist that cannot block


@dataclass
class Report:
    """What was looked at, and what was wrong with it."""

    findings: list[Finding] = field(default_factory=list)
    playlists: int = 0
    parts: int = 0
    segments: int = 0
    newest_s: float = 0.0  # seconds of media seen

    def add(self, findings: list[Finding]) -> None:
        """Each kind of finding once for each place: a wrong header would be found in every reload."""
        known = {(finding.rule, finding.where, finding.what) for finding in self.findings}
        self.findings += [f for f in findings if (f.rule, f.where, f.what) not in known]


async def check_stream(client: Client, url: str, seconds: float) -> Report:
    """`url` may be a multivariant or a media playlist."""
    report = Report()
    answer = await client.get(url)
    if answer.status != 200:
        raise ConnectionError(f"{url} answered {answer.status or 'not at all'}: {answer.text.strip()[:200]}")
    if "#EXT-X-STREAM-INF" not in answer.text:
        await _Watch(client, url, report).run(seconds)
        return report
    presentation = Presentation(parse_multivariant(answer.text))
    watches = {
        variant.uri: _Watch(client, urljoin(url, variant.uri), report)
        for variant in presentation.multivariant.variants
    }
    await asyncio.gather(*(watch.run(seconds) for watch in watches.values()))
    for uri, watch in watches.items():
        presentation.peak_bps[uri] = watch.peak_bps
        if watch.entries:
            presentation.entries[uri] = watch.entries
        if watch.last:
            presentation.media[uri] = watch.last
    report.add(VARIANT.findings(presentation, url))
    return report


class _Watch:
    """One media playlist, followed as a low-latency player would."""

    def __init__(self, client: Client, url: str, report: Report) -> None:
        self._client = client
        self._url = url
        self._report = report
        self._media = MediaCheck(url)
        self._parts: dict[tuple[int, int], bytes] = {}
        self._first: tuple[int, int] | None = None
        self._done = -1  # number of the newest segment that was checked whole
        self._init = ""
        self.last: MediaPlaylist | None = None
        self.entries: set[str] = set()
        self.peak_bps = 0.0

    async def run(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while loop.time() < deadline:
            playlist = await self._reload()
            if playlist is None:
                break
            await self._fetch_new(playlist)
            if playlist.ended:
                break
        blocking = self.last is not None and self.last.control.get("CAN-BLOCK-RELOAD") == "YES"
        for probe in PROBES if blocking else ():
            self._report.add(await probe.findings(Target(self._client, self._url)))
        self._report.add(self._media.findings)
        self._report.parts += self._media.parts

    async def _reload(self) -> MediaPlaylist | None:
        query: dict[str, object] = {}
        if self.last and self.last.control.get("CAN-BLOCK-RELOAD") == "YES" and self.last.segments:
            last = self.last.segments[-1]
            msn, part = (last.msn + 1, 0) if last.uri else (last.msn, len(last.parts))
            query = {"_HLS_msn": msn} | ({"_HLS_part": part} if self.last.part_target else {})
        elif self.last:
            await asyncio.sleep(OLD_PLAYER_S)
        answer = await self._client.get(self._url, **query)
        if answer.status != 200:
            what = f"{query or 'a plain request'} was answered with {answer.status}"
            sentence = "A live playlist can be reloaded."
            self._report.add([Finding("reload", "must", "6.2.2", sentence, self._url, what)])
            return None
        playlist = parse_media(answer.text)
        self._report.playlists += 1
        self._report.add(MEDIA.findings(playlist, self._url))
        if self.last:
            self._report.add(CHANGE.findings(Change(self.last, playlist), self._url))
        self.last = playlist
        return playlist

    async def _fetch_new(self, playlist: MediaPlaylist) -> None:
        if self._first is None and not playlist.part_target and playlist.segments:
            self._first = (playlist.segments[-1].msn, 0)
        for segment in playlist.segments:
            for index, part in enumerate(segment.parts):
                place = (segment.msn, index)
                if self._first is None and not part.independent:
                    continue
                if place in self._parts or (self._first and place < self._first):
                    continue
                self._first = self._first or place
                await self._fetch_init(segment)
                answer = await self._client.get(part.uri, self._url)
                if answer.status != 200:
                    self._missing(part.uri, answer.status)
                    continue
                self._parts[place] = answer.body
                self._media.part(segment, part, answer.body)
                self._report.newest_s += part.duration
            if segment.uri and segment.msn > self._done and self._first and segment.msn >= self._first[0]:
                await self._fetch_segment(segment)

    async def _fetch_segment(self, segment: ListedSegment) -> None:
        await self._fetch_init(segment)
        answer = await self._client.get(segment.uri, self._url)
        self._done = segment.msn
        self._report.segments += 1
        if answer.status != 200:
            self._missing(segment.uri, answer.status)
            return
        places = [(segment.msn, index) for index in range(len(segment.parts))]
        if places and all(place in self._parts for place in places):
            self._media.segment(segment, answer.body, [self._parts[place] for place in places])
        self.peak_bps = max(self.peak_bps, len(answer.body) * 8 / max(segment.duration, 0.5))
        # They may be listed for longer: that they were seen is remembered, their bytes are not needed again.
        self._parts.update(dict.fromkeys(places, b""))

    async def _fetch_init(self, segment: ListedSegment) -> None:
        if segment.map_uri and segment.map_uri != self._init:
            answer = await self._client.get(segment.map_uri, self._url)
            self._init = segment.map_uri
            if answer.status != 200:
                self._missing(segment.map_uri, answer.status)
            else:
                self.entries |= self._media.init(answer.body)

    def _missing(self, name: str, status: int) -> None:
        sentence = "Everything that a playlist lists can be fetched."
        finding = Finding("listed_is_there", "must", "6.2.1", sentence, self._url, f"{name}: {status}")
        self._report.add([finding])
