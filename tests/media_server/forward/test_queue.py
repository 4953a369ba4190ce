from hypothesis import given
from hypothesis import strategies as st

from media_server.forward.queue import ForwardQueue
from media_server.units import AccessUnit, TrackConfig

VIDEO, AUDIO = TrackConfig("video", "avc1", b"v"), TrackConfig("audio", "mp4a", b"a")


def picture(number: int, key: bool = False, size: int = 10) -> AccessUnit:
    return AccessUnit("video", number, 0, key, bytes(size))


def sound(number: int) -> AccessUnit:
    return AccessUnit("audio", number, 0, True, b"s")


def all_of(queue: ForwardQueue) -> list:
    found = []
    while (item := queue.pop()) is not None:
        found.append(item)
    return found


def test_it_begins_with_the_configurations_and_a_keyframe():
    queue = ForwardQueue()
    items = [VIDEO, AUDIO, sound(0), picture(1), picture(2, key=True), sound(3), picture(4)]
    for item in items:
        queue.on_config(item) if isinstance(item, TrackConfig) else queue.on_unit(item)
    assert all_of(queue) == [VIDEO, AUDIO, items[4], items[5], items[6]]


def test_audio_alone_needs_no_keyframe():
    queue = ForwardQueue()
    queue.on_config(AUDIO)
    queue.on_unit(sound(0))
    assert all_of(queue) == [AUDIO, sound(0)]


def test_other_tracks_stay_here():
    queue = ForwardQueue()
    queue.on_config(TrackConfig("video", "avc1", b"v", 1))
    queue.on_unit(AccessUnit("video", 0, 0, True, b"x", 1))
    assert all_of(queue) == []


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 60)), max_size=60))
def test_whatever_comes_it_stays_bounded_and_resumes_at_a_keyframe(pictures):
    queue = ForwardQueue(max_bytes=100)
    queue.on_config(VIDEO)
    for number, (key, size) in enumerate(pictures):
        queue.on_unit(picture(number, key, size))
        assert queue._bytes <= 100
    found = all_of(queue)
    if found:
        assert found[0] == VIDEO
        assert len(found) == 1 or found[1].keyframe
    numbers = [item.dts_ms for item in found if isinstance(item, AccessUnit)]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
