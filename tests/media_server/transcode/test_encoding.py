"""Decoding into slots and encoding of rungs: one picture out for each picture in, whatever is in it."""

import random
from itertools import pairwise

import av
import pytest

from media_server.jobs.mp4.avc import is_idr, parse_config
from media_server.transcode.encoding import RungEncoder, Shown, SlotDecoder, UnknownCodec
from media_server.transcode.rungs import PictureRung
from media_server.units import AccessUnit
from tests.media_server.made_media import Recipe, encode, numbered_frame, read_number

RUNG = PictureRung("90p", 160, 90, 150_000)
BT709 = (1, 1, 1, 1)


def video(recipe: Recipe) -> tuple[bytes, list[AccessUnit]]:
    encoded = encode(recipe)
    return encoded.configs[0].extradata, [u for u in encoded.units if u.kind == "video"]


def decode(extradata: bytes, units: list[AccessUnit]) -> list[Shown]:
    decoder = SlotDecoder("avc1", extradata)
    shown = [
        one
        for unit in units
        for one in decoder.add(unit.data, unit.dts_ms, unit.dts_ms + unit.cts_ms, unit.keyframe)
    ]
    return shown + list(decoder.flush())


@pytest.mark.parametrize("bframes", [0, 2, 3])
def test_one_picture_for_each_in_order_with_the_source_s_keyframes(bframes):
    extradata, units = video(Recipe(seconds=3, gop=30, bframes=bframes))
    shown = decode(extradata, units)
    assert [read_number(one.frame) for one in shown] == list(range(90))
    assert [one.pts_ms for one in shown] == sorted(u.dts_ms + u.cts_ms for u in units)
    assert [one.keyframe for one in shown] == [u.keyframe for u in units]


def test_before_the_first_keyframe_there_is_nothing_to_show():
    extradata, units = video(Recipe(seconds=3, gop=30, bframes=0))
    shown = decode(extradata, units[25:])
    assert len(shown) == 65
    assert [one.frame is None for one in shown[:5]] == [True] * 5
    assert [read_number(one.frame) for one in shown[5:]] == list(range(30, 90))


def test_an_open_group_is_joined_without_a_hole():
    """Its first pictures are shown before the keyframe, and belong to a group that nobody has."""
    options = (("x264-params", "open-gop=1:keyint=15:min-keyint=15:bframes=3:b-adapt=0:scenecut=0"),)
    extradata, units = video(Recipe(seconds=3, gop=15, bframes=3, options=options))
    join = next(n for n, unit in enumerate(units) if n and unit.keyframe)
    shown = decode(extradata, units[join:])
    assert len(shown) == len(units[join:])
    assert shown[0].keyframe and all(one.frame is not None for one in shown)
    numbers = [read_number(one.frame) for one in shown]
    keyframe, stand_ins = numbers[0], numbers.count(numbers[0])
    assert stand_ins > 1 and numbers[stand_ins:] == list(range(keyframe + 1, 90))


def test_whatever_is_damaged_the_count_stays():
    extradata, units = video(Recipe(seconds=3, gop=30, bframes=2))
    chance = random.Random(7)
    for _ in range(15):
        damaged = list(units)
        for place in chance.sample(range(len(units)), 20):
            unit = units[place]
            noise = bytes(chance.randrange(256) for _ in range(chance.randrange(60)))
            damaged[place] = AccessUnit("video", unit.dts_ms, unit.cts_ms, unit.keyframe, noise)
        shown = decode(extradata, damaged)
        assert len(shown) == len(units)
        assert all(a.pts_ms < b.pts_ms for a, b in pairwise(shown))


def test_a_codec_without_a_decoder_is_refused():
    with pytest.raises(UnknownCodec):
        SlotDecoder("vvc1", b"")


def test_every_picture_comes_out_at_once_and_keyframes_where_they_are_wanted():
    encoder = RungEncoder(RUNG, 30.0, "superfast", BT709)
    decoder = av.CodecContext.create("h264", "r")
    decoder.extradata = encoder.config
    numbers = []
    for n in range(60):
        (data,) = encoder.encode(Shown(numbered_frame(n, 320, 180), n * 33, n % 25 == 0))
        assert is_idr(data, 4) == (n % 25 == 0)
        for frame in decoder.decode(av.Packet(data)):
            numbers.append(read_number(frame))
            assert (frame.width, frame.height, int(frame.color_primaries)) == (160, 90, 1)
    numbers += [read_number(frame) for frame in decoder.decode(None)]
    assert numbers == list(range(60))


def test_two_encoders_of_a_rung_share_their_configuration():
    """So a publisher that comes back needs no new CMAF header."""
    configs = {RungEncoder(RUNG, 30.0, "superfast", BT709).config for _ in range(2)}
    assert len(configs) == 1
    assert parse_config(configs.pop()).length_size == 4
