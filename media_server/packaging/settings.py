"""What an operator or the ladder may decide about packaging, each with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alignment:
    """Makes the packager of a ladder rung cut where the source cuts, under the same numbers.

    `msn` is the number of the source segment whose first picture has the timestamp `dts_ms` and the place
    `start_s` on the timeline; the rung must have a keyframe wherever the source has one.
    """

    msn: int
    dts_ms: int
    start_s: float
    part_target_s: float
    target_duration_s: int
    frame_rate: float = 0.0  # of the source, as its packager measured it
    reorder_ms: int = 0  # what the source's packager took off the times of showing and hearing


@dataclass(frozen=True, slots=True)
class PackagerSettings:
    part_s: float = 0.25
    """Longest part. The real one is a whole number of frames below it that divides a second evenly."""

    segment_s: float = 2.0
    """A segment ends at the first keyframe after this long: shorter costs requests, longer costs seeking."""

    longest_first_segment_s: float = 10.0
    """Encoders left at "automatic" send a keyframe every 8 to 10 s; the first segment shows it and fixes the
    target duration. Where keyframes are further apart than that, segments are cut without one."""

    audio_wait_ms: int = 150
    """How long a part waits for audio that arrives later than its video; the player's edge waits as long."""

    audio_lost_ms: int = 3_000
    """Audio this far behind the video is filled with silence, so that the picture goes on."""

    video_lost_ms: int = 5_000
    """Video this far behind the audio is taken out of the stream until its next keyframe."""

    audio_only_after_ms: int = 1_000
    """A stream without a video configuration starts as audio only after this much audio."""

    keyframe_wait_ms: int = 10_000
    """A stream with a video configuration but no keyframe starts as audio only after this much audio."""

    jump_ms: int = 1_000
    """Timestamps that jump by more, either way, begin a new timeline behind an EXT-X-DISCONTINUITY."""

    still_ms: int = 10_000
    """A picture without sound may stay on for this long: who films a screen sends only what changes."""

    max_part_bytes: int = 32 * 1024 * 1024
    """More than this waiting for one part is no stream but an attack on the memory: 1 Gbit/s for 0.25 s."""

    alignment: Alignment | None = None
