"""Auto-moderation: what each filter finds at each level, what it leaves alone, and that it explains itself."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import automod
from aethex_live.domain.automod import Action, Filter, Rules, Setting, judge
from aethex_live.domain.automod_fold import folded, skeleton
from aethex_live.domain.chat_mode import Said
from aethex_live.errors import InvalidInput

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def only(which: Filter, level: int = 2, action: Action = Action.HOLD, **more) -> Rules:
    """Rules in which one filter is on."""
    off = {each: Setting(Action.OFF) for each in Filter}
    return Rules(filters={**off, which: Setting(action, level)}, **more)


def found(rules: Rules, text: str, *lately: str, seconds: float = 1) -> bool:
    before = [Said(each, NOW - timedelta(seconds=seconds * n), True) for n, each in enumerate(lately, 1)]
    return judge(rules, text, before, NOW).action is not Action.OFF


@pytest.mark.parametrize(
    "which, level, text, expected",
    [
        (Filter.CAPS, 1, "HELLO EVERYBODY OUT THERE", True),
        (Filter.CAPS, 2, "HELLO THERE", False),
        (Filter.CAPS, 3, "HELLO THERE", True),
        (Filter.CAPS, 3, "GG WP", False),
        (Filter.CAPS, 3, "Hello There Everybody", False),
        (Filter.CAPS, 3, "日本語の文章です", False),
        (Filter.LINKS, 1, "see https://example.com/x", True),
        (Filter.LINKS, 1, "see example.com", True),
        (Filter.LINKS, 1, "example [dot] com", False),
        (Filter.LINKS, 2, "example [dot] com", True),
        (Filter.LINKS, 2, "example(dot)com", True),
        (Filter.LINKS, 3, "example .com", True),
        (Filter.LINKS, 3, "that was it. Now the next one", False),
        (Filter.LINKS, 3, "version 1.2.3 is out", False),
        (Filter.FLOOD, 3, "a" * 12, True),
        (Filter.FLOOD, 3, "aaaah", False),
        (Filter.LETTERS, 2, "p\u0430yp\u0430l is calling", True),
        (Filter.LETTERS, 3, "привет друзья", False),
        (Filter.LETTERS, 3, "γειά σου", False),
        (Filter.REPEATS, 3, "spam " * 20, True),
        (Filter.REPEATS, 3, "no no no", False),
        (Filter.PROFANITY, 1, "what the fuck", False),
        (Filter.PROFANITY, 2, "what the fuck", True),
        (Filter.PROFANITY, 3, "the class assassin of Scunthorpe passed", False),
        (Filter.PROFANITY, 2, "Du Hurensohn", True),
    ],
)
def test_each_filter_at_each_level(which, level, text, expected):
    assert found(only(which, level), text) is expected


DISGUISES = [
    "badword",
    "BADWORD",
    "b@dw0rd",
    "b a d w o r d",
    "b.a.d.w.o.r.d",
    "baaaadword",
    "bádwörd",
    "ｂａｄｗｏｒｄ",
]
DISGUISES += [
    "b\u0430dw\u043erd",
    "b\u200bad\u2060word",
    "𝓫𝓪𝓭𝔀𝓸𝓻𝓭",
    "b\u0336a\u0336dword",
    '"badword!"',
    "ВADWORD",
]


@pytest.mark.parametrize("text", DISGUISES)
def test_words_are_found_in_disguise(text):
    assert found(only(Filter.WORDS, words=("badword",)), f"you {text} you")


@pytest.mark.parametrize("text", ["badwords", "mybadword", "bad word", "bard", "b a d"])
def test_whole_words_only(text):
    assert not found(only(Filter.WORDS, words=("badword",)), text)


def test_endings_and_phrases():
    rules = only(Filter.WORDS, words=("rubbish*", "go away", "сука"))
    assert found(rules, "what rubbishness") and found(rules, "please G0 AWAY now") and found(rules, "СУКА")
    assert not found(rules, "go far away") and not found(rules, "rubbing")


def test_the_same_again_and_again():
    rules = only(Filter.REPEATS, 2)
    assert found(rules, "Buy this!", "buy this", "BUY  THIS!!!")
    assert not found(rules, "Buy this!", "buy this")
    assert not found(rules, "Buy this!", "buy this", "buy this", seconds=90)


def test_flood_by_level():
    assert found(only(Filter.FLOOD, 2), "d", "c", "b", "a")
    assert not found(only(Filter.FLOOD, 2), "d", "c", "b", "a", seconds=4)


def test_allowed_sites_and_their_parts():
    rules = only(Filter.LINKS, sites=("youtube.com",))
    assert not found(rules, "see https://www.youtube.com/x and music.youtube.com")
    verdict = judge(rules, "see notyoutube.com", (), NOW)
    assert verdict.reasons == ("A link. Allowed: youtube.com.",)
    assert found(rules, "youtube.com.evil.net")


def test_the_severest_action_wins_and_off_is_off():
    rules = only(Filter.CAPS, 3, Action.HOLD, words=("badword",))
    rules = Rules(filters={**rules.filters, Filter.WORDS: Setting(Action.DELETE)}, words=rules.words)
    verdict = judge(rules, "BADWORD BADWORD", (), NOW)
    assert verdict.action is Action.DELETE and len(verdict.reasons) == 2
    assert (
        judge(Rules(filters={each: Setting(Action.OFF) for each in Filter}), "BADWORD", (), NOW)
        == automod.CLEAN
    )


@given(st.text(max_size=600))
def test_any_text_is_judged(text):
    rules = Rules(filters={each: Setting(Action.HOLD, 3) for each in Filter}, words=("badword", "go away*"))
    verdict = judge(rules, text, (Said(text, NOW, True),), NOW)
    assert (verdict.action is Action.OFF) == (verdict.reasons == ())
    assert folded(folded(text)) is not None and skeleton(text) is not None


@given(st.sampled_from("badword"), st.text(alphabet="\u0336\u0301\u200b\u2060", max_size=4))
def test_marks_hide_nothing(letter, marks):
    assert found(only(Filter.WORDS, words=("badword",)), "badword".replace(letter, letter + marks))


@pytest.mark.parametrize(
    "changes",
    [
        {"unknown": 1},
        {"filters": {"caps": {"action": "explode"}}},
        {"filters": {"caps": {"level": 4}}},
        {"filters": {"caps": {"level": True}}},
        {"filters": {"spam": {"level": 1}}},
        {"filters": []},
        {"words": "badword"},
        {"words": ["***"]},
        {"words": ["a\0b"]},
        {"words": [str(n) for n in range(501)]},
        {"sites": ["not a site"]},
        {"hold_newcomers_of_banned_networks": 1},
    ],
)
def test_what_cannot_be_set(changes):
    with pytest.raises(InvalidInput):
        automod.check_rules(Rules(), changes)


def test_what_is_set_is_kept():
    changes = {"filters": {"caps": {"action": "hold", "level": 3}}, "words": [" Rubbish ", "rubbish"]}
    rules = automod.check_rules(Rules(), {**changes, "sites": ["https://www.YouTube.com/watch"]})
    assert rules.words == ("rubbish",) and rules.sites == ("youtube.com",)
    assert automod.loaded(automod.stored(rules)) == rules.filters
    assert rules.filters[Filter.CAPS] == Setting(Action.HOLD, 3)
    assert automod.loaded({}) == automod.DEFAULTS


def test_numbers_that_differ_are_not_the_same_message():
    numbers = ("39", "339", "399")
    assert len({skeleton(f"number {number} wins") for number in numbers}) == 3
    lately = [Said(f"number {number} wins", NOW, here=True) for number in numbers[:2]]
    assert judge(Rules(), f"number {numbers[2]} wins", lately, NOW).action is Action.OFF
