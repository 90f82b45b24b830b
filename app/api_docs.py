"""The documentation page's view of the API, read off its own models and answered by its own engine."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from inspect import isclass
from textwrap import fill
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from app.api_endpoints import ENDPOINTS, Endpoint
from app.errors import BadInput

_LINE = 110


@dataclass(frozen=True)
class FieldRow:
    """One field of a body or answer: its place, what it means, its choices, and whether it must be there."""

    name: str
    meaning: str
    choices: tuple[str, ...]
    required: bool
    default: str


@dataclass(frozen=True)
class EndpointView:
    """One address with its fields, a body (laid out, and on one line as a shell quotes it), and the answer to it."""

    name: str
    path: str
    title: str
    text: str
    fields: tuple[FieldRow, ...]
    answer_fields: tuple[FieldRow, ...]
    example: str
    quoted: str
    answer: str


@cache
def endpoint_views() -> tuple[EndpointView, ...]:
    """All addresses, in the order in which they build on each other."""
    return tuple(map(_view, ENDPOINTS))


def error_example() -> str:
    """What a number sent as a text is answered."""
    body = {"layers": [{"weights": [[0.5, "0.5"]], "biases": [0], "activation": "tanh"}], "inputs": [1, 2]}
    try:
        return laid_out(ENDPOINTS[0].reply(json.dumps(body)))
    except BadInput as error:
        return laid_out(error.as_json())


def _view(endpoint: Endpoint) -> EndpointView:
    body = next(iter(endpoint.examples.values()))
    line = json.dumps(body)
    return EndpointView(
        name=endpoint.name,
        path=f"/api/{endpoint.name}",
        title=endpoint.title,
        text=endpoint.text,
        fields=tuple(_rows(endpoint.body)),
        answer_fields=tuple(_rows(endpoint.answer)),
        example=laid_out(body),
        quoted=shlex.quote(line),
        answer=laid_out(endpoint.reply(line)),
    )


def _rows(model: type[BaseModel], at: str = "") -> Iterator[FieldRow]:
    """The fields of ``model``, what must be there first, those of an object right after the field that holds it."""
    for name, field in sorted(model.model_fields.items(), key=lambda item: not item[1].is_required()):
        kinds = (field.annotation, *get_args(field.annotation))
        choices = next((get_args(kind) for kind in kinds if get_origin(kind) is Literal), ())
        default = "" if field.is_required() or field.default in (None, "", False) else str(field.default)
        yield FieldRow(at + name, field.description or "", choices, field.is_required(), default)
        for kind in kinds:
            if isclass(kind) and issubclass(kind, BaseModel):
                yield from _rows(kind, f"{at}{name}{'[]' if get_origin(field.annotation) is list else ''}.")


def laid_out(value: Any, indent: str = "") -> str:
    """``value`` as JSON in which whatever fits stays on one line, and numbers fill their lines."""
    line = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(line) <= _LINE or not isinstance(value, list | dict):
        return line
    deeper = indent + "  "
    if isinstance(value, list) and not any(isinstance(item, list | dict | str) for item in value):
        return f"[\n{fill(line[1:-1], _LINE, initial_indent=deeper, subsequent_indent=deeper)}\n{indent}]"
    if isinstance(value, dict):
        items = [f"{json.dumps(name)}: {laid_out(item, deeper)}" for name, item in value.items()]
        opening, closing = "{}"
    else:
        items = [laid_out(item, deeper) for item in value]
        opening, closing = "[]"
    body = f",\n{deeper}".join(items)
    return f"{opening}\n{deeper}{body}\n{indent}{closing}"
