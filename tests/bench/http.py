"""The leanest client that still reads what it is sent: HTTP/1.1 over one kept connection, answers unpacked."""

import asyncio
import re
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from ipaddress import ip_address
from urllib.parse import urlsplit

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_LATER = re.compile(rb"\r\nretry-after: *(\d+)", re.IGNORECASE)
_LOCATION = re.compile(rb"\r\nlocation: *([^\r]+)", re.IGNORECASE)
_TAG = re.compile(rb"\r\netag: *([^\r]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: its status, its text, how many seconds it took, and what its head says to whoever comes again."""

    status: int
    text: str
    seconds: float
    retry_after: int
    location: str
    tag: str


def loopback(address: str) -> tuple[str, int]:
    """Host and port of an address on this machine.

    Raises:
        SystemExit: it is another machine's, and no load is sent there.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "http" or (host != "localhost" and not _is_loopback(host)):
        raise SystemExit(f"load is sent to this machine only, such as http://127.0.0.1:8000, not to {address}")
    return host, parts.port or 80


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class Connection:
    """One kept connection to a server."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, tag: str = "") -> Answer:
        """The answer to a GET; a connection that the server has closed is opened anew."""
        asked = f"GET {path} HTTP/1.1\r\nhost: {self.host}:{self.port}\r\naccept-encoding: gzip\r\n"
        asked += f"if-none-match: {tag}\r\n\r\n" if tag else "\r\n"
        begin = time.perf_counter()
        try:
            head, body = await self._ask(asked.encode())
        except (ConnectionError, asyncio.IncompleteReadError):
            await self.close()
            head, body = await self._ask(asked.encode())
        seconds = time.perf_counter() - begin
        packed = b"\r\ncontent-encoding: gzip" in head.lower()
        text = (zlib.decompress(body, 31) if packed else body).decode("utf-8", "replace")
        later, location, etag = _LATER.search(head), _LOCATION.search(head), _TAG.search(head)
        return Answer(
            int(head[9:12]), text, seconds, int(later[1]) if later else 0,
            location[1].decode() if location else "", etag[1].decode() if etag else "",
        )  # fmt: skip

    async def _ask(self, asked: bytes) -> tuple[bytes, bytes]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port, limit=1 << 20)
        reader, writer = self._streams
        writer.write(asked)
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if length:
            return head, await reader.readexactly(int(length[1]))
        return head, b"" if head[9:12] in (b"204", b"304") else await _chunks(reader)

    async def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            with suppress(ConnectionError):
                await self._streams[1].wait_closed()
        self._streams = None


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int(await reader.readuntil(b"\r\n"), 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(parts)


def fragment_of(text: str, element: str) -> str:
    """Where the control with this id asks for its fragment; "" where it leads nowhere."""
    found = re.search(rf'<a id="{element}"[^>]*\bhx-get="([^"]+)"', text)
    return unescape(found[1]) if found else ""
