"""Keyframes that are none: told by what an encoder writes in front of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media_server.health.gradual import refreshes_gradually
from media_server.health.monitor import HealthMonitor
from media_server.units import AccessUnit
from tests.media_server.made_media import Recipe, encode

OPTIONS = {
    "closed groups": ("", False),
    "open groups": ("open-gop=1:bframes=2:keyint=15:scenecut=0", False),
    "intra refresh": ("intra-refresh=1:keyint=15", True),
}


@pytest.mark.parametrize(("options", "gradual"), OPTIONS.values(), ids=OPTIONS.keys())
def test_only_a_gradual_refresh_is_one(options: str, gradual: bool) -> None:
    recipe = Recipe(seconds=2, gop=15, audio=False, bframes=0, width=160, height=90)
    stream = encode(Recipe(**{**vars(recipe), "options": (("x264-params", options),)}) if options else recipe)
    keyframes = [unit for unit in stream.units if unit.keyframe]
    assert len(keyframes) > 2
    assert [refreshes_gradually(unit.data) for unit in keyframes[1:]] == [gradual] * (len(keyframes) - 1)
    monitor = HealthMonitor()
    monitor.on_config(stream.configs[0])
    for unit in stream.units:
        monitor.on_unit(unit)
    assert monitor.tick(1.0, 0.0).gradual is gradual
    monitor.on_config(stream.configs[0])
    assert not monitor.tick(2.0, 0.0).gradual


def test_other_codecs_are_not_looked_at() -> None:
    monitor = HealthMonitor()
    monitor.on_unit(AccessUnit("video", 0, 0, True, b"\x00\x00\x00\x04\x06\x06\x01\x00"))
    assert not monitor.tick(1.0, 0.0).gradual


@given(st.binary(max_size=80))
def test_any_bytes_are_looked_at_in_peace(data: bytes) -> None:
    assert refreshes_gradually(data) in (True, False)
    assert refreshes_gradually(len(data).to_bytes(4, "big") + b"\x06" + data) in (True, False)


def test_a_stranger_cannot_have_millions_of_units_looked_at() -> None:
    refresh = b"\x00\x00\x00\x04\x06\x06\x01\x40"
    assert refreshes_gradually(bytes(4) + refresh)
    assert not refreshes_gradually(bytes(4_000) + refresh)
