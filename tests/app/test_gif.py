"""A GIF written piece by piece, read back by another program's reader."""

import io

from PIL import Image

from app.gif import CLOSING, frame, opening


def plain(colour: str, size: tuple[int, int] = (40, 30)) -> Image.Image:
    return Image.new("RGB", size, colour)


def test_its_frames_are_the_pictures_and_it_repeats() -> None:
    first, second = plain("#ffffff"), plain("#ffffff")
    second.paste("#b23a05", (10, 5, 20, 15))
    third = second.copy()
    data = opening(40, 30) + frame(first, None, 500) + frame(second, first, 40) + frame(third, second, 1000) + CLOSING
    read = Image.open(io.BytesIO(data))
    assert (read.size, read.n_frames, read.info["loop"]) == ((40, 30), 3, 0)  # type: ignore[attr-defined]
    for number, (picture, duration) in enumerate(((first, 500), (second, 40), (third, 1000))):
        read.seek(number)
        assert read.info["duration"] == duration
        assert read.convert("RGB").tobytes() == picture.tobytes()


def test_a_frame_stores_what_has_changed() -> None:
    first = Image.effect_noise((200, 200), 80).convert("RGB")
    second = first.copy()
    second.paste("#000000", (10, 10, 20, 20))
    assert len(frame(second, first, 100)) < len(frame(second, None, 100)) / 20
