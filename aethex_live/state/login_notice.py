"""Why somebody finds themselves at the log-in page, or back in their settings, in words, from the address."""

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
        "suspended": Words("This account is suspended. The reason is in the mail that we sent."),
        "registration_closed": Words("This site takes no new members at the moment."),
        "email_domain": Words("Your e-mail address is not of those that may register here."),
        "account_exists": Words(
            "Your e-mail address has an account here. Log in to it, then link the other in your settings."
        ),
        "linked_already": Words(
            "This account is linked already: here to another account, or yours to another one there."
        ),
        "provider_email_unverified": Words(
            "The other site has not confirmed your e-mail address. Register here, then link it in settings."
        ),
        "provider_unreachable": Words(
            "The other site does not answer. Try again in a moment, or log in another way."
        ),
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
