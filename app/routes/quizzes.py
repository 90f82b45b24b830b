"""Asking: what a form answers about a covered number, and worksheets with their keys."""

from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.address import covered
from app.address.grammar import Unreadable
from app.caching import cached
from app.deps import prefix
from app.errors import BadInput
from app.guard import GuardedRoute
from app.ideas.worksheet_address import parse_worksheet, worksheet_query
from app.ideas.worksheet_view import sheet
from app.language import _
from app.lesson_url import parse, query
from app.limits import MAX_ANSWERS
from app.render import html
from engine.words import N_

router = APIRouter(route_class=GuardedRoute)

ALLOWED = N_("a number, such as 0.25 or −3e−2, or a sign, + or −")


@router.get("/answer", include_in_schema=False)
def answer(request: Request) -> Response:
    """One more answer (``answer``) about a covered number (``asked``); sends to the moment that judges it."""
    pairs = request.query_params.multi_items()
    said = {name: text for name, text in pairs if name in ("asked", "answer")}
    lesson = parse((name, text) for name, text in pairs if name not in said)
    asked, typed = said.get("asked", ""), said.get("answer", "")
    try:
        plain = covered.answer(typed)
        (one,) = covered.answers(f"{asked}:{plain}", lesson)
    except Unreadable as error:
        raise BadInput("answer", typed, _(ALLOWED), str(error)) from None
    answered = lesson.viewed(answers=(*lesson.view.answers, one)[-MAX_ANSWERS:])
    said_now = query(answered)
    return RedirectResponse(f"{prefix(request)}/lesson" + (f"?{said_now}" if said_now else ""), 303)


@router.get("/worksheet", include_in_schema=False)
def worksheet(request: Request) -> Response:
    """A sheet to print, or its key; an address that says it in other words is sent to the canonical one."""
    state = parse_worksheet(request.query_params.multi_items())
    said, root = worksheet_query(state), prefix(request)
    path = "/worksheet" + (f"?{said}" if said else "")
    if request.url.query != said:
        return RedirectResponse(f"{root}{path}", 303)

    def make() -> Response:
        asked = {"blanks", "of", "sheet", "rules", "key"}
        hidden = tuple(pair for pair in parse_qsl(said, keep_blank_values=True) if pair[0] not in asked)
        base = str(request.base_url).rstrip("/").removesuffix(root)
        view = sheet(state, root, hidden)
        return html(request, "worksheet.html", view=view, theme=state.lesson.view.theme, canonical=base + root + path)

    return cached(request, path, make)
