import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app.errors import BadInput
from app.limits import MAX_PICTURE_BYTES
from app.pictures import png, read_picture, tiles_png


def file(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def ramp(width: int = 40, height: int = 30) -> Image.Image:
    return Image.fromarray(np.linspace(0, 255, width * height).reshape(height, width).astype(np.uint8))


@pytest.mark.parametrize("kind", ["PNG", "BMP", "GIF", "WEBP", "JPEG"])
def test_every_kind_is_read(kind: str) -> None:
    lossless = {"lossless": True} if kind == "WEBP" else {}
    grey = read_picture(file(ramp(), kind, **lossless))
    assert grey.shape == (30, 40)
    assert np.abs(grey - np.asarray(ramp()) / 255).max() < (0.03 if kind == "JPEG" else 1e-9)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16"])
def test_every_mode_is_read_as_grey(mode: str) -> None:
    fine = Image.fromarray(np.asarray(ramp()).astype(np.uint16) * 257)
    picture = fine if mode == "I;16" else ramp().convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    grey = read_picture(file(picture, kind))
    assert np.abs(grey - np.asarray(ramp()) / 255).mean() < (0.5 if mode == "1" else 0.02)


def test_what_is_transparent_lies_on_white() -> None:
    sheet = np.zeros((20, 20, 4), np.uint8)
    sheet[5:10, 5:10, 3] = 255
    grey = read_picture(file(Image.fromarray(sheet)))
    assert (grey[5:10, 5:10] == 0).all()
    assert grey.sum() == 400 - 25


def test_of_several_frames_the_first_is_taken() -> None:
    frames = [Image.new("L", (10, 10), shade) for shade in (51, 255)]
    assert np.allclose(read_picture(file(frames[0], "GIF", save_all=True, append_images=frames[1:])), 0.2)


def test_it_is_turned_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    grey = read_picture(file(ramp(), "PNG", exif=exif))
    assert grey.shape == (40, 30)
    assert np.allclose(grey, np.rot90(np.asarray(ramp()) / 255, -1))


def test_a_large_picture_is_shrunk_and_keeps_its_shape() -> None:
    assert read_picture(file(ramp(2000, 1000))).shape == (256, 512)
    assert read_picture(file(ramp(2000, 1000), "JPEG")).shape == (256, 512)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no picture of a kind"),
        (b"seven", "no picture of a kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture of a kind"),
        (file(ramp(), "BMP")[:700], "cannot be read"),
        (file(ramp(7, 40)), "7 by 40 pixels are too few"),
        (file(ramp(1000, 14)), "too few"),
        (file(ramp(2000, 9)), "a line"),
        (file(Image.new("1", (24_000_000, 1))), "a line"),
        (file(Image.new("1", (1, 24_000_000))), "a line"),
        (b"0" * (MAX_PICTURE_BYTES + 1), "too large"),
        (file(Image.new("1", (8000, 8000))), "8000 by 8000 pixels are too many"),
        (file(Image.new("1", (20000, 20000))), "cannot be read|too many"),
        (file(ramp(), "TIFF"), "no picture of a kind"),
    ],
    ids=[
        "nothing",
        "text",
        "svg",
        "broken off",
        "narrow",
        "a strip",
        "a line",
        "a long line",
        "a high line",
        "large",
        "wide",
        "bomb",
        "tiff",
    ],
)
def test_what_is_no_usable_picture_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refused:
        read_picture(data)
    assert refused.value.field == "picture"
    assert "PNG" in str(refused.value.allowed)


@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP", "BMP"]), st.data())
@settings(max_examples=150, deadline=None)
def test_broken_data_is_refused_and_nothing_else_happens(kind: str, data: st.DataObject) -> None:
    whole = bytearray(file(ramp(), kind))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        grey = read_picture(bytes(whole))
    except BadInput:
        return
    assert 0 <= grey.min() <= grey.max() <= 1


def test_a_grey_picture_comes_back_as_it_was_written() -> None:
    pixels = np.arange(256, dtype=np.uint8).reshape(16, 16)
    back = np.asarray(Image.open(io.BytesIO(png(pixels, 3))))
    assert back.shape == (48, 48)
    assert np.array_equal(back[1::3, 1::3], pixels)
    assert png(pixels, 3) == png(pixels, 3)


def test_tiles_stand_in_rows_with_a_gap_and_show_sign_and_magnitude() -> None:
    values = np.zeros((3, 256))
    values[0, 0], values[1, 17], values[2, 255] = 1.0, -0.5, 0.25
    sheet = np.asarray(Image.open(io.BytesIO(tiles_png(values, 2))))
    assert sheet.shape == (34, 34, 4)
    alpha = sheet[..., 3]
    assert {(row, column): alpha[row, column] for row, column in np.argwhere(alpha)} == {
        (0, 0): 255, (1, 18): 128, (32, 15): 64,
    }  # fmt: skip
    red, green = int(sheet[0, 0, 0]), int(sheet[0, 0, 1])
    assert red > green
    assert sheet[1, 18, 1] > sheet[1, 18, 0]


def test_tiles_of_nothing_are_empty() -> None:
    assert not np.asarray(Image.open(io.BytesIO(tiles_png(np.zeros((1, 256)), 4))))[..., 3].any()
