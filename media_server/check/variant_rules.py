"""Rules about the multivariant playlist, and about renditions beside each other."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .playlist import MediaPlaylist, Multivariant
from .rule import Rules

VIDEO_CODECS = ("avc", "hvc", "hev", "av01", "vp09")


@dataclass
class Presentation:
    """The multivariant playlist and what was found below it, by the URI that is written there."""

    multivariant: Multivariant
    media: dict[str, MediaPlaylist] = field(default_factory=dict)
    peak_bps: dict[str, float] = field(default_factory=dict)  # measured over whole segments
    entries: dict[str, set[str]] = field(default_factory=dict)  # sample entries of the inits


VARIANT = Rules[Presentation]()


@VARIANT.rule("must", "4.4.1.1", "The multivariant playlist can be read.")
def readable(presentation: Presentation) -> Iterator[str]:
    yield from presentation.multivariant.syntax
    if not presentation.multivariant.text.startswith("#EXTM3U\n"):
        yield "it begins with something else than #EXTM3U"


@VARIANT.rule("must", "4.4.6.2", "Every variant tells a BANDWIDTH that no segment of it exceeds.")
def bandwidth(presentation: Presentation) -> Iterator[str]:
    for variant in presentation.multivariant.variants:
        try:
            told = int(variant.attributes["BANDWIDTH"])
        except (KeyError, ValueError):
            yield f"{variant.uri} tells none"
            continue
        measured = presentation.peak_bps.get(variant.uri, 0.0)
        # The peak is of the segments so far: the playlist was read before the newest were made.
        if measured > 1.1 * told:
            yield f"{variant.uri} tells {told}, a segment has {measured:.0f} bit/s"


@VARIANT.rule(
    "should", "4.4.6.2", "Every variant tells its CODECS; with pictures, RESOLUTION and FRAME-RATE too."
)
def described(presentation: Presentation) -> Iterator[str]:
    for variant in presentation.multivariant.variants:
        codecs = variant.attributes.get("CODECS", "")
        if not codecs:
            yield f"{variant.uri} tells no CODECS"
        if any(codec.startswith(VIDEO_CODECS) for codec in codecs.split(",")):
            missing = [name for name in ("RESOLUTION", "FRAME-RATE") if name not in variant.attributes]
            yield from (f"{variant.uri} tells no {name}" for name in missing)


@VARIANT.rule("must", "4.4.6.2", "CODECS names every format that is in the segments.")
def codecs_are_true(presentation: Presentation) -> Iterator[str]:
    for variant in presentation.multivariant.variants:
        told = {codec.split(".")[0] for codec in variant.attributes.get("CODECS", "").split(",")}
        found = presentation.entries.get(variant.uri, told)
        if found != told:
            yield f"{variant.uri} tells {sorted(told)}, its init has {sorted(found)}"


@VARIANT.rule("must", "B.1", "Low-latency playlists report on every other rendition.")
def reports(presentation: Presentation) -> Iterator[str]:
    others = len(presentation.media) - 1  # at least: a rendition may have joined since they were listed
    for uri, playlist in presentation.media.items():
        if playlist.part_target and not playlist.ended and len(playlist.reports) < others:
            yield f"{uri} has {len(playlist.reports)} reports for {others} others"


@VARIANT.rule("must", "6.2.4", "All renditions have the same target duration.")
def same_target(presentation: Presentation) -> Iterator[str]:
    targets = {playlist.target_duration for playlist in presentation.media.values()}
    if len(targets) > 1:
        yield f"they have {sorted(targets)}"
