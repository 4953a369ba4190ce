"""What an admin can set for the whole site, with defaults that work."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from aethex_live.domain import form
from aethex_live.domain.form import LIST, Checks
from aethex_live.domain.text import check_line, check_paragraphs
from aethex_live.domain.user import EMAIL, EMAIL_LENGTH
from aethex_live.errors import InvalidInput, NotAllowed, Words

MOST_DOMAINS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSettings:
    """All settings of the site. Texts that are empty are left out where they would be shown."""

    site_name: str = ""  # empty: the one from the environment
    tagline: str = "Live, from people you follow."
    registration_open: bool = True
    email_domains: tuple[str, ...] = ()  # who may register; empty: everybody
    minimum_age: int = 16
    channels_per_person: int = 10
    operator: str = ""
    operator_address: str = ""
    contact_email: str = ""

    def as_values(self) -> dict[str, Any]:
        """The settings by name, as JSON knows values."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()
        }


def _check_number(field: str, least: int, most: int) -> Any:
    def check(value: int) -> int:
        if isinstance(value, bool) or not least <= value <= most:
            raise InvalidInput(
                Words("Choose a number from {least} to {most}.", least=least, most=most),
                code="number_range",
                field=field,
            )
        return value

    return check


def _check_contact(text: str) -> str:
    address = text.strip()
    if address and (len(address) > EMAIL_LENGTH or not EMAIL.fullmatch(address)):
        raise InvalidInput("This is not an e-mail address.", code="email_form", field="contact_email")
    return address


def _check_domains(domains: list[str] | tuple[str, ...]) -> list[str]:
    kept = list(dict.fromkeys(domain.strip().lower().removeprefix("@") for domain in domains))
    kept = [domain for domain in kept if domain]
    if len(kept) > MOST_DOMAINS or not all(EMAIL.fullmatch(f"x@{domain}") for domain in kept):
        raise InvalidInput(
            Words("Give at most {most} domains such as example.org.", most=MOST_DOMAINS),
            code="domain_form",
            field="email_domains",
        )
    return kept


_CHECKS: Checks = {
    "site_name": (str, lambda text: check_line(text, field="site_name", longest=40, shortest=0)),
    "tagline": (str, lambda text: check_line(text, field="tagline", longest=120, shortest=0)),
    "registration_open": (bool, lambda flag: flag),
    "email_domains": (LIST, _check_domains),
    "minimum_age": (int, _check_number("minimum_age", 0, 99)),
    "channels_per_person": (int, _check_number("channels_per_person", 0, 100)),
    "operator": (str, lambda text: check_line(text, field="operator", longest=100, shortest=0)),
    "operator_address": (str, lambda text: check_paragraphs(text, field="operator_address", longest=500)),
    "contact_email": (str, _check_contact),
}


def check_changes(changes: Mapping[str, Any]) -> dict[str, Any]:
    """`changes` with every name known and every value in its form, as JSON knows values."""
    return form.check_changes(_CHECKS, changes)


def from_values(values: Mapping[str, Any]) -> SiteSettings:
    """The settings from what is stored. Names of older or newer versions are passed over."""
    known = {name: values[name] for name in _CHECKS if name in values}
    if "email_domains" in known:
        known["email_domains"] = tuple(known["email_domains"])
    return SiteSettings(**known)


def check_sign_up(settings: SiteSettings, email: str) -> None:
    """Refuse whoever may not make an account here."""
    if not settings.registration_open:
        raise NotAllowed("This site takes no new members at the moment.", code="registration_closed")
    domain = email.rpartition("@")[2].lower()
    if settings.email_domains and domain not in settings.email_domains:
        raise NotAllowed(
            Words("Use an address of {domains}.", domains=", ".join(settings.email_domains[:5])),
            code="email_domain",
            field="email",
        )
