"""Animations: the frames are the moments, the parts are the whole, and what takes too long is refused first."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from app import raster
from app.animation import lesson_animation, run_animation
from app.errors import BadInput
from tests.client import Client

needs_resvg = pytest.mark.skipif(not raster.available(), reason="resvg-py or a font is not installed")


def frames_of(data: bytes) -> list[Image.Image]:
    read, frames = Image.open(io.BytesIO(data)), []
    for number in range(read.n_frames):  # type: ignore[attr-defined]
        read.seek(number)
        frames.append(read.convert("RGB"))
    return frames


@needs_resvg
@pytest.mark.parametrize(
    ("address", "frames"),
    [
        ("/lesson.gif?preset=mazur&step=layer&width=300", 12),
        ("/lesson.gif?step=update&from=start&count=5&width=240", 6),
        ("/train.gif?preset=xor&updates=300&frames=9&width=240", 9),
    ],
)
def test_the_parts_are_the_whole(client_for: Callable[..., Client], address: str, frames: int) -> None:
    client = client_for()
    whole = client.get(address)
    assert whole.headers["Content-Type"] == "image/gif"
    assert whole.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    parts = [client.get(f"{address}&part={number}").content for number in range(-(-frames // 4))]
    assert b"".join(parts) == whole.content
    assert client.get(f"{address}&part={len(parts)}").status_code == 422
    assert len(frames_of(whole.content)) == frames


@needs_resvg
def test_a_frame_is_the_picture_of_its_moment(client: Client) -> None:
    data = client.get("/lesson.gif?preset=mazur&step=update&theme=dark&width=600").content
    last = np.asarray(frames_of(data)[-1], float)
    png = client.get("/lesson.png?preset=mazur&step=update&updates=1&theme=dark").content
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    alone = np.asarray(picture.resize((600, round(600 * picture.height / picture.width))), float)
    shared = min(len(alone), len(last)) - 8
    assert np.abs(last[:shared] - alone[:shared]).mean() < 4
    other = np.asarray(frames_of(data)[0], float)
    assert np.abs(other[:shared] - alone[:shared]).mean() > 4


@needs_resvg
def test_a_run_changes_from_frame_to_frame_and_a_divergence_stays(client: Client) -> None:
    frames = frames_of(client.get("/train.gif?preset=xor&updates=3000&frames=5&width=240").content)
    assert len({one.tobytes() for one in frames}) == 5
    said = "/train.gif?lr=1000&act=linear&loss=squared_error&last=200&frames=4&width=240"
    assert len(frames_of(client.get(said).content)) == 4


def pairs(said: str) -> list[tuple[str, str]]:
    return [(name, text) for name, _mark, text in (part.partition("=") for part in said.split("&"))]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ("width=239", "width"), ("width=1201", "width"), ("width=1200&step=neuron", "width"), ("pace=39", "pace"),
        ("pace=5001", "pace"), ("count=5", "count"), ("from=there", "from"), ("speed=2", "speed"),
    ],
)  # fmt: skip
def test_what_is_too_much_of_a_lesson_is_refused(said: str, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        lesson_animation(pairs(said))
    assert refusal.value.field == field
    assert refusal.value.allowed


@pytest.mark.parametrize(
    ("said", "field"),
    [("frames=61", "frames"), ("frames=1", "frames"), ("first=9&last=9", "first"), ("last=10001", "last"),
     ("last=0", "last"), ("frames=60&width=1200", "width"), ("count=3", "count")],
)  # fmt: skip
def test_what_is_too_much_of_a_run_is_refused(said: str, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        run_animation(pairs(said))
    assert refusal.value.field == field


@pytest.mark.parametrize("said", ["layers=2-8-8-1", "layers=8-16-16-4", "preset=xor"])
def test_without_a_choice_it_always_fits(said: str) -> None:
    assert run_animation(pairs(said)).frames == 30


def test_the_page_offers_what_there_is_and_refuses_the_rest(client: Client) -> None:
    page = client.get("/animate?of=/lesson%3Fpreset%3Dmazur%26at%3Dloss&step=layer&pace=700")
    assert page.status_code == 200
    assert "blob:" in page.headers["Content-Security-Policy"]
    assert 'href="/lesson.gif?preset=mazur&amp;at=loss&amp;step=layer&amp;pace=700&amp;width=800"' in page.text
    for said in (
        "",
        "of=/digit",
        "of=//elsewhere/lesson",
        "of=/lesson&first=1",
        "of=/lesson%3Fat%3Dnowhere",
        "of=/train&frames=0",
        "of=/lesson&of=/train",
    ):
        assert client.get(f"/animate?{said}").status_code == 422, said


def test_without_resvg_it_says_what_to_install(
    client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raster, "available", lambda: False)
    answer = client_for().get("/lesson.gif?step=update")
    assert answer.status_code == 503
    assert "resvg-py" in answer.text
