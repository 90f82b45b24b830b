import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from hypothesis import settings

from app.main import create_app
from app.settings import Settings
from tests.client import Client

# In CI the same code meets the same inputs; on a desk every run tries others.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI") == "true":
    settings.load_profile("ci")

CASES = json.loads((Path(__file__).parent / "data" / "worked_examples.json").read_text())["cases"]


@pytest.fixture(scope="session", autouse=True)
def _store_of_the_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes into the user's data folder, nor does a server that a test starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKPROP_STORE", str(tmp_path_factory.mktemp("store") / "store.sqlite3"))
        yield


@pytest.fixture(scope="session")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture(scope="session")
def client_for(portal: BlockingPortal) -> Callable[..., Client]:
    """Makes a client of an application with its own settings."""
    return lambda **settings: Client(portal, create_app(Settings(**settings)))


@pytest.fixture(scope="session")
def client(client_for: Callable[..., Client]) -> Client:
    """A client of the application as it starts by default."""
    return client_for()


@pytest.fixture(params=CASES, ids=lambda case: case["name"])
def worked_example(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Each published example, with the numbers that an independent program computed for it."""
    case: dict[str, Any] = request.param
    return case
