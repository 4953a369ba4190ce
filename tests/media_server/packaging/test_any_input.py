"""Whatever an encoder sends: the laws of the output hold, and only documented errors are raised."""

from hypothesis import given
from hypothesis import strategies as st

from media_server.packaging.errors import PackagingError
from media_server.packaging.packager import Packager
from media_server.packaging.settings import PackagerSettings
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.packaging.feeding import AAC_44K, AAC_48K, avc_config
from tests.media_server.packaging.laws import assert_lawful

STEPS = st.sampled_from([0, 1, 20, 33, 34, 100, 180, 400, 900, -30, -500, 1_500, 8_000, -5_000, 1 << 31])
REGULAR = st.sampled_from([21, 33, 34, 40])


@st.composite
def runs(draw: st.DrawFn) -> list[AccessUnit | TrackConfig | str]:
    """Stretches of regular media with any disturbance between them."""
    script: list[AccessUnit | TrackConfig | str] = []
    clocks = {"video": draw(st.sampled_from([0, 1 << 24, 1 << 40])), "audio": 0}
    clocks["audio"] = clocks["video"] + draw(STEPS)
    for _ in range(draw(st.integers(1, 6))):
        script.append(
            draw(st.sampled_from([avc_config(), avc_config(160), AAC_48K, AAC_44K, "gone", "nothing"]))
        )
        kinds = draw(
            st.sampled_from([("video",), ("audio",), ("video", "audio"), ("video", "audio", "audio")])
        )
        gop = draw(st.sampled_from([1, 7, 30, 10_000]))
        step = draw(REGULAR)
        disturbed = draw(
            st.dictionaries(st.integers(0, 80), st.tuples(st.sampled_from(kinds), STEPS), max_size=4)
        )
        for number in range(draw(st.integers(0, 90))):
            if number in disturbed:
                kind, jump = disturbed[number]
                clocks[kind] = max(0, clocks[kind] + jump)
            for kind in kinds:
                clocks[kind] += step
                keyframe = kind == "audio" or number % gop == 0
                cts = draw(st.sampled_from([0, 66, -10])) if number == 3 else 0
                script.append(AccessUnit(kind, clocks[kind], cts, keyframe, b"data" * (number % 3)))
    return script


@given(runs())
def test_the_laws_hold_for_any_stream(script: list[AccessUnit | TrackConfig | str]) -> None:
    packager = Packager()
    outputs = packager.configure(avc_config()) + packager.configure(AAC_48K)
    for step in script:
        if isinstance(step, AccessUnit):
            outputs += packager.push(step)
        elif isinstance(step, TrackConfig):
            outputs += packager.configure(step)
        elif step == "gone":
            outputs += (
                packager.discontinuity() + packager.configure(avc_config()) + packager.configure(AAC_48K)
            )
    assert_lawful(outputs + packager.finish())


@given(
    st.sampled_from(["avc1", "hvc1", "av01", "vp09", "mp4a", "Opus", "fLaC", "vp08", ""]),
    st.sampled_from(["video", "audio"]),
    st.binary(max_size=80),
    st.sampled_from(
        [
            b"",
            b"\x01\x64\x00\x1f\xff\xe1\x00\x20\x67\x64\x00\x1f",
            b"\x81\x04\x0c\x00\x0a\x0b",
            b"OpusHead\x01",
        ]
    ),
)
def test_any_configuration_is_used_or_refused_in_words(
    codec: str, kind: str, body: bytes, head: bytes
) -> None:
    packager = Packager(PackagerSettings())
    try:
        packager.configure(TrackConfig(kind, codec, head + body))
    except PackagingError as error:
        assert str(error)
