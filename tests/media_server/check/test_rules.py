"""Every rule finds what breaks it, and finds nothing in a good playlist."""

from collections.abc import Callable

import pytest

from media_server.check.change_rules import CHANGE, Change
from media_server.check.media_rules import MEDIA
from media_server.check.playlist import attributes, parse_media, parse_multivariant
from media_server.check.variant_rules import VARIANT, Presentation

GOOD = """#EXTM3U
#EXT-X-VERSION:9
#EXT-X-TARGETDURATION:2
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA-SEQUENCE:5
#EXT-X-DISCONTINUITY-SEQUENCE:1
#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.515,HOLD-BACK=6.0,CAN-SKIP-UNTIL=12.0
#EXT-X-PART-INF:PART-TARGET=0.505
#EXT-X-MAP:URI="i0.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-09-21T11:59:56.000Z
#EXTINF:2.00000,
s5.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-09-21T11:59:58.000Z
#EXTINF:2.00000,
s6.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:00.000Z
#EXTINF:2.00000,
s7.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:02.000Z
#EXTINF:2.00000,
s8.m4s
#EXT-X-DISCONTINUITY
#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:09.000Z
#EXT-X-PART:DURATION=0.50000,URI="p9.0.m4s",INDEPENDENT=YES
#EXT-X-PART:DURATION=0.50000,URI="p9.1.m4s"
#EXT-X-PART:DURATION=0.50000,URI="p9.2.m4s"
#EXT-X-PART:DURATION=0.20000,URI="p9.3.m4s"
#EXTINF:1.70000,
s9.m4s
#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:10.700Z
#EXT-X-PART:DURATION=0.50000,URI="p10.0.m4s",INDEPENDENT=YES
#EXT-X-PRELOAD-HINT:TYPE=PART,URI="p10.1.m4s"
"""

# Rule, what is replaced in the good playlist, and by what.
BROKEN = [
    ("readable", "#EXTM3U\n", "\n#EXTM3U\n"),
    ("readable", "#EXTINF:1.70000,", "#EXTINF:soon,"),
    ("version", "VERSION:9", "VERSION:3"),
    ("version", "#EXT-X-VERSION:9\n", ""),
    ("segments_within_target", "TARGETDURATION:2", "TARGETDURATION:1"),
    ("segments_within_target", "#EXT-X-TARGETDURATION:2\n", ""),
    ("sequence_first", "#EXT-X-MEDIA-SEQUENCE:5\n", "#EXTINF:2.0,\ns4.m4s\n#EXT-X-MEDIA-SEQUENCE:5\n"),
    ("part_target_given", "#EXT-X-PART-INF:PART-TARGET=0.505\n", ""),
    ("parts_within_target", "DURATION=0.50000,URI=\"p9.1", "DURATION=0.60000,URI=\"p9.1"),
    ("parts_long_enough", "DURATION=0.50000,URI=\"p9.1", "DURATION=0.40000,URI=\"p9.1"),
    ("parts_fill_segments", "#EXTINF:1.70000", "#EXTINF:1.80000"),
    ("old_parts_unlisted", "#EXTINF:2.00000,\ns5", "#EXT-X-PART:DURATION=0.5,URI=\"p\"\n#EXTINF:0.5,\ns5"),
    ("part_hold_back", "PART-HOLD-BACK=1.515", "PART-HOLD-BACK=1.0"),
    ("part_hold_back", "PART-HOLD-BACK=1.515,", ""),
    ("comfortable_part_hold_back", "PART-HOLD-BACK=1.515", "PART-HOLD-BACK=1.2"),
    ("hold_back", "HOLD-BACK=6.0", "HOLD-BACK=5.0"),
    ("skip_boundary", "CAN-SKIP-UNTIL=12.0", "CAN-SKIP-UNTIL=11.0"),
    ("blocking_reload", "CAN-BLOCK-RELOAD=YES,", ""),
    ("map_before_segments", "#EXT-X-MAP:URI=\"i0.mp4\"\n", ""),
    ("dates_fit_durations", "12:00:02.000", "12:00:01.000"),
    ("dates_fit_durations", "12:00:02.000", "12:00:03.000"),
    ("dates_fit_durations", "12:00:09.000", "12:00:03.000"),
    ("dates_given", "#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:10.700Z\n", ""),
    ("independent_segments", "URI=\"p10.0.m4s\",INDEPENDENT=YES", "URI=\"p10.0.m4s\""),
    ("hints", "TYPE=PART,URI=\"p10.1.m4s\"", "TYPE=PART,URI=\"p10.0.m4s\""),
    ("hints", "#EXT-X-PRELOAD-HINT", "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"x\"\n#EXT-X-PRELOAD-HINT"),
    ("next_part_hinted", "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"p10.1.m4s\"\n", ""),
    ("names_are_unique", "s8.m4s", "s7.m4s"),
]  # fmt: skip


def names(text: str) -> set[str]:
    return {finding.rule for finding in MEDIA.findings(parse_media(text), "here")}


def test_a_good_playlist_breaks_no_rule() -> None:
    assert MEDIA.findings(parse_media(GOOD), "here") == []


@pytest.mark.parametrize(("rule", "old", "new"), BROKEN)
def test_each_rule_finds_what_breaks_it(rule: str, old: str, new: str) -> None:
    assert old in GOOD
    assert rule in names(GOOD.replace(old, new, 1))


def test_no_rule_is_without_a_case() -> None:
    assert {rule.name for rule in MEDIA.table} == {rule for rule, _, _ in BROKEN}
    assert {rule.name for rule in CHANGE.table} == {rule for rule, _ in CHANGED}
    assert {rule.name for rule in VARIANT.table} == {rule for rule, _ in PRESENTED}


