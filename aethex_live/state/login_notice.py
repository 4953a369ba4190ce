"""Why somebody finds themselves at the log-in page, in words, from the address."""

from typing import ClassVar

import reflex as rx

from aethex_live.errors import Words


class LoginNotice(rx.State):
    """A line above the form."""

    good: str = ""
    bad: str = ""

    _GOOD: ClassVar[dict[str, str]] = {
        "verified": Words("Your address is confirmed. Log in to begin."),
        "reset": Words("Your password is changed and every device is signed out. Log in with the new one."),
        "deleted": Words("Your account is marked for deletion. Logging in again keeps it."),
        "next": Words("Log in to go on. You will be taken back to where you were."),
    }
    _BAD: ClassVar[dict[str, str]] = {
        "wrong_log_in": Words("Name or password is wrong."),
        "email_unverified": Words("Confirm your e-mail address first: follow the link in our mail."),
        "provider_refused": Words(
            "The other site did not let you in. Try again, or log in with your password."
        ),
    }

    @rx.event
    def load(self) -> None:
        """Read the address."""
        asked = self.router.url.query_parameters
        self.bad = (
            self._BAD.get(asked["error"], Words("This did not work. Try again.")) if "error" in asked else ""
        )
        self.good = next((words for name, words in self._GOOD.items() if name in asked and not self.bad), "")
