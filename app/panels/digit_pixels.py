"""What the network sees, with ∂C/∂x lying on it."""

from dataclasses import dataclass

from app.digit_layout import DigitLayout
from app.drawing_lesson import Seen
from app.panels.digit_numbers import as_json
from app.panels.digit_tiles import ink_tones, painted, sign_marks, signed_tones
from app.placement import Box
from engine.arrays import Array


@dataclass(frozen=True, slots=True)
class Pixels:
    """What the network sees, with what lies on it.

    Attributes:
        box: its place.
        ink: the ink.
        x: every pixel at full precision, as JSON.
        overlay: the signed values that lie on it; none until they are known.
        marks: crosses and dashes, as path data.
        slope: ∂C/∂x of every pixel at full precision, as JSON; "" until it is known.
        focus: the place of the pixel in focus, in cells, or None.
    """

    box: Box
    ink: str
    x: str
    overlay: str
    marks: tuple[str, str]
    slope: str
    focus: tuple[int, int] | None


def overlay(seen: Seen) -> tuple[Array | None, float]:
    """What lies on the pixels, (256,), and the magnitude of its full colour; None until ∂C/∂x is known.

    The scale is one for all ten targets, so that a gradient that is nearly nothing looks like nearly nothing.
    """
    kind = seen.drawing.look.overlay
    if kind == "ink" or not seen.moment.known("dC_dx", 0, 256):
        return None, 0.0
    own = seen.moment.step.gradients.dC_dx[0]
    if kind == "product":
        return own * seen.x, float(abs(seen.what_if * seen.x).max())
    return own, seen.steepest_pixel


def pixels(seen: Seen, plan: DigitLayout) -> tuple[Pixels, float]:
    """What the network sees at a moment, and the magnitude of the overlay's full colour."""
    read = seen.moment.known("x")
    x = seen.x.tolist() if read else []
    values, top = overlay(seen)
    drawn: Array | tuple[()] = () if values is None else values
    kind, *place = seen.moment.lesson.view.focus.split("-")
    pixel = place[-1] if kind == "x" or (kind == "w" and place[0] == "1") else ""
    known = seen.moment.known("dC_dx", 0, 256)
    return Pixels(
        plan.pixels,
        painted(ink_tones(x)),
        _json(x),
        painted(signed_tones(drawn, top)),
        sign_marks(drawn, top),
        _json(seen.moment.step.gradients.dC_dx[0].tolist()) if known else "",
        (divmod(int(pixel) - 1, 16)[1], divmod(int(pixel) - 1, 16)[0]) if pixel else None,
    ), top


def _json(values: list[float]) -> str:
    return as_json(values) if values else ""
