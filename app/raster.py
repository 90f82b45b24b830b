"""A picture in pixels, by resvg, which is installed with the extra ``png``; everything else works without it."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from app.errors import Unavailable
from app.language import _

WIDTH = 1200
"""Of a picture, in pixels: what previews of links are shown at."""

_BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'


def available() -> bool:
    """Whether pictures can be drawn in pixels here."""
    return find_spec("resvg_py") is not None and _has_a_font()


def png_of(svg: str, width: int = WIDTH) -> bytes:
    """The PNG of a picture whose colours are written out, so many pixels wide.

    Raises:
        Unavailable: resvg is not installed, or there is no font, without which a picture would lack its numbers.
    """
    if not available():
        raise Unavailable(_("This server draws no PNG: it needs resvg-py, pip install '.[png]', and a font."))
    return _drawn(svg, width)


@cache
def _has_a_font() -> bool:
    return _drawn(_BLANK.format('<text y="16" font-family="sans-serif">8</text>'), 20) != _drawn(_BLANK.format(""), 20)


def _drawn(svg: str, width: int) -> bytes:
    resvg: Any = import_module("resvg_py")
    # DejaVu is what a bare Linux has; elsewhere one of the fonts before it in the list is there.
    return bytes(resvg.svg_to_bytes(svg_string=svg, width=width, sans_serif_family="DejaVu Sans"))
