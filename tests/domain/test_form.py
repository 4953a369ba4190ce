"""All that is wrong with what was given is told at once."""

import pytest

from aethex_live.domain import channel
from aethex_live.domain.form import all_told
from aethex_live.errors import AppError, Conflict, InvalidInput


def test_every_wrong_field_and_every_missing_one_is_named():
    with pytest.raises(InvalidInput) as refused:
        channel.check_changes(
            {"name": " ", "accent": "mud", "mature": True, "language": 7, "colour": "red"}, needed=("slug",)
        )
    assert [(each.field, each.code) for each in refused.value.all] == [
        ("slug", "missing"),
        ("name", "name_form"),
        ("accent", "unknown_accent"),
        ("language", "wrong_kind"),
        ("", "unknown_field"),
    ]


def test_refusals_of_refusals_are_told_in_their_order_and_what_passed_is_given():
    with pytest.raises(AppError) as refused, all_told() as look:
        assert look(int, "7") == 7
        assert look(channel.check_changes, {"name": "", "accent": ""}) is None
        look.refuse(Conflict("Taken.", field="slug"))
    assert [each.field for each in refused.value.all] == ["name", "accent", "slug"]
    assert refused.value.status == 422


def test_what_nobody_expects_is_no_refusal():
    with pytest.raises(ZeroDivisionError), all_told() as look:
        look(lambda: 1 / 0)
