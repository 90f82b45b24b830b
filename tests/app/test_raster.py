"""Pictures in pixels, where resvg is installed; a word of it where not."""

import re
import struct
from html import unescape

import pytest

from app import raster
from app.errors import Unavailable
from tests.client import Client

LESSON = "preset=mazur&at=dC_dz-1-1"
needs_resvg = pytest.mark.skipif(not raster.available(), reason="resvg-py or a font is not installed")


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@needs_resvg
def test_a_moment_is_a_png_of_the_width_of_previews(client: Client) -> None:
    answer = client.get(f"/lesson.png?{LESSON}")
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert size(answer.content) == (1200, 374)


@needs_resvg
def test_other_numbers_and_other_colours_are_another_picture(client: Client) -> None:
    first, other, dark = (
        client.get(f"/lesson.png?{said}").content for said in (LESSON, f"{LESSON}&set=w1:0.16", f"{LESSON}&theme=dark")
    )
    assert len({first, other, dark}) == 3
    assert client.get(f"/lesson.png?{LESSON}&theme=light").content == first


@needs_resvg
def test_a_page_names_its_picture_for_previews(client: Client) -> None:
    image = re.search(r'<meta property="og:image" content="([^"]+)">', client.get(f"/lesson?{LESSON}").text)
    assert image
    assert unescape(image[1]) == f"http://testserver/lesson.png?{LESSON}"
    assert size(client.get(unescape(image[1])).content)[0] == 1200
    assert "og:image" not in client.get(f"/embed?{LESSON}").text


def test_without_resvg_it_says_what_to_install(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raster, "available", lambda: False)
    with pytest.raises(Unavailable, match=re.escape("pip install '.[png]'")):
        raster.png_of("<svg/>")
    answer = client.get("/lesson.png?at=z-1-1")
    assert answer.status_code == 503
    assert "resvg-py" in answer.text
