"""A real browser and a real server for the tests of this folder."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.running import CHROMIUMS, chromium_path, serving


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, no download needed; where there is none the tests are skipped, under CI=true they fail."""
    chromium = chromium_path()
    if chromium is None:
        reason = f"no browser is installed: none of {', '.join(CHROMIUMS)} is on the path"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """No animation, so that a test sees where a step ends; the tests about motion ask for it."""
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[..., str]]:
    """Starts a server with the given options on a free port; its address, without the trailing slash."""
    with ExitStack() as servers:
        yield lambda *options: servers.enter_context(serving(*options))


@pytest.fixture(scope="session")
def live_server(serve: Callable[..., str]) -> str:
    """The address of a server with default settings."""
    return serve()


@pytest.fixture(scope="session")
def base_url(live_server: str) -> str:
    """What the browser puts before an address that begins with a slash."""
    return live_server


@pytest.fixture(scope="session")
def prefixed_server(serve: Callable[..., str]) -> str:
    """The address of a server below a path prefix."""
    return serve("--root-path", "/under/here")


@pytest.fixture
def plain(browser: Browser, browser_context_args: dict[str, Any], base_url: str) -> Iterator[Page]:
    """A page of a browser whose JavaScript is off."""
    context = browser.new_context(**{**browser_context_args, "base_url": base_url, "java_script_enabled": False})
    yield context.new_page()
    context.close()


@pytest.fixture(autouse=True)
def complaints(context: BrowserContext) -> Iterator[list[str]]:
    """What the browser's console complains of; a test that provokes an error clears the list, else there is none."""
    found: list[str] = []
    context.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    context.on("weberror", lambda error: found.append(str(error.error)))
    yield found
    assert found == []
