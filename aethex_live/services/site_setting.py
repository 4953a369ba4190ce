"""The site's settings and legal pages: read by everybody, written by admins."""

from collections.abc import Mapping
from dataclasses import fields, replace
from email.utils import parseaddr
from typing import Any

from aethex_live.data import site_setting as stored
from aethex_live.data.unit_of_work import UnitOfWork
from aethex_live.domain import legal
from aethex_live.domain import site_setting as rules
from aethex_live.domain.audit import Action, Subject
from aethex_live.domain.happening import Happening
from aethex_live.domain.legal import LegalPage, Page
from aethex_live.domain.site_setting import SiteSettings
from aethex_live.domain.user import Duty
from aethex_live.errors import NotFound
from aethex_live.services import audit
from aethex_live.services.context import Actor, Context
from aethex_live.services.duty import require

CHANGED = "site_setting.changed"
_NAMES = tuple(field.name for field in fields(SiteSettings))


async def get(context: Context) -> SiteSettings:
    """All settings, for everybody; nothing in them is secret. The name is never empty."""
    async with context.transaction() as uow:
        return await read(context, uow)


async def change(context: Context, actor: Actor, changes: Mapping[str, Any]) -> SiteSettings:
    """Change the named settings and leave the others; gives all of them. For admins."""
    user_id = require(actor, Duty.EDIT_SITE)
    given = rules.check_changes(changes)
    async with context.transaction() as uow:
        await stored.lock_all(uow)
        before = (await read(context, uow)).as_values()
        for name, value in given.items():
            if value != before[name]:
                await stored.put(uow, name, value, user_id, context.clock())
                subject = Subject("setting", name, name)
                values = {"before": before[name], "after": value}
                await audit.note(context, uow, actor, Action.SETTING_CHANGED, subject, **values)
        uow.happen(Happening(CHANGED, {"names": sorted(given)}))
        return await read(context, uow)


async def legal_page(context: Context, page: str, language: str) -> LegalPage:
    """A legal page for readers, with the operator's name and address in their places; for everybody.

    A language without a text of its own gives the English one.
    """
    known = _page(page)
    language = language if language in legal.LANGUAGES else "en"
    async with context.transaction() as uow:
        settings = await read(context, uow)
        source = await _source(uow, known, language)
    values = {
        "site": settings.site_name,
        "operator": settings.operator or settings.site_name,
        "address": settings.operator_address,
        "contact": settings.contact_email or parseaddr(context.settings.mail_from)[1],
        "age": str(settings.minimum_age),
    }
    return replace(source, text=legal.fill_in(source.text, values))


async def legal_source(context: Context, actor: Actor, page: str, language: str) -> LegalPage:
    """A legal page as it is edited, with the names in braces. For admins."""
    require(actor, Duty.EDIT_SITE)
    async with context.transaction() as uow:
        return await _source(uow, _page(page), _language(language))


async def set_legal_page(context: Context, actor: Actor, page: str, language: str, text: str) -> LegalPage:
    """Write a legal page anew; an empty text brings the default back. For admins."""
    user_id = require(actor, Duty.EDIT_SITE)
    text = legal.check_text(text)
    name = _name(_page(page), _language(language))
    async with context.transaction() as uow:
        await stored.lock_all(uow)
        before = await _source(uow, _page(page), language)
        if text:
            await stored.put(uow, name, text, user_id, context.clock())
        else:
            await stored.reset(uow, name)
        subject = Subject("legal_page", name, name)
        await audit.note(context, uow, actor, Action.SETTING_CHANGED, subject, before=before.text, after=text)
        uow.happen(Happening(CHANGED, {"names": [name]}))
        return await _source(uow, _page(page), language)


async def read(context: Context, uow: UnitOfWork) -> SiteSettings:
    """All settings, within the transaction of another use case."""
    settings = rules.from_values(await stored.values(uow, _NAMES))
    return replace(settings, site_name=settings.site_name or context.settings.site_name)


async def learn(context: Context) -> None:
    """Look what the site is called: pages and mails say it without asking each time."""
    found = await get(context)
    context.signboard.name, context.signboard.tagline = found.site_name, found.tagline


async def _source(uow: UnitOfWork, page: Page, language: str) -> LegalPage:
    row = await stored.one(uow, _name(page, language))
    if row is None:
        return LegalPage(page, language, legal.DEFAULTS[page, language], True, None)
    await uow.session.refresh(row)
    return LegalPage(page, language, row.value, False, row.changed_at)


def _page(page: str) -> Page:
    try:
        return Page(page)
    except ValueError:
        raise NotFound("There is no such page.") from None


def _language(language: str) -> str:
    if language not in legal.LANGUAGES:
        raise NotFound("Legal pages cannot be written in this language.")
    return language


def _name(page: Page, language: str) -> str:
    return f"legal.{page}.{language}"
