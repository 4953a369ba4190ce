"""Errors that a person may see. Anything else that is raised is a defect and answers 500 without details."""

import json
from typing import Any, Self


class Words(str):
    """A sentence with values in it that can still be translated: `Words("Go on in {n} s.", n=5)`.

    It is the English sentence, and keeps what it was made of. A value may be Words again.
    """

    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> Self:
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, values
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), self.values

    @property
    def parts(self) -> list[Any]:
        """Template and values, as JSON can hold them."""
        return [
            self.template,
            {name: value.parts if isinstance(value, Words) else value for name, value in self.values.items()},
        ]

    @classmethod
    def of(cls, parts: list[Any]) -> Self:
        """The Words whose `parts` these are."""
        template, values = parts
        return cls(template, **{name: _value(value) for name, value in values.items()})


def _value(value: Any) -> Any:
    return Words.of(value) if isinstance(value, list) else value


MARK = "\x1f"


def told(text: str) -> str:
    """A text for a page, whose `t()` translates it: i18n.js knows the mark of one with values."""
    if isinstance(text, Words) and text.values:
        return MARK + json.dumps(text.parts, ensure_ascii=False)
    return text


def heard(text: str) -> Words:
    """What `told` was given, such as from where it was kept."""
    return Words.of(json.loads(text.removeprefix(MARK))) if text.startswith(MARK) else Words(text)


class AppError(Exception):
    """An expected refusal: `code` for programs, `message` for people (it says what to do), `status` for HTTP.

    `field` names the input that is wrong, so that a form can put the words beside it; `others` are what else is
    wrong with inputs that were given together.
    """

    others: tuple["AppError", ...] = ()
    status = 400
    code = "bad_request"

    def __init__(self, message: str, *, code: str | None = None, status: int | None = None, field: str = ""):
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.status = status or self.status
        self.field = field

    @property
    def all(self) -> tuple["AppError", ...]:
        """All that is wrong, this first."""
        return (self, *self.others)

    @property
    def told(self) -> str:
        """The message for a page."""
        return told(self.message)


class InvalidInput(AppError):
    """What was given cannot be used."""

    status = 422
    code = "invalid_input"


class NotLoggedIn(AppError):
    """Nobody is logged in, and somebody has to be."""

    status = 401
    code = "not_logged_in"

    def __init__(self, message: str = "Log in to do this."):
        super().__init__(message)


class NotAllowed(AppError):
    """The person is known, but may not do this."""

    status = 403
    code = "not_allowed"

    def __init__(self, message: str = "You are not allowed to do this.", **details):
        super().__init__(message, **details)


class NotFound(AppError):
    """It is not there, or the person may not know that it is."""

    status = 404
    code = "not_found"

    def __init__(self, message: str = "This does not exist, or you may not see it.", **details):
        super().__init__(message, **details)


class Conflict(AppError):
    """It clashes with what is already there."""

    status = 409
    code = "conflict"


class TooMany(AppError):
    """A limit was reached; `retry_after` seconds until it is worth another try."""

    status = 429
    code = "too_many_requests"

    def __init__(self, message: str, retry_after: float, **details):
        super().__init__(message, **details)
        self.retry_after = retry_after
