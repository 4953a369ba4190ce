"""Rules about what may change from one version of a media playlist to a later one."""

from collections.abc import Iterator
from dataclasses import dataclass

from .playlist import MediaPlaylist
from .rule import Rules


@dataclass(frozen=True)
class Change:
    """Both are whole playlists; a delta update is completed before."""

    before: MediaPlaylist
    after: MediaPlaylist


CHANGE = Rules[Change]()


@CHANGE.rule("must", "4.4.3.1", "The target duration never changes.")
def same_target(change: Change) -> Iterator[str]:
    if change.before.target_duration != change.after.target_duration:
        yield f"from {change.before.target_duration} to {change.after.target_duration}"


@CHANGE.rule("must", "4.4.3.7", "The part target never changes.")
def same_part_target(change: Change) -> Iterator[str]:
    if change.before.part_target != change.after.part_target:
        yield f"from {change.before.part_target} to {change.after.part_target}"


@CHANGE.rule("must", "4.4.3.8", "What the server promises in EXT-X-SERVER-CONTROL does not change.")
def same_control(change: Change) -> Iterator[str]:
    if change.before.control != change.after.control:
        yield f"from {change.before.control} to {change.after.control}"


@CHANGE.rule("must", "6.2.2", "Segments are added at the end and removed at the start only.")
def sequence_grows(change: Change) -> Iterator[str]:
    if change.after.media_sequence < change.before.media_sequence:
        yield f"the media sequence went back to {change.after.media_sequence}"
    before, after = change.before.newest_part, change.after.newest_part
    if after < before:
        yield f"the newest part was {before} and is {after}"


@CHANGE.rule("must", "6.2.1", "What is listed of a segment or a part never changes.")
def listed_once_for_all(change: Change) -> Iterator[str]:
    later = {segment.msn: segment for segment in change.after.segments}
    for old in change.before.segments:
        new = later.get(old.msn)
        if new is None:
            continue
        if old.uri and (old.uri, old.duration) != (new.uri, new.duration):
            yield f"segment {old.msn} was {old.uri} of {old.duration} s, is {new.uri} of {new.duration} s"
        if (old.discontinuity, old.map_uri, old.date_time) != (new.discontinuity, new.map_uri, new.date_time):
            yield f"segment {old.msn} has another discontinuity, map or time of day"
        if new.parts and old.parts != new.parts[: len(old.parts)]:
            yield f"segment {old.msn} lists other parts"


@CHANGE.rule("must", "6.2.2", "A discontinuity that is removed from the playlist is counted.")
def discontinuities_counted(change: Change) -> Iterator[str]:
    removed = [s for s in change.before.segments if s.msn < change.after.media_sequence]
    if len(removed) != change.after.media_sequence - change.before.media_sequence:
        return  # more went by than was seen
    expected = change.before.discontinuity_sequence + sum(segment.discontinuity for segment in removed)
    if change.after.discontinuity_sequence != expected:
        yield f"EXT-X-DISCONTINUITY-SEQUENCE is {change.after.discontinuity_sequence}, not {expected}"


@CHANGE.rule("must", "6.2.2", "A removal leaves at least three target durations.")
def enough_is_left(change: Change) -> Iterator[str]:
    if change.after.media_sequence > change.before.media_sequence and not change.after.ended:
        left = sum(segment.length for segment in change.after.segments)
        if left < 3 * change.after.target_duration:
            yield f"{left:.2f} s are left"


@CHANGE.rule("must", "4.4.3.4", "Behind EXT-X-ENDLIST nothing comes.")
def the_end_is_the_end(change: Change) -> Iterator[str]:
    if change.before.ended and change.before.text != change.after.text:
        yield "the playlist had ended and changed"
