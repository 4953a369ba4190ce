"""The site's settings and legal pages: everybody's to read, an admin's to write."""

from typing import Annotated

from fastapi import Path, Query
from pydantic import Field

from aethex_live.api.v1.asker import Staff
from aethex_live.api.v1.routes import Routes
from aethex_live.api.v1.shapes import Body, problems
from aethex_live.domain.legal import LONGEST, LegalPage
from aethex_live.domain.site_setting import MOST_DOMAINS, SiteSettings
from aethex_live.services import site_setting
from aethex_live.services.context import current

router = Routes(prefix="/site", tags=["site"])
staff = Routes(prefix="/admin/site", tags=["administration"], responses=problems(401, 403))

Name = Annotated[str, Path(max_length=40, description="Such as imprint or privacy.")]
Language = Annotated[str, Query(max_length=10)]
Text = Annotated[str, Field(max_length=300)]


class Changes(Body):
    """The settings to change; the others stay."""

    site_name: Text = ""
    tagline: Text = ""
    registration_open: bool = True
    email_domains: Annotated[list[Text], Field(max_length=MOST_DOMAINS)] = []
    minimum_age: int = 16
    channels_per_person: int = 10
    operator: Text = ""
    operator_address: Annotated[str, Field(max_length=2000)] = ""
    contact_email: Text = ""


class LegalText(Body):
    """A legal page as it is edited: names in braces are filled in. Empty brings the default back."""

    text: Annotated[str, Field(max_length=LONGEST)]


@router.get("", summary="The site's settings")
async def get() -> SiteSettings:
    """Nothing in them is secret."""
    return await site_setting.get(current())


@router.get("/legal/{page}", summary="A legal page", responses=problems(404))
async def legal_page(page: Name, language: Language = "en") -> LegalPage:
    """In English where there is no text in the language."""
    return await site_setting.legal_page(current(), page, language)


@staff.patch("", summary="Change the site's settings")
async def change(actor: Staff, changes: Changes) -> SiteSettings:
    """Gives all of them."""
    return await site_setting.change(current(), actor, changes.model_dump(exclude_unset=True))


@staff.get("/legal/{page}", summary="A legal page, as it is edited", responses=problems(404))
async def legal_source(actor: Staff, page: Name, language: Language = "en") -> LegalPage:
    """With names in braces."""
    return await site_setting.legal_source(current(), actor, page, language)


@staff.put("/legal/{page}", summary="Write a legal page", responses=problems(404))
async def set_legal_page(actor: Staff, page: Name, wish: LegalText, language: Language = "en") -> LegalPage:
    """For one language."""
    return await site_setting.set_legal_page(current(), actor, page, language, wish.text)
