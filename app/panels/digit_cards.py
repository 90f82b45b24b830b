"""A hidden neuron of a digit network: its weights and its ∂C/∂w as pictures of the pixels, and its numbers."""

from collections.abc import Iterable
from typing import NamedTuple

from app.digit_layout import DigitLayout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.panels.digit_numbers import drawn, number_of, spoken, standing, value_of
from app.panels.digit_tiles import painted, signed_pictures
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
    weights: str
    gradient: tuple[str, str] | None
    gradients: str
    fore: str
    back: str


def cards(seen: Seen, plan: DigitLayout, links: DrawingLinks, *, live: bool = False) -> tuple[Card, ...]:
    """The cards of all hidden neurons at a moment; ``live`` while the pen moves."""
    found: list[Card] = []
    for layer in range(1, seen.moment.last):
        pictures = zip(*_pictures(seen, layer), strict=True)
        found += (
            _card(seen, plan, links, (layer, neuron), several, live) for neuron, several in enumerate(pictures, 1)
        )
    return tuple(found)


def _pictures(seen: Seen, layer: int) -> tuple[Iterable[str], Iterable[str]]:
    """The weight tile and the ∂C/∂w tile of each neuron of a layer, known by now or not; "" in the first layer."""
    step, size = seen.moment.step, seen.moment.sizes[layer]
    if layer == 1:
        return ("",) * size, ("",) * size
    W, dW = step.layers[layer - 1].W, step.gradients.layers[layer - 1].dC_dW
    return (
        map(painted, signed_pictures(W, float(abs(W).max()), 2)),
        map(painted, signed_pictures(dW, seen.strongest(layer), 2)),
    )


def _card(
    seen: Seen, plan: DigitLayout, links: DrawingLinks, place: tuple[int, int], pictures: tuple[str, str], live: bool
) -> Card:
    moment, (layer, neuron), ending = seen.moment, place, f"{place[0]}-{place[1]}"
    a, slope, delta = [
        number_of(f"{quantity}-{ending}", value_of(seen, quantity, *place)) for quantity in ("a", "da_dz", "dC_dz")
    ]
    reached = moment.known("dC_dw", *place, 1)
    gradient: tuple[str, str] | None = None
    if layer == 1 and reached:
        value, top = float(moment.step.gradients.layers[0].dC_dz[0, neuron - 1]), seen.steepest(1)
        gradient = ("plus" if value > 0 else "minus", f"{abs(value) / top if top else 0:.3g}")
    fore = back = ""
    if plan.metrics.numbers:
        width, height = plan.metrics.card
        fore = drawn(a, standing(6, height - 7, "start fore"), live=live)
        fore += drawn(slope, standing(width - 5, 44, "slope end"), live=live)
        back = drawn(delta, standing(width - 5, height - 7, "end back"))
    focused = " focused" if moment.lesson.view.focus == f"z-{ending}" else ""
    row, column = divmod(neuron - 1, TILE_COLUMNS)
    name, (weights, gradients) = moment.symbols.neuron(*place), pictures
    return Card(
        ending, links.focus(f"z-{ending}"), spoken(seen, place, a, slope, delta), f"mark card{focused}",
        plan.nodes[place], name, (column, row) if layer == 1 else None, weights, gradient,
        gradients if reached else "", fore, back,
    )  # fmt: skip
