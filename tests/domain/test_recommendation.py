"""What is liked by the same people is alike, and leads from one to the other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from aethex_live.domain.recommendation import MOST_NEIGHBOURS, neighbours, recommend, watched

MANY = 12


def crowd(*things: str, people: int = MANY) -> list[dict[str, float]]:
    return [dict.fromkeys(things, 1.0)] * people


def test_what_the_same_people_like_is_recommended_with_the_reason():
    alike = neighbours([*crowd("jazz", "soul"), *crowd("chess", "go")])
    (pick,) = recommend({"jazz": 1.0}, alike, known={"jazz"})
    assert (pick.item, pick.because) == ("soul", "jazz")


def test_what_one_knows_already_is_not_recommended():
    alike = neighbours(crowd("jazz", "soul", "funk"))
    picks = recommend({"jazz": 1.0, "soul": 1.0}, alike, known={"jazz", "soul"})
    assert [pick.item for pick in picks] == ["funk"]


def test_a_chance_meeting_says_less_than_a_habit():
    alike = dict(neighbours([*crowd("jazz", "soul"), *crowd("jazz", "chess", people=1)])["jazz"])
    assert alike["soul"] > 3 * alike["chess"]


def test_what_everybody_likes_is_not_like_everything():
    tastes = [*crowd("hit", "jazz", "soul"), *crowd("hit", "chess", "go"), *crowd("hit", people=50)]
    alike = dict(neighbours(tastes)["jazz"])
    assert alike["soul"] > alike["hit"]


def test_what_is_on_comes_earlier():
    alike = neighbours([*crowd("jazz", "soul"), *crowd("jazz", "funk", people=MANY - 2)])
    picks = recommend({"jazz": 1.0}, alike, known={"jazz"}, live={"funk"})
    assert [pick.item for pick in picks] == ["funk", "soul"]


def test_watching_says_more_the_longer_and_never_more_than_following():
    assert watched(0) == 0 and watched(-5) == 0
    assert 0 < watched(5) < watched(60) < watched(180) <= watched(10_000) == 1


@settings(max_examples=20)
@given(
    st.lists(
        st.dictionaries(st.integers(0, 40), st.floats(0, 1, allow_subnormal=False, width=16), max_size=8),
        max_size=20,
    )
)
def test_likeness_is_a_bounded_share_and_goes_both_ways(tastes):
    tastes = [{item: much for item, much in taste.items() if much} for taste in tastes]
    alike = neighbours(tastes, most=100)
    for one, others in alike.items():
        assert one not in dict(others)
        for other, likeness in others:
            assert 0 < likeness <= 1
            assert abs(dict(alike[other])[one] - likeness) < 1e-9
    assert all(len(others) <= MOST_NEIGHBOURS for others in neighbours(tastes).values())
