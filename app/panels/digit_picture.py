"""The picture of a digit network: what it sees, a card for each hidden neuron, a row for each output, and the loss."""

from dataclasses import dataclass

from app.digit_layout import DigitLayout, digit_layout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import N_, _
from app.numbers import text
from app.panels.digit_cards import TILE_COLUMNS, Card, cards
from app.panels.digit_edges import Edges, edges
from app.panels.digit_lit import lit
from app.panels.digit_numbers import drawn, number_of, standing, value_of
from app.panels.digit_outputs import Output, outputs
from app.panels.digit_pixels import Pixels, pixels

OVERLAYS = {"gradient": "∂C/∂x", "product": "x · ∂C/∂x", "ink": N_("ink alone")}


@dataclass(frozen=True, slots=True)
class DigitPicture:
    """One digit network drawn at one moment.

    Attributes:
        plan: where everything stands.
        pixels: what the network sees.
        cards: the hidden neurons.
        outputs: the outputs.
        loss: C as printed, and as it is drawn; nothing until it is known.
        loss_href: the page with it in focus.
        edges: the edges that are drawn.
        focused: those of what is in focus, as path data and classes.
        tiles: the address of the image of all weight tiles.
        columns: tiles side by side in that image.
        legend: what the tiles are, in words.
        scale: what lies on the pixels, and the two ends of its scale; None where nothing does.
    """

    plan: DigitLayout
    pixels: Pixels
    cards: tuple[Card, ...]
    outputs: tuple[Output, ...]
    loss: tuple[str, str]
    loss_href: str
    edges: Edges
    focused: tuple[tuple[str, str], ...]
    tiles: str
    columns: int
    legend: str
    scale: tuple[str, str, str] | None


def digit_picture(seen: Seen, links: DrawingLinks, tiles: str) -> DigitPicture:
    """The picture of a moment.

    Args:
        seen: the moment.
        links: out of it.
        tiles: the address of the image with all weight tiles.
    """
    plan = digit_layout(seen.moment.sizes, seen.drawing.view.screen)
    shown, top = pixels(seen, plan)
    lies = _(OVERLAYS[seen.drawing.look.overlay])
    return DigitPicture(
        plan, shown, cards(seen, plan, links), outputs(seen, plan, links), _loss(seen, plan),
        links.focus("C"), edges(seen, plan, links), lit(seen, plan), tiles,
        TILE_COLUMNS, _legend(seen), (lies, text(-top), text(top)) if top else None,
    )  # fmt: skip


def _loss(seen: Seen, plan: DigitLayout) -> tuple[str, str]:
    value = value_of(seen, "C")
    if value is None:
        return "", ""
    C = number_of("C", value)
    at = standing(46 + 1.3 * plan.metrics.loss, plan.loss.height / 2 + 7, "value start fore")
    return C.content, drawn(C, at)


def _legend(seen: Seen) -> str:
    """What the tiles are, in words."""
    top = text(seen.begun.full_weight, 2)
    said = [_("In each neuron: its weights as a picture of the pixels, full colour from ±{top} on", top=top)]
    if seen.moment.known("dC_dw", 1, 1, 1):
        said = [
            _(
                "In each neuron: its weights as a picture of the pixels, full colour from ±{top} on, its ∂C/∂w = x ·"
                " {delta}: one picture, this drawing, in {n} strengths (no ink, no gradient; full colour at a {delta}"
                " of ±{strongest})",
                top=top, delta=seen.moment.symbols.deltas, n=seen.moment.sizes[1], strongest=text(seen.steepest(1)),
            )
        ]  # fmt: skip
    if seen.moment.known("a", 1, 1) and digit_layout(seen.moment.sizes, seen.drawing.view.screen).metrics.numbers:
        said.append(_("a below, σ′(z) at the right"))
    if seen.moment.known("dC_dx", 0, 256):
        steepest = text(seen.steepest_pixel)
        said.append(_("beside each digit: ∂C/∂x if it were that one, full colour at ±{top}", top=steepest))
    return _("; ").join(said)
