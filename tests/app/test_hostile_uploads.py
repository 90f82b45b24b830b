"""Files and bodies made to break a server are refused in its own words: quickly, in little memory, by every address."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import AsyncIterator

import numpy as np
import pytest
from PIL import Image

from app.limits import MAX_BODY_BYTES
from tests.client import Client
from tests.fuzz.asking import Answer, Asked, ask
from tests.fuzz.judge import faults

APIS = ("/api/forward", "/api/backward", "/api/step", "/api/digit")
FORMS = {"/own/weights": "file", "/own/data": "file", "/digit/upload": "picture"}


def sent(client: Client, path: str, kind: str, body: bytes) -> Answer:
    """The answer, which keeps every promise."""
    asked = Asked("POST", path, (("content-type", kind),), body)
    answer = client.call(ask, client.app, asked)
    assert not faults(asked, answer), answer
    return answer


def form(name: str, content: bytes, filename: str | None = "a.bin") -> bytes:
    """A form with one part: a file, or a field where it has no name."""
    more = "" if filename is None else f'; filename="{filename}"'
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + content + b"\r\n--b--\r\n"


def png(width: int, height: int, *more: tuple[bytes, bytes], pixels: int = 1000) -> bytes:
    """A grey picture that declares this size, and holds so many bytes of pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(pixels)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunk(*one) for one in more) + body + chunk(b"IEND", b"")


def frames(count: int) -> bytes:
    """A moving picture of nothing."""
    out = io.BytesIO()
    others = [Image.new("L", (20, 20), shade) for shade in range(1, count)]
    Image.new("L", (20, 20)).save(out, "PNG", save_all=True, append_images=others)
    return out.getvalue()


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return out.getvalue()


