"""A sentence with values in it reads as it is, and can still be translated."""

import json
import pickle

from aethex_live.api import errors
from aethex_live.domain.throttle import in_words
from aethex_live.errors import AppError, Words, heard, told

WAIT = Words("Try again in {wait}.", wait=in_words(150))


def test_words_are_the_sentence_and_what_it_was_made_of():
    assert WAIT == "Try again in 3 minutes."
    assert WAIT.parts == ["Try again in {wait}.", {"wait": ["{n} minutes", {"n": 3}]}]


def test_values_are_never_taken_for_templates():
    assert Words("This is {what}.", what="{0} {what}") == "This is {0} {what}."


def test_words_stay_words_when_another_process_gets_them():
    odd = Words("This is {what}.", what="{0} {what}")
    for words in (WAIT, odd):
        copy = pickle.loads(pickle.dumps(words))
        assert copy == words and copy.parts == words.parts


def test_pages_are_told_both():
    assert AppError("Plain.").told == AppError(Words("Plain.")).told == "Plain."
    assert json.loads(AppError(WAIT).told.removeprefix("\x1f")) == WAIT.parts


def test_what_was_told_is_heard_as_it_was():
    assert heard(told("Plain {text}.")).parts == ["Plain {text}.", {}]
    assert heard(told(WAIT)).parts == WAIT.parts


def test_programs_are_told_the_sentence_and_its_parts():
    body = json.loads(errors.answer(AppError(WAIT)).body)
    assert body["message"] == str(WAIT)
    assert body["parts"] == WAIT.parts
    assert "parts" not in json.loads(errors.answer(AppError("Plain.")).body)
