import pytest
from starlette.requests import Request

from app.deps import path_below_prefix, prefix


@pytest.mark.parametrize(
    ("scope", "root", "path"),
    [
        ({"path": "/lesson"}, "", "/lesson"),
        ({"path": "/bp/lesson", "root_path": "/bp"}, "/bp", "/lesson"),
        ({"path": "/bp/static/x", "root_path": "/bp/static", "app_root_path": "/bp"}, "/bp", "/static/x"),
    ],
)
def test_the_prefix_is_that_of_the_application(scope: dict[str, str], root: str, path: str) -> None:
    request = Request({"type": "http", "headers": [], "query_string": b"", "server": ("x", 80), **scope})
    assert prefix(request) == root
    assert path_below_prefix(request) == path
