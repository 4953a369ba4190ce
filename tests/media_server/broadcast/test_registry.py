"""The life of a broadcast, from the door to its end: cases 10, 13, 14 and 19 without sockets."""

from dataclasses import dataclass, field

import pytest
import pytest_asyncio

from media_server.broadcast.broadcast import (
    FREE_NEWS,
    MAX_CHANGES,
    MAX_TRACKS,
    MAX_UNDECODABLE,
    NEWS_EVERY_S,
    State,
    Times,
)
from media_server.broadcast.registry import Broadcasts, Capacity
from media_server.contract import Ended, PublishAnswer, Resumed, Started
from media_server.ingest.ports import Publication, PublishRequest, Refused
from media_server.packaging.outputs import InitSection, Part
from media_server.packaging.packager import Packager
from media_server.packaging.settings import PackagerSettings
from media_server.rtmp.events import MetadataReceived
from media_server.units import AccessUnit, TrackConfig
from tests.media_server.broadcast import parts
from tests.media_server.broadcast.parts import FakeApp, FakePublisher, FakeWorkshop, HandClock, Remembering
from tests.media_server.made_media import Encoded, Recipe, encode

GRACE_S, STOP_GRACE_S = 60.0, 10.0


@dataclass
class House:
    app: FakeApp = field(default_factory=FakeApp)
    workshop: FakeWorkshop = field(default_factory=FakeWorkshop)
    clock: HandClock = field(default_factory=HandClock)

    def __post_init__(self) -> None:
        self.app.answers["key"] = PublishAnswer(True, stream="alpha")
        self.broadcasts = Broadcasts(
            self.app,
            self.app,
            self.workshop,
            self.clock,
            lambda: self.clock.now,
            Times(GRACE_S, STOP_GRACE_S),
            Capacity(publishers=2),
        )

    async def publish(
        self, key: str = "key", publisher: FakePublisher | None = None
    ) -> Publication | Refused:
        request = PublishRequest(key, "192.0.2.1", "OBS", False)
        return await self.broadcasts.admit(request, publisher or FakePublisher())

    async def live(self, key: str = "key", publisher: FakePublisher | None = None) -> Publication:
        """A publish that has sent some media."""
        publication = await self.publish(key, publisher)
        assert not isinstance(publication, Refused), publication
        publication.receive(media())
        return publication


def stream(width: int = 160) -> Encoded:
    return encode(Recipe(seconds=2.0, gop=30, bframes=0, width=width, height=90))


def media(skip_ms: int = 0) -> list:
    source = stream()
    units = [
        AccessUnit(u.kind, u.dts_ms + skip_ms, u.cts_ms, u.keyframe, u.data, u.track) for u in source.units
    ]
    return [*source.configs, *units]


@pytest_asyncio.fixture
async def house() -> House:
    return House()


async def test_a_broadcast_that_is_stopped_ends_after_a_short_grace(house):
    publication = await house.live()
    assert house.app.heard == ["started", "metadata"]
    started = house.app.events[0]
    assert isinstance(started, Started) and started.recording == "recording-1"
    assert [(track.kind, track.codec) for track in started.tracks] == [("video", "avc1"), ("audio", "mp4a")]
    publication.lost(clean=True)
    house.clock.advance(STOP_GRACE_S - 1)
    assert "alpha" in house.broadcasts.running
    house.clock.advance(2)
    assert house.broadcasts.running == {} and house.workshop.made[0].over
    ended = house.app.events[-1]
    assert isinstance(ended, Ended) and (ended.reason, ended.recording) == ("stopped", "recording-1")
    assert house.workshop.made[0].units.closed and house.workshop.made[0].outputs["source"].closed


