"""Whatever is sent to what OpenAPI describes, it is answered in a documented way and never with a 500.

``FUZZ_EXAMPLES`` in the environment says how many requests there are to each operation in each test.
"""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from app.main import create_app
from tests.client import Client

CHECKS = [
    schemathesis.checks.not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance, response_headers_conformance, allow_header_conformance, unsupported_method,
]  # fmt: skip

whole = schemathesis.openapi.from_asgi("/openapi.json", create_app())
bounded = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "30")), deadline=None, derandomize=True, database=None,
    phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
)  # fmt: skip


def test_what_fits_and_what_does_not_is_both_sent() -> None:
    assert set(whole.config.generation_for().modes) == {GenerationMode.POSITIVE, GenerationMode.NEGATIVE}


@whole.parametrize()
@bounded
def test_nothing_that_is_sent_breaks_an_operation(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=CHECKS)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "POST"])
def test_another_method_is_refused_with_those_that_there_are(client: Client, method: str) -> None:
    for path, operations in client.app.openapi()["paths"].items():
        if method.lower() not in operations:
            answer = client.request(method, path)
            assert answer.status_code == 405
            assert {one.strip() for one in answer.headers["allow"].lower().split(",")} >= set(operations)
