import pytest
from threadpoolctl import threadpool_info

from app.main import create_app
from tests.client import Client


def test_products_run_on_one_thread() -> None:
    create_app()
    assert {pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas"} == {1}


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_no_documentation_is_fetched_from_somebody_else(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
