"""What the log-in page says to whom the way through another site has led back."""

import pytest

from aethex_live.state.login_notice import LoginNotice


@pytest.mark.parametrize(
    "code",
    "wrong_log_in email_unverified suspended registration_closed email_domain account_exists linked_already"
    " provider_refused provider_email_unverified".split(),
)
def test_each_way_to_be_refused_has_a_sentence_of_its_own(code):
    sentences = list(LoginNotice._BAD.values())
    assert sentences.count(LoginNotice._BAD[code]) == 1
