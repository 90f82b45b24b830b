"""The picture of a digit network: what it sees, a card for each hidden neuron, a row for each output, and the loss."""

from dataclasses import dataclass

from app.digit_layout import DigitLayout, digit_layout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import N_, _
from app.numbers import text
from app.panels.digit_cards import TILE_COLUMNS, Card, card, gradient_scale, weight_scale
from app.panels.digit_edges import Edges, edges
from app.panels.digit_lit import lit
from app.panels.digit_numbers import number_of
from app.panels.digit_outputs import Output, output
from app.panels.digit_pixels import Pixels, pixels
from app.panels.marks import Text
from app.placement import Box

OVERLAYS = {"gradient": "∂C/∂x", "product": "x · ∂C/∂x", "ink": N_("ink alone")}


@dataclass(frozen=True, slots=True)
class DigitPicture:
    """One digit network drawn at one moment.

    Attributes:
        plan: where everything stands.
        pixels: what the network sees.
        cards: the hidden neurons.
        outputs: the outputs.
        loss: C; None until it is known.
        loss_box: its place.
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
    loss: Text | None
    loss_box: Box
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
    moment = seen.moment
    shown, top = pixels(seen, plan)
    cards = tuple(
        card(seen, plan, links, layer, neuron)
        for layer in range(1, moment.last)
        for neuron in range(1, moment.sizes[layer] + 1)
    )
    outputs = tuple(output(seen, plan, links, number) for number in range(1, 11))
    box = plan.loss
    loss = (
        number_of(seen, (box.x + 46 + 1.3 * plan.metrics.loss, box.cy + 7), "value start fore", "C")
        if moment.known("C")
        else None
    )
    lies = _(OVERLAYS[seen.drawing.look.overlay])
    return DigitPicture(
        plan, shown, cards, outputs, loss, box, links.focus("C"), edges(seen, plan, links), lit(seen, plan), tiles,
        TILE_COLUMNS, _legend(seen), (lies, text(-top), text(top)) if top else None,
    )  # fmt: skip


def _legend(seen: Seen) -> str:
    """What the tiles are, in words."""
    top = text(weight_scale(seen.layers[0].W), 2)
    said = [_("In each neuron: its weights as a picture of the pixels, full colour from ±{top} on", top=top)]
    if seen.moment.known("dC_dw", 1, 1, 1):
        said = [
            _(
                "In each neuron: its weights as a picture of the pixels, full colour from ±{top} on, its ∂C/∂w = x ·"
                " {delta}: one picture, this drawing, in {n} strengths (no ink, no gradient; full colour at a {delta}"
                " of ±{strongest})",
                top=top, delta=seen.moment.symbols.deltas, n=seen.moment.sizes[1], strongest=text(gradient_scale(seen)),
            )
        ]  # fmt: skip
    if seen.moment.known("a", 1, 1) and digit_layout(seen.moment.sizes, seen.drawing.view.screen).metrics.numbers:
        said.append(_("a below, σ′(z) at the right"))
    if seen.moment.known("dC_dx", 0, 256):
        steepest = text(float(abs(seen.what_if).max()))
        said.append(_("beside each digit: ∂C/∂x if it were that one, full colour at ±{top}", top=steepest))
    return _("; ").join(said)