async def test_a_publisher_that_drops_and_returns_goes_on_in_the_same_broadcast(house):
    first = await house.live()
    first.lost(clean=False)
    assert house.workshop.made[0].interruptions == 1
    house.clock.advance(GRACE_S - 1)
    await house.live()
    house.clock.advance(GRACE_S * 2)
    broadcast = house.broadcasts.running["alpha"]
    assert broadcast.state is State.PUBLISHING and len(house.workshop.made) == 1
    assert house.app.heard == ["started", "metadata", "interrupted", "resumed"]
    outputs = house.workshop.made[0].outputs["source"].got
    assert [part.discontinuity for part in outputs if isinstance(part, Part) and part.index == 0].count(
        True
    ) == 1
    assert "discontinuity" in house.workshop.made[0].units.got


async def test_the_app_hears_again_what_it_calls_the_key_and_whether_there_was_a_goodbye(house):
    house.app.answers["key"] = PublishAnswer(True, stream="alpha", credential="studio key")
    publication = await house.live()
    publication.lost(clean=True)
    assert house.app.events[-1].clean
    house.app.answers["key"] = PublishAnswer(True, stream="alpha", credential="travel key")
    (await house.live()).lost(clean=False)
    assert not house.app.events[-1].clean
    credentials = [each.credential for each in house.app.events if isinstance(each, Started | Resumed)]
    assert credentials == ["studio key", "travel key"]


async def test_one_that_stays_away_ends_the_broadcast(house):
    (await house.live()).lost(clean=False)
    house.clock.advance(GRACE_S + 1)
    assert house.app.events[-1].reason == "lost"
    await house.live()
    assert len(house.workshop.made) == 2  # a broadcast of its own


async def test_the_app_may_set_the_grace_of_a_channel(house):
    house.app.answers["key"] = PublishAnswer(True, stream="alpha", grace_s=0.0)
    (await house.live()).lost(clean=False)
    assert house.app.events[-1].reason == "lost"


async def test_a_newcomer_with_the_key_takes_over(house):
    first = FakePublisher()
    old = await house.live(publisher=first)
    new = await house.live(publisher=FakePublisher(address="192.0.2.2"))
    assert "took over" in first.stopped
    resumed = [event for event in house.app.events if isinstance(event, Resumed)]
    assert [(event.take_over, event.address) for event in resumed] == [(True, "192.0.2.2")]
    count = len(house.workshop.made[0].units.got)
    old.receive(media())
    old.lost(clean=False)
    assert len(house.workshop.made[0].units.got) == count
    assert house.broadcasts.running["alpha"].state is State.PUBLISHING
    new.receive(media(2_000))
    assert len(house.workshop.made[0].units.got) > count


async def test_two_encoders_that_fight_for_a_key_come_to_rest(house):
    for _ in range(4):
        await house.live()
        house.clock.advance(2)
    refused = await house.publish()
    assert isinstance(refused, Refused) and "Another encoder" in refused.reason
    house.clock.advance(4)  # the live one has gone silent: a newcomer may replace it
    await house.live()
    house.clock.advance(61)
    await house.live()


async def test_a_second_configuration_that_says_the_same_changes_nothing(house):
    publication = await house.live()
    got = house.workshop.made[0].units.got
    before = len(got)
    publication.receive(list(stream().configs))
    assert len(got) == before


async def test_a_change_of_the_codec_settings_while_live(house):
    publication = await house.live()
    small = stream(width=128)
    publication.receive([*small.configs, *media(2_000)[2:]])
    outputs = house.workshop.made[0].outputs["source"].got
    assert [init.width for init in outputs if isinstance(init, InitSection)] == [160, 128]
    assert house.app.heard[-1] == "metadata"


async def test_codec_settings_may_not_change_for_ever(house):
    publisher = FakePublisher()
    publication = await house.live(publisher=publisher)
    two = [stream(width).configs[0] for width in (160, 128)]
    publication.receive(two * MAX_CHANGES)
    assert "too often" in publisher.stopped
    assert house.app.events[-1].reason == "failed"


async def test_a_publisher_that_often_returns_changes_no_settings(house):
    for _ in range(MAX_CHANGES):
        publication = await house.live()
        publication.lost(clean=False)
    assert house.broadcasts.running["alpha"].state is State.GRACE
    assert not any(isinstance(event, Ended) for event in house.app.events)


