"""The page of one's own data and weights: forms that lead to an address, and say in place what is wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import csv_data, csv_records, weight_archives
from app.caching import cached
from app.deps import prefix
from app.errors import BadInput, Busy, Problem
from app.guard import GuardedRoute, guarded
from app.language import _
from app.lesson_url import parse, query
from app.limits import MAX_BODY_BYTES, MAX_LESSON_LAYERS, MAX_LESSON_WIDTH, MAX_WEIGHTS_FILE
from app.own_data import OWN, Choice, own_data, table_of, token_of, write_choice
from app.panels.own_columns import choice_of, own_columns
from app.render import html
from app.weight_files import Weights, read_weights
from app.weight_lessons import lesson_query
from engine.activations import ACTIVATIONS, Activation
from engine.losses import LOSSES

router = APIRouter(route_class=GuardedRoute)

HIDDEN_NEURONS = 8
TEST_SHARE = 0.2
FEW_ROWS = 10

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent: its fields, and the bytes of its file, if one was chosen."""

    fields: dict[str, str]
    file: bytes

    @classmethod
    async def of(cls, request: Request) -> "Sent":
        """The form of a request; of a field that is there twice the last."""
        form: FormData
        async with request.form(max_files=1, max_fields=64, max_part_size=MAX_BODY_BYTES) as form:
            fields = {name: value for name, value in form.items() if isinstance(value, str)}
            files = [value for value in form.values() if isinstance(value, UploadFile)]
            return cls(fields, await files[0].read() if files else b"")

    @property
    def data(self) -> bytes:
        """The file, or the pasted text where there is none."""
        return self.file or self.fields.get("text", "").encode(errors="replace")


def _redirect(request: Request, path: str, said: str) -> Response:
    return RedirectResponse(f"{prefix(request)}{path}?{said}", 303)


def _page(request: Request, form: str = "", problem: Problem | None = None, sent: Sent | None = None) -> Response:
    """Both forms; the one that was sent with what was typed in it, and with what is wrong."""
    typed = {"text": "", **(sent.fields if sent else {})}
    if sent and sent.file:
        typed["text"] = _shown(sent.file)
    # What nobody could correct in a field is not sent back.
    if len(typed["text"]) > MAX_WEIGHTS_FILE:
        typed["text"] = ""
    response = html(
        request, "own.html", status=problem.status if problem else 200, form=form, problem=problem, typed=typed,
        activations=ACTIVATIONS, losses=LOSSES, to_json=weight_archives.TO_JSON,
        table_allowed=_(csv_records.TABLE_ALLOWED), weights_allowed=_(weight_archives.ALLOWED),
        most=(MAX_LESSON_LAYERS, MAX_LESSON_WIDTH),
    )  # fmt: skip
    if problem:
        response.headers["Cache-Control"] = "no-store"
    return response


def _shown(file: bytes) -> str:
    """The text of a file that may be corrected in a field; "" of one that is no text."""
    try:
        text = file.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else text


@router.get("/own", include_in_schema=False)
def page(request: Request) -> Response:
    """The two forms."""
    return cached(request, "/own", lambda: _page(request))


@router.post("/own/data", include_in_schema=False)
async def data(request: Request) -> Response:
    """A table, pasted or as a file: leads to the choice of its columns."""
    sent = await Sent.of(request)

    def token() -> str:
        return token_of(csv_data.read_table(csv_data.decoded(sent.data)))

    made = await _made(request, token)
    if isinstance(made, Problem):
        return _page(request, "data", made, sent)
    return _redirect(request, "/own/data", urlencode({"table": made}))


@router.get("/own/data", include_in_schema=False)
def columns(request: Request) -> Response:
    """The choice of the columns of a table."""
    return cached(request, f"/own/data?{request.url.query}", lambda: _columns(request))


@router.post("/own/header", include_in_schema=False)
async def header(request: Request) -> Response:
    """The same table with its first row taken for the columns' names, or its names for its first row."""
    sent = await Sent.of(request)

    def token() -> str:
        table = table_of(sent.fields.get("table", ""))
        return token_of(csv_data.with_header(table, not table.header))

    made = await _made(request, token)
    if isinstance(made, Problem):
        raise made
    return _redirect(request, "/own/data", urlencode({"table": made}))


@router.get("/own/train", include_in_schema=False)
def train(request: Request) -> Response:
    """The training page of the chosen columns."""
    fields = dict(request.query_params)
    token = fields.get("table", "")
    table = table_of(token)
    try:
        said = _lesson(choice_of(token, table, fields))
    except BadInput as problem:
        return _columns(request, problem)
    return _redirect(request, "/train", said)


def _columns(request: Request, problem: Problem | None = None) -> Response:
    fields = dict(request.query_params)
    token = fields.pop("table", "")
    view = own_columns(token, table_of(token), fields)
    response = html(request, "own_data.html", status=problem.status if problem else 200, view=view, problem=problem)
    if problem:
        response.headers["Cache-Control"] = "no-store"
    return response


def _lesson(choice: Choice) -> str:
    """The address of a small network that learns this data, as canonical as any.

    Raises:
        BadInput: the columns do not hold what was chosen.
    """
    own = own_data(choice)
    sorts = bool(own.classes)
    said = {
        "layers": f"{len(choice.inputs)}-{HIDDEN_NEURONS}-{own.n_out}",
        "act": f"tanh,{'softmax' if sorts else 'linear'}",
        "loss": "cross_entropy" if sorts else "half_squared_error",
        "data": f"{OWN}:{write_choice(choice)}",
        "lr": "0.5" if sorts else "0.1",
        "reduction": "mean",
    }
    if len(own.dataset.x) >= FEW_ROWS:
        said["test"] = str(TEST_SHARE)
    return query(parse(parse_qsl(urlencode(said))))


@router.post("/own/weights", include_in_schema=False)
async def weights(request: Request) -> Response:
    """Weights, pasted or as a file: leads to the lesson that begins with them."""
    sent = await Sent.of(request)

    def lesson() -> str:
        hidden, output = (_activation(sent.fields, name) for name in ("hidden", "output"))
        read: Weights = read_weights(sent.data).with_activations(hidden, output)
        return lesson_query(read, sent.fields.get("loss", ""))

    made = await _made(request, lesson)
    if isinstance(made, Problem):
        return _page(request, "weights", made, sent)
    return _redirect(request, "/lesson", made)


def _activation(fields: dict[str, str], name: str) -> Activation:
    text = fields.get(name, "sigmoid")
    if text not in ACTIVATIONS:
        reason = _("there is no activation “{name}”", name=text[:20])
        raise BadInput(name, text, ", ".join(ACTIVATIONS), reason)
    return Activation(text)


async def _made(request: Request, make: Callable[[], Made]) -> Made | Problem:
    """What ``make`` gives, or the problem that it meets; behind the guard, as a large table takes a while."""
    try:
        return await guarded(request, make)
    except Busy:
        raise
    except Problem as problem:
        return problem
