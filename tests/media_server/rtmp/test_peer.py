"""Where the stream key hides: case 8 of what peers do on the wire."""

import pytest

from media_server.rtmp.peer import Capabilities, PublishTarget


@pytest.mark.parametrize(
    ("app", "name", "key"),
    [
        ("live", "abc", "abc"),
        ("live", "abc?token=1", "abc"),  # ffmpeg leaves the query in place
        ("live/abc", "", "abc"),  # the key pasted behind the server's address
        ("live/abc/", "", "abc"),
        ("abc", "", "abc"),
        ("live?x=1", "abc/", "abc"),
        ("/live//", "abc", "abc"),
        ("live", " abc ", "abc"),
        ("live", "ab%63", "ab%63"),  # a key is taken as it is typed
        ("live", "", ""),
        ("live", "a/b", ""),
        ("live", "../../etc/passwd", ""),
        ("live", "abc\x00", ""),
        ("live", "schlüssel", ""),
        ("live", "a b", ""),
        ("live", "x" * 10_000, ""),
    ],
)
def test_the_key_is_found_or_there_is_none(app, name, key):
    assert PublishTarget.of(app, name).key == key


def test_the_key_is_in_no_representation():
    target = PublishTarget.of("live/secret-in-app", "secret-in-name")
    assert "secret" not in repr(target)


@pytest.mark.parametrize("flags", [None, "1", float("nan"), -1.0, 1e300])
def test_odd_capabilities_are_none(flags):
    assert not Capabilities.of({"capsEx": flags}).reconnect


def test_capabilities():
    assert Capabilities.of({"capsEx": 3.0, "flashVer": "OBS"}) == Capabilities(True, True, "OBS")
    assert Capabilities.of({"fourCcList": ["hvc1"]}) == Capabilities(enhanced=True)
    assert Capabilities.of({"app": "live", "flashVer": 7.0}) == Capabilities()