async def test_tracks_are_bounded(house):
    publisher = FakePublisher()
    publication = await house.live(publisher=publisher)
    config = stream().configs[0]
    publication.receive(
        [TrackConfig("video", config.codec, config.extradata, n) for n in range(MAX_TRACKS + 1)]
    )
    assert f"more than {MAX_TRACKS} tracks" in publisher.stopped


async def test_a_further_video_track_is_a_rendition_of_its_own(house):
    publication = await house.publish()
    config, sound = stream().configs
    second = TrackConfig("video", config.codec, config.extradata, 1)
    units = []
    for unit in stream().units:
        units.append(unit)
        if unit.kind == "video":
            units.append(AccessUnit("video", unit.dts_ms, unit.cts_ms, unit.keyframe, unit.data, 1))
    publication.receive([config, sound, second, *units])
    source, rung = (house.workshop.made[0].outputs[name].got for name in ("source", "video1"))
    parts = [[(p.msn, p.index, p.start_s) for p in got if isinstance(p, Part)] for got in (source, rung)]
    assert parts[0] == parts[1] and parts[0]


async def test_units_that_nobody_can_decode_are_dropped(house):
    publication = await house.publish()
    publication.receive([AccessUnit("video", 0, 0, True, b"x"), AccessUnit("audio", 0, 0, True, b"x", 3)])
    assert house.workshop.made[0].units.got == []


@pytest.mark.parametrize(("kind", "words"), [("video", "pictures without"), ("audio", "sound without")])
async def test_units_that_nobody_can_decode_end_the_stream_in_words_at_last(house, kind, words):
    publisher = FakePublisher()
    publication = await house.publish(publisher=publisher)
    units = [AccessUnit(kind, 33 * n, 0, True, b"?") for n in range(MAX_UNDECODABLE)]
    publication.receive(units)
    assert publisher.stopped is None
    publication.receive(units[:1])
    assert words in publisher.stopped and "anew" in publisher.stopped


async def test_a_configuration_that_cannot_be_packaged_ends_with_its_reason(house):
    publisher = FakePublisher()
    publication = await house.publish(publisher=publisher)
    publication.receive([TrackConfig("video", "avc1", bytes(20))])
    assert publisher.stopped and house.broadcasts.running == {}


async def test_what_broke_before_it_began_leaves_nothing_behind(house):
    publication = await house.publish()
    publication.receive([*stream().configs, *stream().units[:4]])
    publication.lost(clean=False)
    assert house.app.events == [] and house.workshop.made[0].outputs["source"].got == []
    assert house.workshop.made[0].over and house.broadcasts.running == {}


async def test_a_rest_that_cannot_be_packaged_keeps_no_stream_from_its_end(house, monkeypatch):
    """As when so much waits for another beginning that this is what ends it."""
    monkeypatch.setattr(parts, "Packager", lambda: Packager(PackagerSettings(max_part_bytes=100_000)))
    await house.live()
    publisher = FakePublisher()
    publication = await house.publish(publisher=publisher)
    big = [AccessUnit("audio", 20 * n, 0, True, bytes(20_000)) for n in range(10)]
    publication.receive([stream().configs[1], *big])
    assert "lower the bitrate" in publisher.stopped
    assert house.broadcasts.running == {}


async def test_a_publish_that_never_sent_media_is_not_announced(house):
    publication = await house.publish()
    publication.receive([MetadataReceived({"width": 640.0})])
    publication.lost(clean=False)
    assert house.app.events == [] and house.broadcasts.running == {}


async def test_a_publish_of_a_moment_is_announced_with_what_there_was(house):
    house.app.answers["key"] = PublishAnswer(True, stream="alpha", credential="main key")
    publication = await house.publish()
    publication.receive([*stream().configs, *[unit for unit in stream().units if unit.dts_ms < 200]])
    assert house.app.events == []
    publication.lost(clean=True)
    started, ended = house.app.events
    assert isinstance(started, Started) and started.credential == "main key" and len(started.tracks) == 2
    assert isinstance(ended, Ended) and ended.reason == "stopped"


