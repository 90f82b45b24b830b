"""The JSON API: a network in the body, its numbers in the answer; and its description in OpenAPI."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter, FastAPI
from pydantic.json_schema import models_json_schema
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.api_endpoints import ENDPOINTS, Endpoint
from app.api_models import ErrorAnswer
from app.guard import guarded
from app.limits import INLINE_BODY_BYTES, MAX_BODY_BYTES

DESCRIPTION = (
    "Every number of backpropagation, for any fully connected network sent in the body. "
    "Examples are sent one a row; a single one may be sent, and comes back, without the outer list. "
    "An error names the field, what was sent there and what is allowed."
)

_SCHEMAS = "#/components/schemas/"

router = APIRouter(prefix="/api", tags=["network"])


def _handler(endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
    def reply(body: bytes) -> Response:
        return Response(to_json(endpoint.reply(body)), media_type="application/json")

    async def handle(request: Request) -> Response:
        # A small body costs less than the way to a thread and back; a large one must not hold up other requests.
        body = await request.body()
        return reply(body) if len(body) <= INLINE_BODY_BYTES else await guarded(request, lambda: reply(body))

    return handle


def _request_body(endpoint: Endpoint) -> dict[str, Any]:
    examples = {
        f"example{number}": {"summary": title, "value": body}
        for number, (title, body) in enumerate(endpoint.examples.items(), start=1)
    }
    content = {"schema": {"$ref": _SCHEMAS + endpoint.body.__name__}, "examples": examples}
    return {"required": True, "content": {"application/json": content}}


for _endpoint in ENDPOINTS:
    router.add_api_route(
        f"/{_endpoint.name}",
        _handler(_endpoint),
        methods=["POST"],
        name=_endpoint.name,
        summary=_endpoint.title,
        description=_endpoint.text,
        response_class=JSONResponse,
        responses={
            200: {"model": _endpoint.answer},
            413: {"model": ErrorAnswer, "description": f"The body has more than {MAX_BODY_BYTES} bytes."},
            422: {"model": ErrorAnswer, "description": "A field is missing, unknown or outside what is allowed."},
            503: {"model": ErrorAnswer, "description": "The server is busy; `Retry-After` says when to ask again."},
        },
        openapi_extra={"requestBody": _request_body(_endpoint)},
    )


def describe_bodies(app: FastAPI) -> None:
    """After it, the OpenAPI description of ``app`` has the bodies, which handlers read without FastAPI's help.

    They are read by pydantic from the bytes: faster, off the event loop where it matters, and the same for every
    content type, so that ``curl -d`` needs no header.
    """
    _, schema = models_json_schema(
        [(endpoint.body, "validation") for endpoint in ENDPOINTS], ref_template=_SCHEMAS + "{model}"
    )
    app.openapi()["components"]["schemas"] |= schema["$defs"]
