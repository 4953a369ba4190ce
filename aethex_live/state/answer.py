"""How a handler answers: a word in a corner, or, when a use case refused, the reason and what to do.

Texts leave here in English and are translated in the browser, which knows what its reader reads.
"""

import logging
from typing import Any
from urllib.parse import quote

import reflex as rx
from reflex_base.vars.base import LiteralVar, Var

from aethex_live.errors import AppError, Words

log = logging.getLogger(__name__)

CONFIRM_DIALOG = "confirm-identity"
UNEXPECTED = Words("Something went wrong on our side. What you typed is still here; try again in a moment.")


def done(text: str, **values: Any) -> rx.event.EventSpec:
    """Tell that it worked."""
    said = {name: value.parts if isinstance(value, Words) else value for name, value in values.items()}
    return rx.toast.success(_translated(text, said))


def refused(error: AppError) -> rx.event.EventSpec:
    """Tell why it did not."""
    return rx.toast.error(_translated(error.told, {}))


def or_confirm(error: AppError, *, posted: bool = False) -> rx.event.EventSpec:
    """Tell why it did not work; when only a fresh proof is missing, ask for it on a page that can.

    What was `posted` the browser does again then; anything else the state has to.
    """
    if error.code == "confirmation_needed":
        forget = "" if posted else "window.aethexAgain = undefined; "
        return rx.call_script(f"{forget}document.getElementById({CONFIRM_DIALOG!r})?.showModal()")
    return refused(error)


def field_errors(error: AppError) -> dict[str, str]:
    """All that is wrong as a form shows it: beside its field, or above the form under the name `form`."""
    return {each.field or "form": each.told for each in reversed(error.all)}


def log_in_first(path: str) -> rx.event.EventSpec:
    """Go to the log-in page and come back to `path` afterwards."""
    return rx.redirect(f"/login?next={quote(path, safe='/')}")


def on_exception(exception: Exception) -> rx.event.EventSpec:
    """What a handler raised: a refusal is told as it is; a defect is logged, and told without details."""
    if isinstance(exception, AppError):
        return refused(exception)
    log.error("Unexpected error in an event handler", exc_info=exception)
    return rx.toast.error(_translated(UNEXPECTED, {}))


def _translated(text: str, values: dict[str, Any]) -> Var[str]:
    arguments = f"{LiteralVar.create(text)!s}, {LiteralVar.create(values)!s}"
    return Var(_js_expr=f"window.aethexTranslate({arguments})", _var_type=str)