async def test_metadata_travels_on_in_plain_and_bounded_form(house):
    publication = await house.live()
    said = {"encoder": "OBS", "fps": 30.0, "nan": float("nan"), "inf": float("inf"), "deep": {"a": 1.0}}
    publication.receive([MetadataReceived({**said, **{f"x{n}": 1.0 for n in range(500)}}), media(2_000)[2]])
    told = house.app.events[-1].encoder_says
    assert told["encoder"] == "OBS" and "nan" not in told and "deep" not in told and len(told) <= 50


async def test_an_encoder_that_never_stops_talking_of_itself_is_heard_now_and_then(house):
    publication = await house.live()
    unit = media()[-1]

    def talk() -> int:
        for word in range(100):
            publication.receive([MetadataReceived({"word": float(word)}), unit])
        return house.app.heard.count("metadata")

    assert talk() == FREE_NEWS
    house.clock.advance(NEWS_EVERY_S)
    publication.receive([unit])
    assert house.app.events[-1].encoder_says == {"word": 99.0}
    assert talk() == FREE_NEWS + 1


async def test_a_failing_sink_is_dropped_and_the_rest_goes_on(house):
    publication = await house.live()
    broadcast = house.broadcasts.running["alpha"]

    class Failing:
        calls = 0

        def on_unit(self, unit: AccessUnit) -> None:
            self.calls += 1
            raise RuntimeError

        def on_config(self, config: TrackConfig) -> None: ...

        def on_discontinuity(self) -> None: ...

        def close(self) -> None:
            raise RuntimeError

    failing = Failing()
    broadcast.add_unit_sink(failing)
    before = len(house.workshop.made[0].units.got)
    publication.receive(media(2_000)[2:])
    assert failing.calls == 1
    assert len(house.workshop.made[0].units.got) == before + len(media()) - 2


async def test_a_sink_that_joins_late_knows_the_tracks(house):
    await house.live()
    late = Remembering()
    house.broadcasts.running["alpha"].add_unit_sink(late)
    assert late.got == list(stream().configs)


async def test_kicking(house):
    publisher = FakePublisher()
    await house.live(publisher=publisher)
    assert house.broadcasts.kick("alpha", "You are banned.")
    assert publisher.stopped == "You are banned." and house.app.events[-1].reason == "kicked"
    assert not house.broadcasts.kick("alpha", "again")


@pytest.mark.parametrize(
    ("key", "answer", "words", "wrong"),
    [
        ("", None, "no stream key", True),
        ("other", None, "not known", True),
        ("key", PublishAnswer(False, "You are banned."), "banned", False),
        ("key", PublishAnswer(False), "may not publish", False),
        ("key", PublishAnswer(True, stream="../etc"), "public name", False),
        ("key", PublishAnswer(True, stream=""), "public name", False),
    ],
)
async def test_who_may_not_publish_is_told_why(house, key, answer, words, wrong):
    if answer:
        house.app.answers["key"] = answer
    refused = await house.publish(key)
    assert isinstance(refused, Refused) and words in refused.reason and refused.wrong_key is wrong


async def test_a_full_machine_takes_no_new_stream_but_keeps_its_own(house):
    for name in ("beta", "gamma"):
        house.app.answers[name] = PublishAnswer(True, stream=name)
    await house.live()
    await house.live("beta")
    assert "as many streams" in (await house.publish("gamma")).reason
    house.workshop.full = "The disk is full."
    await house.live()  # takes over its own stream
    house.broadcasts.kick("beta", "")
    assert (await house.publish("gamma")).reason == "The disk is full."


async def test_draining_asks_encoders_to_reconnect_and_ends_with_a_reason(house):
    publisher = FakePublisher(knows_reconnect=True)
    await house.live(publisher=publisher)
    assert house.broadcasts.drain() == 1
    assert "restarting" in (await house.publish()).reason
    house.broadcasts.end_all()
    assert "restarting" in publisher.stopped and house.app.events[-1].reason == "shutdown"
    assert house.broadcasts.running == {} and house.broadcasts.publishing == 0
