"""Errors as HTTP: always {error, code, message, status}, whatever went wrong and wherever."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from aethex_live.api.fault_page import fault_page, wants_page
from aethex_live.errors import AppError, TooMany, Words

OUR_FAULT = Words("Something went wrong on our side. Nothing was changed; try again in a moment.")

_CODES = {404: "not_found", 405: "method_not_allowed", 413: "too_large"}


def install(app: FastAPI) -> None:
    """Answer every error in the one shape; the unexpected go on to `observe`, which logs them."""
    app.add_exception_handler(AppError, _expected)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def body(code: str, message: str, status: int, **details: object) -> dict[str, object]:
    """The one shape of an error."""
    return {"error": True, "code": code, "message": message, "status": status, **details}


def our_fault(request: Request) -> Response:
    """What is told of a defect: no details; to people as a page."""
    if wants_page(request):
        return fault_page(request)
    return JSONResponse(body("internal_error", OUR_FAULT, 500), 500)


def answer(error: AppError) -> JSONResponse:
    """An expected refusal as a response."""
    headers = {"Retry-After": str(max(1, round(error.retry_after)))} if isinstance(error, TooMany) else None
    if error.status == 401:
        headers = {"WWW-Authenticate": "Bearer"}
    details = _place(error) | _parts(error)
    if fields := [_place(each) | _words(each) for each in error.all if each.field]:
        details["fields"] = fields
    return JSONResponse(body(error.code, error.message, error.status, **details), error.status, headers)


def _place(error: AppError) -> dict[str, object]:
    return {"field": error.field} if error.field else {}


def _words(error: AppError) -> dict[str, object]:
    return {"code": error.code, "message": error.message, **_parts(error)}


def _parts(error: AppError) -> dict[str, object]:
    """For who translates: the template, and its values."""
    return {"parts": error.message.parts} if isinstance(error.message, Words) else {}


async def _expected(_: Request, error: AppError) -> JSONResponse:
    return answer(error)


async def _unexpected(request: Request, _: Exception) -> Response:
    return our_fault(request)


async def _malformed(_: Request, error: RequestValidationError) -> JSONResponse:
    problems = [
        {"field": ".".join(str(part) for part in problem["loc"][1:]), "message": problem["msg"]}
        for problem in error.errors()
    ]
    message = "; ".join(f"{problem['field'] or 'body'}: {problem['message']}" for problem in problems)
    return JSONResponse(body("invalid_input", message, 422, fields=problems), 422)


async def _http(_: Request, error: HTTPException) -> JSONResponse:
    code = _CODES.get(error.status_code, "http_error")
    message = Words("There is nothing at this address.") if error.detail == "Not Found" else str(error.detail)
    return JSONResponse(body(code, message, error.status_code), error.status_code, dict(error.headers or {}))
