"""What changes while the pen moves: the pixels, the numbers of the forward pass, and the answer."""

from dataclasses import dataclass

from app.digit_layout import DigitLayout, digit_layout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.panels.digit_area import answer, outputs_json, seen_bytes
from app.panels.digit_cards import Card, cards
from app.panels.digit_outputs import Output, outputs
from app.panels.digit_pixels import Pixels, pixels


@dataclass(frozen=True, slots=True)
class DigitPen:
    """The moving parts of a drawing in progress.

    Attributes:
        plan: where everything stands.
        seen: what the network sees, a byte a pixel, in base64.
        answer: what it takes the drawing for, in words.
        digit: the digit of the largest output; None of a blank drawing.
        y: the outputs at full precision, as JSON.
        pixels: what the network sees.
        cards: the hidden neurons.
        outputs: the outputs.
    """

    plan: DigitLayout
    seen: str
    answer: str
    digit: int | None
    y: str
    pixels: Pixels
    cards: tuple[Card, ...]
    outputs: tuple[Output, ...]


def digit_pen(seen: Seen, links: DrawingLinks) -> DigitPen:
    """The moving parts at the end of a forward pass."""
    plan = digit_layout(seen.moment.sizes, seen.drawing.view.screen)
    return DigitPen(
        plan,
        seen_bytes(seen),
        answer(seen),
        None if seen.drawing.blank else seen.digit,
        outputs_json(seen),
        pixels(seen, plan)[0],
        cards(seen, plan, links, live=True),
        outputs(seen, plan, links, live=True),
    )
