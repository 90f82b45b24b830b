"""The three forms of an error: JSON, fragment and page, chosen by the address that was asked."""

import logging
import random
from collections.abc import Callable, Coroutine
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.deps import path_below_prefix
from app.errors import Busy, Problem, Refused, echo
from app.language import _
from app.limits import RETRY_SECONDS
from app.render import html
from app.setting_fields import LABELS
from app.validation import bad_input
from engine.words import N_

_LOG = logging.getLogger("backprop")

_TITLES = {
    400: N_("This request cannot be read"),
    404: N_("There is nothing here"),
    405: N_("This address is not used that way"),
    413: N_("This is too large"),
    422: N_("This does not fit"),
    500: N_("Something went wrong here"),
    501: N_("This is not offered"),
    503: N_("This server cannot do that now"),
}

_FRAGMENTS = ("/step", "/forward", "/backward")
_DATA = ("/frames", "/oembed")


def respond(request: Request, problem: Problem) -> Response:
    """The response that says ``problem`` in the form of the address asked; no cache may keep it.

    A busy server says when to come back, and its page does so by itself.
    """
    path = path_below_prefix(request)
    seconds = random.randint(*RETRY_SECONDS) if isinstance(problem, Busy) else 0
    response: Response
    if path.startswith("/api/") or path.endswith(".json") or path in _DATA:
        response = JSONResponse(problem.as_json(), problem.status)
    else:
        fragment = path.startswith("/panels/") or path in _FRAGMENTS
        response = html(
            request,
            "_problem.html" if fragment else "error.html",
            status=problem.status,
            title=_("The server is busy") if seconds else _title(problem.status),
            problem=problem,
            label=_label(request, problem),
            again=seconds if request.method == "GET" else 0,
        )
        if seconds and request.method == "GET" and not fragment:
            response.headers["Refresh"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def _title(status: int) -> str:
    return _(_TITLES[status]) if status in _TITLES else HTTPStatus(status).phrase


def _label(request: Request, problem: Problem) -> str:
    """What the form of settings calls the field that caused it; "" where no such form was sent."""
    sent = request.url.path.endswith("/change") and "edit" not in request.query_params
    return _(LABELS[problem.field]) if sent and problem.field in LABELS else ""


def unexpected(request: Request) -> Response:
    """The response to an exception that nobody foresaw, which is logged with its trace and not shown."""
    _LOG.exception("unexpected error at %s", request.url.path)
    return respond(request, Problem(_("The server could not finish this. The fault is ours, and it has been logged.")))


async def _on_problem(request: Request, problem: Problem) -> Response:
    return respond(request, problem)


async def _on_http_exception(request: Request, error: HTTPException) -> Response:
    path = echo(path_below_prefix(request))
    match error.status_code:
        case 404:
            problem = Refused(404, _("No page, panel or picture is at {path}.", path=path))
        case 405:
            allowed = (error.headers or {}).get("Allow", _("another method"))
            reason = _("{method} is not answered at {path}.", method=request.method, path=path)
            problem = Refused(405, reason, allowed=allowed)
        case status:
            problem = Refused(status, str(error.detail))
    response = respond(request, problem)
    response.headers.update(error.headers or {})
    return response


async def _on_validation_error(request: Request, error: RequestValidationError) -> Response:
    return respond(request, bad_input(error.errors()))


HANDLERS: dict[int | type[Exception], Callable[[Request, Any], Coroutine[Any, Any, Response]]] = {
    Problem: _on_problem,
    HTTPException: _on_http_exception,
    RequestValidationError: _on_validation_error,
}
