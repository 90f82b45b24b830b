"""Animated GIF, piece by piece: the opening, the frames and the closing, one after the other, are the file.

Each frame stores what has changed since the one before, with colours of its own. (GIF89a, W3C 1990.)
"""

from PIL import GifImagePlugin, Image, ImageChops

CLOSING = b";"

_FOREVER = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
_COLOURS = 256
_UNIT = 10
"""A frame's time is counted in hundredths of a second."""


def opening(width: int, height: int) -> bytes:
    """What the file begins with: its size in pixels, and that it repeats."""
    return b"GIF89a" + _short(width) + _short(height) + b"\x70\x00\x00" + _FOREVER


def frame(image: Image.Image, before: Image.Image | None, milliseconds: int) -> bytes:
    """A frame, all of it or what differs from the one before.

    Args:
        image: RGB.
        before: what is seen until then, of the same size; None at the start.
        milliseconds: how long it is seen.
    """
    box = (0, 0, *image.size) if before is None else ImageChops.difference(image, before).getbbox() or (0, 0, 1, 1)
    part = image.crop(box).quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    timing = b"\x21\xf9\x04\x04" + _short(round(milliseconds / _UNIT)) + b"\x00\x00"
    return timing + b"".join(GifImagePlugin.getdata(part, box[:2], include_color_table=True))


def _short(number: int) -> bytes:
    return number.to_bytes(2, "little")