def test_every_rule_says_where_it_comes_from() -> None:
    for table in (MEDIA.table, CHANGE.table, VARIANT.table):
        for rule in table:
            assert rule.source and rule.sentence.endswith(".")


LATER = (
    GOOD.replace("SEQUENCE:5", "SEQUENCE:6", 1)
    .replace("#EXT-X-PROGRAM-DATE-TIME:2026-09-21T11:59:56.000Z\n#EXTINF:2.00000,\ns5.m4s\n", "")
    .replace('HINT:TYPE=PART,URI="p10.1.m4s"', 'HINT:TYPE=PART,URI="p10.2.m4s"')
    .replace("#EXT-X-PRELOAD", '#EXT-X-PART:DURATION=0.50000,URI="p10.1.m4s"\n#EXT-X-PRELOAD')
)


def much_removed(text: str) -> str:
    start, end = text.index("#EXT-X-PROGRAM"), text.index("#EXT-X-PROGRAM-DATE-TIME:2026-09-21T12:00:02")
    return (text[:start] + text[end:]).replace("SEQUENCE:6", "SEQUENCE:8", 1)


CHANGED: list[tuple[str, Callable[[str], str]]] = [
    ("same_target", lambda text: text.replace("TARGETDURATION:2", "TARGETDURATION:3")),
    ("same_part_target", lambda text: text.replace("PART-TARGET=0.505", "PART-TARGET=0.51")),
    ("same_control", lambda text: text.replace("HOLD-BACK=6.0", "HOLD-BACK=7.0")),
    ("sequence_grows", lambda text: text.replace("MEDIA-SEQUENCE:6", "MEDIA-SEQUENCE:4")),
    ("listed_once_for_all", lambda text: text.replace("s8.m4s", "s8b.m4s")),
    ("listed_once_for_all", lambda text: text.replace("#EXTINF:1.70000", "#EXTINF:1.80000")),
    ("listed_once_for_all", lambda text: text.replace("12:00:09.000", "12:00:09.500")),
    ("listed_once_for_all", lambda text: text.replace('"p9.1.m4s"', '"p9.9.m4s"')),
    (
        "discontinuities_counted",
        lambda text: text.replace("DISCONTINUITY-SEQUENCE:1", "DISCONTINUITY-SEQUENCE:2"),
    ),
    ("enough_is_left", much_removed),
    ("the_end_is_the_end", lambda text: text),
]


def test_a_good_change_breaks_no_rule() -> None:
    change = Change(parse_media(GOOD), parse_media(LATER))
    assert CHANGE.findings(change, "here") == []


@pytest.mark.parametrize(("rule", "damage"), CHANGED)
def test_each_rule_of_change_finds_what_breaks_it(rule: str, damage: Callable[[str], str]) -> None:
    before = parse_media(GOOD)
    before.ended = rule == "the_end_is_the_end"
    change = Change(before, parse_media(damage(LATER)))
    assert rule in {finding.rule for finding in CHANGE.findings(change, "here")}


MULTIVARIANT = """#EXTM3U
#EXT-X-STREAM-INF:BANDWIDTH=2000000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=30.000
a.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=200000,CODECS="mp4a.40.2"
b.m3u8
"""


def presentation(text: str = MULTIVARIANT) -> Presentation:
    report = GOOD + '#EXT-X-RENDITION-REPORT:URI="x",LAST-MSN=9,LAST-PART=0\n'
    return Presentation(
        parse_multivariant(text),
        {"a.m3u8": parse_media(report), "b.m3u8": parse_media(report)},
        {"a.m3u8": 1_900_000.0, "b.m3u8": 190_000.0},
        {"a.m3u8": {"avc1", "mp4a"}, "b.m3u8": {"mp4a"}},
    )


def with_media(text: str) -> Presentation:
    broken = presentation()
    broken.media["a.m3u8"] = parse_media(text)
    return broken


PRESENTED: list[tuple[str, Callable[[], Presentation]]] = [
    ("readable", lambda: presentation(MULTIVARIANT.replace("#EXTM3U", "#EXTM3"))),
    ("readable", lambda: presentation(MULTIVARIANT.replace("CODECS=", "CODECS ="))),
    ("readable", lambda: presentation(MULTIVARIANT.replace("a.m3u8", "a.m3u8\nc.m3u8"))),
    ("bandwidth", lambda: presentation(MULTIVARIANT.replace("BANDWIDTH=2000000,", ""))),
    ("bandwidth", lambda: presentation(MULTIVARIANT.replace("2000000", "1000000"))),
    ("described", lambda: presentation(MULTIVARIANT.replace(",FRAME-RATE=30.000", ""))),
    ("codecs_are_true", lambda: presentation(MULTIVARIANT.replace("avc1.64001f,", ""))),
    ("reports", lambda: with_media(GOOD)),
    ("same_target", lambda: with_media(GOOD.replace("TARGETDURATION:2", "TARGETDURATION:3"))),
]


def test_a_good_presentation_breaks_no_rule() -> None:
    assert VARIANT.findings(presentation(), "here") == []


@pytest.mark.parametrize(("rule", "make"), PRESENTED)
def test_each_rule_of_variants_finds_what_breaks_it(rule: str, make: Callable[[], Presentation]) -> None:
    assert rule in {finding.rule for finding in VARIANT.findings(make(), "here")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A=1,B="x,y",C=d', {"A": "1", "B": "x,y", "C": "d"}),
        ("", {}),
        ("A=1,A=2", None),
        ("A", None),
        ('A="open', None),
    ],
)
def test_attribute_lists(text: str, expected: dict[str, str] | None) -> None:
    assert attributes(text) == expected
