"""Changes to the account that give the browser another cookie, end it, or hand out a file."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from aethex_live.api.auth import door
from aethex_live.services import account, email_change, password, session, two_factor

PAGE = "/settings/security"


def routes() -> APIRouter:
    """The routes of this file."""
    router = door.router()
    for path, endpoint in {
        "/password": post_password,
        "/email": post_email,
        "/confirm-email": post_confirm_email,
        "/two-factor": post_two_factor,
        "/two-factor/confirm": post_two_factor_confirm,
        "/two-factor/recovery-codes": post_recovery_codes,
        "/two-factor/turn-off": post_two_factor_off,
        "/sign-out-everywhere": post_sign_out_everywhere,
        "/export": post_export,
        "/delete-account": post_delete,
    }.items():
        router.add_api_route(path, endpoint, methods=["POST"])
    return router


async def post_password(request: Request) -> Response:
    """`current` (empty when there is none yet) and the new `password`."""
    visit = await door.visit(request)
    token = await password.change_password(
        visit.context, visit.actor, current=visit.text("current"), password=visit.text("password")
    )
    return door.set_session(visit, door.answer(visit, PAGE), token)


async def post_email(request: Request) -> Response:
    """The new `email`; both addresses get a mail. Needs a fresh confirmation."""
    visit = await door.visit(request)
    await email_change.request_email_change(visit.context, visit.actor, visit.text("email"))
    return door.answer(visit, PAGE)


async def post_confirm_email(request: Request) -> Response:
    """`token` from one of the two mails. `progress` tells whose consent is still missing, or `done`."""
    visit = await door.visit(request)
    progress = await email_change.confirm_email_change(visit.context, visit.actor, visit.text("token"))
    done = progress is email_change.Progress.DONE
    response = door.answer(visit, "/login?email=changed" if done else "/", progress=progress.value)
    return door.set_session(visit, response, "" if done else None)


async def post_two_factor(request: Request) -> Response:
    """Begin: `qr_svg` and `secret` for the app. Needs a fresh confirmation."""
    visit = await door.visit(request)
    enrolment = await two_factor.begin_two_factor(visit.context, visit.actor)
    return door.answer(visit, PAGE, qr_svg=enrolment.qr_svg, secret=enrolment.secret)


async def post_two_factor_confirm(request: Request) -> Response:
    """`code` of the app turns it on; `recovery_codes` are shown this once."""
    visit = await door.visit(request)
    done = await two_factor.confirm_two_factor(visit.context, visit.actor, visit.text("code"))
    response = door.answer(visit, PAGE, recovery_codes=list(done.recovery_codes))
    return door.set_session(visit, response, done.token)


async def post_recovery_codes(request: Request) -> Response:
    """New recovery codes in place of the old ones."""
    visit = await door.visit(request)
    codes = await two_factor.renew_recovery_codes(visit.context, visit.actor)
    return door.answer(visit, PAGE, recovery_codes=list(codes))


async def post_two_factor_off(request: Request) -> Response:
    """Log in without codes from now on."""
    visit = await door.visit(request)
    token = await two_factor.turn_off_two_factor(visit.context, visit.actor)
    return door.set_session(visit, door.answer(visit, PAGE), token)


async def post_sign_out_everywhere(request: Request) -> Response:
    """End all sessions, this one too."""
    visit = await door.visit(request)
    await session.revoke_all_sessions(visit.context, visit.actor)
    return door.set_session(visit, door.answer(visit, "/login"), "")


async def post_export(request: Request) -> Response:
    """All that is the person's, as a zip archive."""
    visit = await door.visit(request)
    archive = await account.export_data(visit.context, visit.actor)
    name = f"my-data-{visit.context.clock():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(archive, media_type="application/zip", headers=headers)


async def post_delete(request: Request) -> Response:
    """Leave. Needs a fresh confirmation; logging in within two weeks undoes it."""
    visit = await door.visit(request)
    due_at = await account.request_deletion(visit.context, visit.actor)
    response = door.answer(visit, "/login?deleted=1", due_at=due_at.isoformat())
    return door.set_session(visit, response, "")
