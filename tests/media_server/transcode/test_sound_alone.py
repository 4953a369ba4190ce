"""The audio-only rung: the source's parts under the source's numbers, without its pictures."""

import io

import av
import pytest

from media_server.packaging.outputs import InitSection, Output, Part, SegmentEnd
from media_server.packaging.packager import Packager
from media_server.transcode.sound_alone import SoundAlone
from tests.media_server.made_media import Recipe, encode
from tests.media_server.packaging.feeding import (
    AAC_48K,
    avc_config,
    configure,
    feed,
    interleaved,
    push,
    sounds,
)
from tests.media_server.packaging.feeding import pictures as made_pictures


class Rung:
    """Every rung that the tap makes, and what it got."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self.entered = self.left = 0
        self.closed = False
        self.tap = SoundAlone(self._enter, self._leave)

    def _enter(self) -> "Rung":
        self.entered += 1
        return self

    def _leave(self) -> None:
        self.left += 1

    def on_output(self, output: Output) -> None:
        self.outputs.append(output)

    def close(self) -> None:
        self.closed = True

    def hear(self, outputs: list[Output]) -> None:
        for output in outputs:
            self.tap.on_output(output)


def places(outputs: list[Output]) -> list[tuple]:
    return [
        (o.msn, o.index, o.start_s, o.duration_s, o.discontinuity) if isinstance(o, Part) else o
        for o in outputs
        if isinstance(o, Part | SegmentEnd)
    ]


def heard(outputs: list[Output]) -> list[tuple[float, bytes]]:
    data = b"".join(o.data for o in outputs if isinstance(o, InitSection | Part))
    with av.open(io.BytesIO(data)) as container:
        return [(p.pts * p.time_base, bytes(p)) for p in container.demux(audio=0) if p.size]


@pytest.mark.parametrize("bframes", [0, 2])
def test_every_part_is_where_the_source_has_it_and_all_sound_is_there(bframes):
    encoded = encode(Recipe(seconds=6, gop=60, bframes=bframes))
    source = feed(encoded.configs, encoded.units)
    rung = Rung()
    rung.hear(source)
    assert places(rung.outputs) == places(source)
    assert heard(rung.outputs) == heard(source)
    [header] = [o for o in rung.outputs if isinstance(o, InitSection)]
    assert header.codecs == ("mp4a.40.2",) and (header.width, header.frame_rate) == (0, 0.0)
    with av.open(io.BytesIO(header.data + rung.outputs[1].data)) as container:
        assert [stream.type for stream in container.streams] == ["audio"]
    assert all(o.independent for o in rung.outputs if isinstance(o, Part))
    rung.tap.close()
    assert rung.closed and (rung.entered, rung.left) == (1, 0)


def test_a_change_of_the_pictures_is_a_change_here_too():
    packager = Packager()
    source = configure(packager, [avc_config(), AAC_48K])
    source += push(packager, interleaved(made_pictures(4), sounds(4)))
    source += packager.discontinuity()
    source += configure(packager, [avc_config(640), AAC_48K])
    source += push(packager, interleaved(made_pictures(4), sounds(4))) + packager.finish()
    rung = Rung()
    rung.hear(source)
    assert places(rung.outputs) == places(source)
    assert [o.number for o in rung.outputs if isinstance(o, InitSection)] == [0, 1]
    assert any(o.discontinuity for o in rung.outputs if isinstance(o, Part))


def test_it_joins_at_a_segment_and_leaves_with_the_sound():
    encoded = encode(Recipe(seconds=5, gop=30))
    outputs = feed(encoded.configs, encoded.units)
    second = next(n for n, o in enumerate(outputs) if isinstance(o, Part) and (o.msn, o.index) == (0, 2))
    rung = Rung()
    rung.hear(outputs[:1] + outputs[second:])
    assert places(rung.outputs)[0][:2] == (1, 0)
    silent = encode(Recipe(seconds=3, audio=False))
    rung.hear(feed(silent.configs, silent.units))
    assert (rung.entered, rung.left) == (1, 1)
    rung.hear(outputs)
    assert rung.entered == 2


def test_pictures_alone_have_no_such_rung():
    silent = encode(Recipe(seconds=3, audio=False))
    rung = Rung()
    rung.hear(feed(silent.configs, silent.units))
    rung.tap.close()
    assert rung.outputs == [] and rung.entered == 0
