"""A hidden neuron of a digit network: its weights and its ∂C/∂w as pictures of the pixels, and its numbers."""

from typing import NamedTuple

from markupsafe import Markup

from app.digit_layout import DigitLayout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.panels.digit_numbers import drawn, number_of, spoken, standing, value_of
from app.panels.digit_tiles import painted, signed_tones
from app.placement import Box

TILE_COLUMNS = 8
"""Weight tiles side by side in the one image that holds them all."""


class Card(NamedTuple):
    """A hidden neuron.

    Attributes:
        place: ``1-5``, with which its ids end.
        href: the page with it in focus.
        label: its numbers in words.
        css: its classes.
        box: its place.
        name: z₅.
        sprite: where its weight tile stands in the image of all tiles; None behind the first hidden layer.
        weights: its weight tile, where there is no image of it.
        gradient: the sign and opacity of its ∂C/∂w tile, ``x`` in that strength; None until it is known.
        gradients: its ∂C/∂w tile behind the first hidden layer.
        fore: a and σ'(z), where there is room for numbers.
        back: ∂C/∂z, likewise.
    """

    place: str
    href: str
    label: str
    css: str
    box: Box
    name: str
    sprite: tuple[int, int] | None
    weights: Markup
    gradient: tuple[str, str] | None
    gradients: Markup
    fore: Markup
    back: Markup


def cards(seen: Seen, plan: DigitLayout, links: DrawingLinks, *, live: bool = False) -> tuple[Card, ...]:
    """The cards of all hidden neurons at a moment; ``live`` while the pen moves."""
    moment = seen.moment
    return tuple(
        _card(seen, plan, links, (layer, neuron), live)
        for layer in range(1, moment.last)
        for neuron in range(1, moment.sizes[layer] + 1)
    )


def _card(seen: Seen, plan: DigitLayout, links: DrawingLinks, place: tuple[int, int], live: bool) -> Card:
    moment, (layer, neuron), ending = seen.moment, place, f"{place[0]}-{place[1]}"
    a, slope, delta = (
        number_of(f"{quantity}-{ending}", value_of(seen, quantity, *place)) for quantity in ("a", "da_dz", "dC_dz")
    )
    row, column = divmod(neuron - 1, TILE_COLUMNS)
    gradient: tuple[str, str] | None = None
    weights = gradients = fore = back = Markup()
    if layer == 1:
        if moment.known("dC_dw", *place, 1):
            value = float(moment.step.gradients.layers[0].dC_dz[0, neuron - 1])
            top = seen.steepest(1)
            gradient = ("plus" if value > 0 else "minus", f"{abs(value) / top if top else 0:.3g}")
    else:
        W = moment.step.layers[layer - 1].W
        weights = painted(signed_tones(W[neuron - 1], float(abs(W).max()), 2))
        if moment.known("dC_dw", *place, 1):
            dW = moment.step.gradients.layers[layer - 1].dC_dW[neuron - 1]
            gradients = painted(signed_tones(dW, seen.strongest(layer), 2))
    if plan.metrics.numbers:
        width, height = plan.metrics.card
        fore = Markup(
            drawn(a, standing(6, height - 7, "start fore"), live=live)
            + drawn(slope, standing(width - 5, 44, "slope end"), live=live)
        )
        back = Markup(drawn(delta, standing(width - 5, height - 7, "end back")))
    focused = " focused" if moment.lesson.view.focus == f"z-{ending}" else ""
    return Card(
        ending, links.focus(f"z-{ending}"), spoken(seen, place, a, slope, delta), f"mark card{focused}",
        plan.nodes[place], moment.symbols.neuron(*place), (column, row) if layer == 1 else None, weights, gradient,
        gradients, fore, back,
    )  # fmt: skip
