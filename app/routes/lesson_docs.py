"""What OpenAPI says of the addresses of a lesson or a drawing: their parameters are the tables of the addresses."""

from collections.abc import Sequence
from typing import Any, TypedDict

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from app.address.entry import Entry
from app.address.table import TABLE

EXAMPLES = {"preset": "mazur", "at": "dC_dz-2-1", "updates": "0", "step": "layer", "focus": "w-2-1-1", "lr": "0.5"}
_MEDIA: dict[type[Response], str] = {
    HTMLResponse: "text/html",
    JSONResponse: "application/json",
    PlainTextResponse: "text/csv",
}


class Described(TypedDict):
    """The part of a route's declaration that is its description."""

    tags: list[Any]
    include_in_schema: bool
    response_class: type[Response]
    responses: dict[int | str, dict[str, Any]]
    openapi_extra: dict[str, Any]


def described(
    kind: type[Response] = HTMLResponse, table: Sequence[Entry[Any]] = TABLE, tag: str = "lesson"
) -> Described:
    """The description of a route that takes a table's parameters and answers in this form, errors included."""
    media = _MEDIA[kind]
    error = "application/json" if kind is JSONResponse else "text/html"
    return {
        "tags": [tag],
        "include_in_schema": True,
        "response_class": kind,
        "responses": {
            200: {"description": "The moment.", "content": {media: {}}},
            422: {"description": "A parameter is not allowed; the answer names it.", "content": {error: {}}},
        },
        "openapi_extra": {"parameters": [_parameter(entry) for entry in table]},
    }


def _parameter(entry: Entry[Any]) -> dict[str, Any]:
    parameter: dict[str, Any] = {
        "name": entry.name,
        "in": "query",
        "required": False,
        "description": f"{entry.meaning}. Allowed: {entry.allowed}. Default: {entry.default}.",
        "schema": {"type": "string"},
    }
    if entry.name in EXAMPLES:
        parameter["example"] = EXAMPLES[entry.name]
    return parameter
