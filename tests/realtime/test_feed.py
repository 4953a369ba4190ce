"""A reader who takes in every message of a feed has what the room has; one who has missed any knows it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.realtime.feed import MOST_UNSENT, Feed
from tests.realtime.viewer import Window

KEEP = 8
WINDOW = Path(__file__).resolve().parents[2] / "aethex_live/components/live/feed_window.js"

ids = st.integers(0, 12).map(str)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), ids, st.integers(0, 3)),
        st.tuples(st.just("put"), ids, st.integers(0, 3)),
        st.tuples(st.just("drop"), ids),
        st.tuples(st.just("clear")),
        st.tuples(st.just("send")),
        st.tuples(st.just("whole")),
        st.tuples(st.just("miss")),
    ),
    max_size=80,
)


def play(script: list[tuple]) -> tuple[list[dict], list[bool], list[dict]]:
    """The messages that a reader gets, which of them it must refuse, and what it must have in the end."""
    feed = Feed(KEEP, changed=lambda: None)
    messages: list[dict] = []
    refuses: list[bool] = []
    has_missed = True
    for step in [("whole",), *script, ("send",)]:
        match step:
            case "put", key, text:
                feed.put({"id": key, "text": text})
            case "drop", key:
                feed.drop(key)
            case ("clear",):
                feed.clear()
            case ("miss",):
                has_missed = feed.take_change("life") is not None or has_missed
            case ("whole",):
                feed.take_change("life")
                messages.append(json.loads(feed.whole("life")))
                refuses.append(False)
                has_missed = False
            case ("send",):
                if (change := feed.take_change("life")) is not None:
                    messages.append(json.loads(change))
                    has_missed = has_missed and "all" not in messages[-1]
                    refuses.append(has_missed)
    if has_missed:
        messages.append(json.loads(feed.whole("life")))
        refuses.append(False)
    return messages, refuses, list(feed)


def agree(kept: list[dict], entries: list[dict], keep: int) -> bool:
    """Who keeps as much as the room or more has what it has; who keeps less, the newest of it."""
    return kept[-KEEP:] == entries if keep >= KEEP else kept == entries[len(entries) - len(kept) :]


@given(steps, st.sampled_from([3, KEEP, 50]))
def test_a_reader_ends_with_what_the_room_has(script, keep):
    messages, refuses, entries = play(script)
    window = Window(keep)
    for message, refused in zip(messages, refuses, strict=True):
        gaps = window.gaps
        window.take(message)
        assert (window.gaps > gaps) is refused
    assert agree(list(window.entries.values()), entries, keep)


def test_the_browser_takes_messages_in_as_the_room_means_them():
    scripts: list[list[tuple]] = []

    @given(steps)
    def think_of(script: list[tuple]) -> None:
        scripts.append(script)

    think_of()
    # Node takes longer to start than to read all of them; the first that fails is the shortest.
    played = [play(script) for script in sorted(scripts, key=len)]
    program = f"""
        import {{ FeedWindow }} from {json.dumps(WINDOW.as_uri())};
        const played = JSON.parse(await new Response(process.stdin).text());
        console.log(JSON.stringify(played.map((messages) => {{
            return [3, {KEEP}, 50].map((keep) => {{
                const window = new FeedWindow(keep);
                const refused = messages.map((message) => !window.take(message));
                return [keep, refused, window.entries];
            }});
        }})));
    """
    node = Path(sys.executable).parent / "node"
    done = subprocess.run(
        [node, "--input-type=module", "-e", program],
        input=json.dumps([messages for messages, _, _ in played]),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    for (_, refuses, entries), windows in zip(played, json.loads(done.stdout), strict=True):
        for keep, refused, kept in windows:
            assert refused == refuses
            assert agree(kept, entries, keep)
            assert len(kept) <= keep


def test_an_id_that_the_browser_would_not_find_again_is_refused():
    with pytest.raises(TypeError, match="text or a UUID"):
        Feed(KEEP, changed=lambda: None).put({"id": 1})


def test_an_entry_put_again_unchanged_is_not_sent():
    feed = Feed(KEEP, changed=lambda: None)
    feed.put({"id": "1"})
    feed.take_change("life")
    feed.put({"id": "1"})
    assert feed.take_change("life") is None


def test_what_comes_faster_than_it_is_sent_is_not_lost():
    feed = Feed(KEEP, changed=lambda: None)
    for number in range(3 * KEEP):
        feed.put({"id": str(number)})
    assert len(json.loads(feed.take_change("life") or "")["put"]) == 3 * KEEP
    for number in range(2 * MOST_UNSENT):
        feed.put({"id": str(number)})
    assert len(json.loads(feed.take_change("life") or "")["all"]) == KEEP


def test_what_the_room_has_let_go_can_still_be_taken_from_readers():
    feed = Feed(1, changed=lambda: None)
    feed.put({"id": "1"})
    feed.put({"id": "2"})
    feed.take_change("life")
    feed.drop("1")
    assert json.loads(feed.take_change("life") or "")["gone"] == ["1"]
