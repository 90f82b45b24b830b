"""Pictures in and out: an uploaded file to grey pixels, and pixels to PNG."""

import io
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from app.errors import BadInput
from app.language import _
from app.limits import MAX_IMAGE_SIDE, MAX_PICTURE_BYTES, MAX_PICTURE_PIXELS, MIN_IMAGE_SIDE
from engine.arrays import Array
from engine.words import N_

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP")
TILE, GAP = 16, 1
PLUS, MINUS = (0x8A, 0x3F, 0xA8), (0x1F, 0x8A, 0x4C)

_ALLOWED = N_(
    "a {formats} or {last} picture of at most {bytes} MB and {pixels} million pixels, at least {side} pixels a side",
    formats=", ".join(FORMATS[:-1]), last=FORMATS[-1], bytes=MAX_PICTURE_BYTES // 2**20,
    pixels=MAX_PICTURE_PIXELS // 10**6, side=MIN_IMAGE_SIDE,
)  # fmt: skip


def read_picture(data: bytes) -> Array:
    """The grey of a picture, (h, w) of 8 to 512 a side, 0 black to 1 white; turned as its camera was held.

    A larger picture is shrunk, what is transparent lies on white, of several frames the first is taken.

    Args:
        data: the bytes of the file.

    Raises:
        BadInput: it is no such picture, or too large, or too small.
    """
    if len(data) > MAX_PICTURE_BYTES:
        raise _refused(_("the file is too large"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PICTURE_PIXELS:
                    sides = {"width": picture.width, "height": picture.height}
                    raise _refused(_("{width} by {height} pixels are too many", **sides))
                if min(picture.size) * MAX_IMAGE_SIDE < (MIN_IMAGE_SIDE - 1) * max(picture.size):
                    sides = {"width": picture.width, "height": picture.height}
                    raise _refused(_("{width} by {height} pixels are a line and no picture", **sides))
                picture.draft("L", (MAX_IMAGE_SIDE, MAX_IMAGE_SIDE))
                grey = _grey(ImageOps.exif_transpose(picture))
    except BadInput:
        raise
    except UnidentifiedImageError:
        raise _refused(_("the file is no picture of a kind that is read here")) from None
    except Exception as error:  # a decoder's complaint about broken data may be of any type
        raise _refused(_("the picture cannot be read ({error})", error=type(error).__name__)) from error
    grey.thumbnail((MAX_IMAGE_SIDE, MAX_IMAGE_SIDE), Image.Resampling.BOX)
    if min(grey.size) < MIN_IMAGE_SIDE:
        raise _refused(_("{width} by {height} pixels are too few", width=grey.width, height=grey.height))
    pixels: Array = np.asarray(grey, dtype=np.float64) / 255.0
    return pixels


def _grey(picture: Image.Image) -> Image.Image:
    """8 bits of grey, on white where it is transparent."""
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        values = np.asarray(picture, dtype=np.float64)
        top = 65535.0 if values.max(initial=0.0) > 255.0 else 255.0
        return Image.fromarray(np.clip(values * (255.0 / top), 0.0, 255.0).astype(np.uint8))
    if picture.mode == "L" and "transparency" not in picture.info:
        return picture.copy()
    if not picture.has_transparency_data:
        return picture.convert("RGB").convert("L")
    coloured = picture.convert("RGBA")
    sheet = Image.new("RGBA", coloured.size, "white")
    sheet.alpha_composite(coloured)
    return sheet.convert("L")


def _refused(reason: str) -> BadInput:
    return BadInput("picture", None, _(_ALLOWED), reason)


def png(pixels: NDArray[np.uint8], scale: int) -> bytes:
    """A grey picture as PNG, each pixel a square.

    Args:
        pixels: (h, w), 0 black to 255 white.
        scale: the side of such a square.
    """
    return _written(Image.fromarray(np.kron(pixels, np.ones((scale, scale), np.uint8))))


def tiles_png(values: Array, columns: int) -> bytes:
    """Signed tiles as one PNG: violet above 0, green below, transparent at 0; the largest magnitude is opaque.

    Args:
        values: (n, 256), a tile of 16×16 a row.
        columns: tiles side by side; each has one empty pixel to its right and below it.
    """
    count, pitch = len(values), TILE + GAP
    top = float(np.abs(values).max(initial=0.0)) or 1.0
    sheet = np.zeros((-(-count // columns) * pitch, columns * pitch, 4), np.uint8)
    for number, tile in enumerate(values.reshape(count, TILE, TILE)):
        row, column = (pitch * place for place in divmod(number, columns))
        here = sheet[row : row + TILE, column : column + TILE]
        here[..., :3] = np.where((tile > 0)[..., np.newaxis], PLUS, MINUS)
        here[..., 3] = np.rint(np.abs(tile) * (255.0 / top))
    return _written(Image.fromarray(sheet))


def _written(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()
