"""Why somebody finds themselves at the log-in page, in words, from the address."""

from typing import ClassVar

import reflex as rx


class LoginNotice(rx.State):
    """A line above the form."""

    good: str = ""
    bad: str = ""

    _GOOD: ClassVar[dict[str, str]] = {
        "verified": "Your address is confirmed. Log in to begin.",
        "reset": "Your password is changed and every device is signed out. Log in with the new one.",
        "deleted": "Your account is marked for deletion. Logging in again keeps it.",
        "next": "Log in to go on. You will be taken back to where you were.",
    }
    _BAD: ClassVar[dict[str, str]] = {
        "wrong_log_in": "Name or password is wrong.",
        "email_unverified": "Confirm your e-mail address first: follow the link in our mail.",
        "provider_refused": "The other site did not let you in. Try again, or log in with your password.",
    }

    @rx.event
    def load(self) -> None:
        """Read the address."""
        asked = self.router.url.query_parameters
        self.bad = self._BAD.get(asked["error"], "This did not work. Try again.") if "error" in asked else ""
        self.good = next((words for name, words in self._GOOD.items() if name in asked and not self.bad), "")
