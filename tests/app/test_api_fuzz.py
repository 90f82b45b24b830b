"""Whatever is sent to the API, it answers in a documented way and never with a 500."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.main import create_app

whole = schemathesis.openapi.from_asgi("/openapi.json", create_app())
schema = whole.include(path_regex="^/api/")
lessons = whole.exclude(path_regex="^/api/")


bounded = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schema.parametrize()
@bounded
def test_no_body_breaks_the_api(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(
        checks=[
            schemathesis.checks.not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ]
    )


@lessons.parametrize()
@bounded
def test_no_query_breaks_a_lesson(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(
        checks=[schemathesis.checks.not_a_server_error, status_code_conformance, content_type_conformance]
    )