MANY = bytes(20_000_000)
PICTURES = {
    "endless": png(2**31 - 1, 2**31 - 1), "a bomb": png(60_000, 60_000, pixels=60_000_000), "no size": png(0, 0),
    "words that unpack": png(20, 20, (b"zTXt", b"a\0\0" + zlib.compress(MANY))), "moving": frames(100),
    "colours that unpack": png(20, 20, (b"iCCP", b"a\0\0" + zlib.compress(MANY))), "half": png(400, 400)[:60],
    "a program": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "a page": b"<html><script>1</script>",
    "nothing": b"",
    "a BMP that lies": b"BM" + bytes(12) + struct.pack("<IiiHHI", 40, 30000, 30000, 1, 1, 0) + bytes(100),
}  # fmt: skip
TABLES = {
    "commas": b"," * 250_000, "ten megabytes of commas": b"," * 10_000_000, "lines": b"\n" * 250_000,
    "quotes": b'"' * 250_000, "an open quote": b'"' + b"a" * 250_000, "one cell": b"a" * 250_000,
    "a million columns": b"1," * 1_000_000, "columns": b"1," * 100_000, "a zero": b"1,2\n3,\0\n",
    "UTF-32": "1,2\n3,4".encode("utf-32"), "half a character": b"\xed\xa0\x80,1\n1,2\n",
    "Latin-1": "é,2\n3,4\n".encode("latin-1"), "only a mark": b"\xef\xbb\xbf", "an archive": archive(a=MANY),
}  # fmt: skip
WEIGHTS = {
    "a bomb": archive(**{"W1.npy": MANY}),
    "sixty bombs": archive(**{f"W{n}.npy": MANY[:1_000_000] for n in range(60)}),
    "an archive in an archive": archive(**{"W1.npy": archive(**{"W1.npy": MANY})}), "commas": b"," * 900_000,
    "digits": b'{"W1": [[' + b"9" * 900_000 + b"]]}", "brackets": b"[" * 900_000,
    "half a character": b'{"\\ud800": [["\\udfff"]]}',
}  # fmt: skip
JSON = {
    "brackets": b"[" * 100_000, "closed brackets": b"[" * 100_000 + b"]" * 100_000, "braces": b'{"layers":' * 100_000,
    "brackets inside": b'{"inputs": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a huge number": b'{"inputs": [1e999999999]}', "digits": b'{"inputs": [' + b"9" * 1_000_000 + b"]}",
    "half a character": b'{"loss": "\\ud800", "\\udfff": 1}', "half a character raw": b'{"loss": "\xed\xa0\x80"}',
    "UTF-16": '{"inputs": [1]}'.encode("utf-16"), "no UTF-8": b'{"loss": "\xff"}', "a mark": b"\xef\xbb\xbf{}",
    "nothing": b"", "zeros": bytes(1000), "NaN": b'{"inputs": [NaN, Infinity]}', "a text": b'"a"', "null": b"null",
    "a name twice": b'{"inputs": [1], "inputs": [2], "layers": []}',
    "many names": b"{" + b",".join(b'"a%d": 1' % n for n in range(50_000)) + b"}",
}  # fmt: skip


@pytest.mark.parametrize(
    ("path", "content"),
    [
        *((path, content) for path in FORMS for content in {**PICTURES, **TABLES, **WEIGHTS}.values()),
    ],
    ids=[f"{path}-{name}" for path in FORMS for name in {**PICTURES, **TABLES, **WEIGHTS}],
)
def test_a_hostile_file_is_refused(client: Client, path: str, content: bytes) -> None:
    tracemalloc.start()
    try:
        answer = sent(client, path, "multipart/form-data; boundary=b", form(FORMS[path], content))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.status in (413, 422)
    assert (answer.status == 413) == (len(content) > MAX_BODY_BYTES - 200)
    assert peak < 60_000_000


@pytest.mark.parametrize("name", JSON)
def test_hostile_json_is_refused(client: Client, name: str) -> None:
    for path in APIS:
        assert sent(client, path, "application/json", JSON[name]).status in (400, 422)
    for path in ("/own/weights", "/own/data"):
        assert sent(client, path, "multipart/form-data; boundary=b", form("text", JSON[name], None)).status == 422


PART = b'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
GARBAGE = {
    "no boundary": ("multipart/form-data", form("file", b"1")),
    "an empty boundary": ("multipart/form-data; boundary=", form("file", b"1")),
    "another boundary": ("multipart/form-data; boundary=c", form("file", b"1")),
    "noise": ("multipart/form-data; boundary=b", bytes(range(256)) * 9),
    "a huge head": ("multipart/form-data; boundary=b", b"--b\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n1\r\n--b--\r\n"),
    "many heads": ("multipart/form-data; boundary=b", b"--b\r\n" + b"X: a\r\n" * 100_000 + b"\r\n1\r\n--b--\r\n"),
    "many parts": ("multipart/form-data; boundary=b", PART * 20_000 + b"--b--\r\n"),
    "many files": ("multipart/form-data; boundary=b", PART.replace(b'"a"',
    b'"file"; filename="a"') * 2_000 + b"--b--\r\n"),
    "no name": ("multipart/form-data; boundary=b", b"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--\r\n"),
    "no end": ("multipart/form-data; boundary=b", form("file", b"1")[:-9]), "another kind": ("text/plain", b"1,2"),
    "no kind": ("", b"1,2\n3,4"), "JSON": ("application/json", b"{}"), "a kind that is none": ("\xff; a=\"", b"1"),
    "many fields": ("application/x-www-form-urlencoded", b"a=1&" * 100_000),
    "percents": ("application/x-www-form-urlencoded", b"%" * 100_000),
    "a charset": ("multipart/form-data; boundary=b; charset=nothing", form("file", b"1")),
    "a boundary too long": ("multipart/form-data; boundary=" + "b" * 5000, form("file", b"1")),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the parser leaves half a file to die
@pytest.mark.parametrize("name", GARBAGE)
def test_what_is_no_form_is_refused(client: Client, name: str) -> None:
    for path in (*FORMS, "/own/header", *APIS):
        assert 400 <= sent(client, path, *GARBAGE[name]).status < 500, path


def test_a_body_that_never_ends_is_given_up(client: Client) -> None:
    """Without a declared length, in small pieces; no address reads on beyond what it allows."""
    for path in (*FORMS, "/own/header", "/digit/pen", *APIS):
        read = 0

        async def pieces() -> AsyncIterator[bytes]:
            nonlocal read
            yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
            while read < 3 * MAX_BODY_BYTES:
                read += 2**16
                yield b"," * 2**16

        answer = client.post(path, content=pieces(), headers={"content-type": "multipart/form-data; boundary=b"})
        assert answer.status_code == 413, path
        assert read <= MAX_BODY_BYTES + 2**18


def test_the_tallest_photo_is_still_read(client: Client) -> None:
    out = io.BytesIO()
    Image.fromarray(np.tile(np.arange(2000) % 256, (3000, 1)).astype(np.uint8)).save(out, "PNG")
    assert (
        sent(client, "/digit/upload", "multipart/form-data; boundary=b", form("picture", out.getvalue())).status == 303
    )
