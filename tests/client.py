"""A client for synchronous tests that speaks to an application without a network."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import httpx
from anyio.from_thread import BlockingPortal
from fastapi import FastAPI

T = TypeVar("T")


class Client:
    """Each request runs in the portal's thread, so that it never meets a browser's event loop in this one."""

    def __init__(self, portal: BlockingPortal, app: FastAPI) -> None:
        self._portal = portal
        self.app = app

    def call(self, function: Callable[..., Awaitable[T]], *given: Any) -> T:
        """What a coroutine function gives, in the portal's thread."""
        return self._portal.call(function, *given)

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://testserver", trust_env=False) as client:
                return await client.request(method, path, **options)

        return self._portal.call(send)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.request("POST", path, **options)
