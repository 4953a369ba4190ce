"""What a report may say."""

import pytest

from aethex_live.domain.report import Why, check_why
from aethex_live.errors import InvalidInput


@pytest.mark.parametrize("text, says", [("", "Choose what is wrong."), ("ugly", "Choose one of: spam, ")])
def test_what_is_wrong_has_to_be_chosen(text, says):
    with pytest.raises(InvalidInput, match=f"^{says}") as refused:
        check_why(text)
    assert refused.value.field == "why"


def test_what_is_wrong_is_told_by_its_name():
    assert check_why("spam") is Why.SPAM
