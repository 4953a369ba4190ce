"""What the server writes is translated with everything that it is made of."""

from aethex_live.domain import user_settings
from aethex_live.errors import Words
from aethex_live.messages import LANGUAGES, catalogue, translate

WAIT = Words("Too many attempts. Try again in {wait}.", wait=Words("{n} minutes", n=3))


def test_a_text_and_what_stands_in_it():
    assert translate("en", WAIT) == str(WAIT)
    german = translate("de", WAIT)
    assert "3 Minuten" in german and "Try" not in german
    assert translate("de", "{n} minutes", n=5) == "5 Minuten"


def test_what_no_catalogue_has_stays_as_it_is():
    assert translate("de", "Nobody ever wrote this.") == "Nobody ever wrote this."
    for language in ("", "tlh", "../../etc"):
        assert translate(language, WAIT) == str(WAIT)
        assert catalogue(language) == {}


def test_values_are_never_taken_for_templates():
    assert translate("de", Words("{n} minutes", n="{n} {0}")) == "{n} {0} Minuten"


def test_people_choose_among_what_there_is():
    assert set(user_settings.LANGUAGES) - {""} == set(LANGUAGES)
