"""What a form answers about a covered number: sends to the address that has the answer in it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app.address import covered
from app.address.grammar import Unreadable
from app.deps import prefix
from app.errors import BadInput
from app.lesson_url import parse, query
from app.limits import MAX_ANSWERS

router = APIRouter()

ALLOWED = "a number, such as 0.25 or −3e−2, or a sign, + or −"


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
        raise BadInput("answer", typed, ALLOWED, str(error)) from None
    answered = lesson.viewed(answers=(*lesson.view.answers, one)[-MAX_ANSWERS:])
    said_now = query(answered)
    return RedirectResponse(f"{prefix(request)}/lesson" + (f"?{said_now}" if said_now else ""), 303)
