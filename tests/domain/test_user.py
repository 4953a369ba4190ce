"""Names and addresses: what is accepted, and what is refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aethex_live.domain import user
from aethex_live.errors import InvalidInput


@pytest.mark.parametrize("name", ["ada", "Ada_99", "a" * 25, " ada "])
def test_usernames_that_are_fine(name):
    assert user.check_username(name) == name.strip()


@pytest.mark.parametrize("name", ["", "ab", "a" * 26, "a b", "ädä", "a-b", "a.b", "ada\n\n!", "ａda", "a\0b"])
def test_usernames_of_a_wrong_form(name):
    with pytest.raises(InvalidInput) as refused:
        user.check_username(name)
    assert (refused.value.code, refused.value.field) == ("username_form", "username")


@pytest.mark.parametrize("name", ["admin", "ADMIN", "Login", "api", "AeThex", "Deleted_x"])
def test_usernames_that_are_kept(name):
    with pytest.raises(InvalidInput) as refused:
        user.check_username(name)
    assert refused.value.code == "username_reserved"


@pytest.mark.parametrize("email", ["a@b.co", "Ada.L+tag@Sub.Example.org", " ada@example.test "])
def test_addresses_that_are_fine(email):
    assert user.check_email(email) == email.strip()


@pytest.mark.parametrize(
    "email",
    [
        "",
        "ada",
        "@b.co",
        "a@b",
        "a@@b.co",
        "a b@c.de",
        "a@b..co",
        "a@b.co\nBcc: x@y.zz",
        "a" * 65 + "@b.co",
        "ä@b.co",
    ],
)
def test_addresses_of_a_wrong_form(email):
    with pytest.raises(InvalidInput) as refused:
        user.check_email(email)
    assert refused.value.field == "email"


@given(st.text())
def test_whatever_is_typed_is_accepted_or_refused_in_words(text):
    for check in (
        user.check_username,
        user.check_email,
        user.check_display_name,
        user.check_bio,
        user.check_reason,
    ):
        try:
            accepted = check(text)
        except InvalidInput as refused:
            assert refused.message and refused.field
        else:
            assert "\0" not in accepted
            accepted.encode()


def test_every_role_has_its_duties_and_only_admins_change_roles():
    assert set(user.DUTIES) == set(user.Role)
    assert [role for role in user.Role if user.may(role, user.Duty.CHANGE_ROLES)] == ["admin"]
    assert [role for role in user.Role if user.is_staff(role)] == [
        "staff_moderator",
        "staff_finance",
        "admin",
    ]


def test_a_masked_address_is_recognised_by_its_owner_only():
    assert user.mask_email("ada@example.test") == "a•••@example.test"
