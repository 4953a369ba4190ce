"""What an address may ask for, and what fits to it in which order."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain.channel import CategoryRef, Owner
from aethex_live.domain.discover import Listed, OnNow, Sort, Wanted, common_tags, in_order, tag_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def listed(slug: str = "owls", viewers: int | None = 1, minutes: int = 0, **more) -> Listed:
    score, category = more.pop("score", 0.0), more.pop("category", "")
    now = viewers is not None and OnNow(
        title=slug,
        thumbnail="",
        playback="",
        started_at=NOON + timedelta(minutes=minutes),
        viewers=viewers,
        score=score,
        times=0,
    )
    plain = {"tags": (), "language": "en", "mature": False, "featured": False}
    return Listed(
        id=uuid4(),
        slug=slug,
        name=slug,
        owner=Owner(uuid4(), "ada", "Ada", "", False),
        avatar_url="",
        picture="",
        category=CategoryRef(category, category, "") if category else None,
        now=now or None,
        **{**plain, **more},
    )


@given(*[st.text(max_size=40)] * 4, st.booleans())
def test_any_address_can_be_read_and_written_again(category, tag, language, sort, adult):
    wanted = Wanted.read(category, tag, language, sort, adult)
    assert Wanted.of_query(wanted.query) == wanted
    assert Wanted.of_query(category + tag) == Wanted.of_query(Wanted.of_query(category + tag).query)


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted(), True),
        (Wanted(category="music"), True),
        (Wanted(category="games"), False),
        (Wanted(tag="vinyl"), True),
        (Wanted(tag="tape"), False),
        (Wanted(language="de"), True),
        (Wanted(language="en"), False),
    ],
)
def test_what_fits(wanted: Wanted, fits: bool):
    each = listed(category="jazz", tags=("vinyl",), language="de")
    within = {"music", "jazz"} if wanted.category == "music" else {wanted.category}
    assert wanted.fits(each, within) is fits


def test_what_is_for_adults_is_for_those_who_said_that_they_are():
    assert not Wanted().fits(listed(mature=True), ())
    assert Wanted(adult=True).fits(listed(mature=True), ())


def test_each_order():
    small = listed("small", 1, minutes=5, score=9.0)
    large = listed("large", 9, minutes=1, score=1.0)
    chosen = listed("chosen", 4, featured=True)
    found = [small, large, chosen, listed("off", None)]

    def order(sort: Sort) -> list[str]:
        return [each.slug for each in in_order(found, sort)]

    assert order(Sort.VIEWERS) == ["large", "chosen", "small"]
    assert order(Sort.TRENDING) == ["small", "large", "chosen"]
    assert order(Sort.NEWEST) == ["small", "large", "chosen"]
    assert order(Sort.FEATURED) == ["chosen", "large", "small"]


def test_the_commonest_tags_come_first():
    found = [listed(tags=("vinyl", "jazz")), listed(tags=("jazz",)), listed(tags=("art",))]
    assert common_tags(found, most=2) == ["jazz", "art"]


def test_a_tag_in_its_form():
    assert (tag_of("#Late Night"), tag_of("<b>"), tag_of("")) == ("late-night", "", "")
