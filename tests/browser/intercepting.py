"""Answers that a test gives instead of the server, or holds back."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route

_PROBE = "/healthz?intercepted"
_UNTIL_INTERCEPTED = "async probe => { while (await (await fetch(probe)).text() !== 'intercepted'); }"


def intercept(page: Page, url: str | Callable[[str], bool], handler: Callable[[Route], Any]) -> None:
    """From now on ``handler`` has what an open page asks of these addresses.

    Chromium may still send the very next request past a route that was just made: so a probe is asked for until it
    comes from the test.
    """
    page.route(url, handler)
    page.route(f"**{_PROBE}", lambda route: route.fulfill(body="intercepted"))
    page.evaluate(_UNTIL_INTERCEPTED, _PROBE)
    page.unroute(f"**{_PROBE}")
