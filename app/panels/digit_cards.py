"""A hidden neuron of a digit network: its weights and its ∂C/∂w as pictures of the pixels, and its numbers."""

from dataclasses import dataclass

import numpy as np

from app.digit_layout import DigitLayout
from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.moment import id_of
from app.panels.digit_numbers import number_of, spoken
from app.panels.digit_tiles import Tone, signed_tones
from app.panels.marks import Text
from app.placement import Box
from engine.arrays import Array

TILE_COLUMNS = 8
"""Weight tiles side by side in the one image that holds them all."""


@dataclass(frozen=True, slots=True)
class Card:
    """A hidden neuron.

    Attributes:
        id: ``neuron-1-5``.
        href: the page with it in focus.
        label: its numbers in words.
        css: its classes.
        box: its place.
        name: z₅.
        sprite: where its weight tile stands in the image of all tiles; None behind the first hidden layer.
        weights: its weight tile, where there is no image of it.
        gradient: the sign and opacity of its ∂C/∂w tile, ``x`` in that strength; None until it is known.
        gradients: its ∂C/∂w tile behind the first hidden layer.
        fore: a and σ'(z).
        back: ∂C/∂z.
    """

    id: str
    href: str
    label: str
    css: str
    box: Box
    name: str
    sprite: tuple[int, int] | None
    weights: tuple[Tone, ...]
    gradient: tuple[str, str] | None
    gradients: tuple[Tone, ...]
    fore: tuple[Text, ...]
    back: tuple[Text, ...]


def weight_scale(W: Array) -> float:
    """The magnitude of the full colour of a weight tile: all but 2 in 100 weights of the layer are below it."""
    return float(np.quantile(np.abs(W), 0.98)) or 1.0


def gradient_scale(seen: Seen) -> float:
    """The |∂C/∂z| whose ∂C/∂w tile has the full colour: the largest of the first layer for any of the ten targets."""
    return float(abs(seen.ten_targets.layers[0].dC_dz).max())


def card(seen: Seen, plan: DigitLayout, links: DrawingLinks, layer: int, neuron: int) -> Card:
    """The card of a hidden neuron at a moment."""
    moment, box, place = seen.moment, plan.nodes[layer, neuron], (layer, neuron)
    y = box.bottom - 7
    fore = (
        number_of(seen, (box.x + 6, y), "start fore", "a", *place),
        number_of(seen, (box.right - 5, box.y + 44), "slope end", "da_dz", *place),
    )
    back = number_of(seen, (box.right - 5, y), "end back", "dC_dz", *place)
    row, column = divmod(neuron - 1, TILE_COLUMNS)
    gradient: tuple[str, str] | None = None
    weights: tuple[Tone, ...] = ()
    gradients: tuple[Tone, ...] = ()
    if layer == 1:
        if moment.known("dC_dw", *place, 1):
            value = float(moment.step.gradients.layers[0].dC_dz[0, neuron - 1])
            top = gradient_scale(seen)
            gradient = ("plus" if value > 0 else "minus", f"{abs(value) / top if top else 0:.3g}")
    else:
        W = moment.step.layers[layer - 1].W
        weights = signed_tones(W[neuron - 1].tolist(), float(abs(W).max()), 2)
        if moment.known("dC_dw", *place, 1):
            dW = moment.step.gradients.layers[layer - 1].dC_dW[neuron - 1]
            gradients = signed_tones(dW.tolist(), seen.strongest(layer), 2)
    focused = " focused" if moment.lesson.view.focus == id_of("z", *place) else ""
    return Card(
        f"neuron-{layer}-{neuron}", links.focus(id_of("z", *place)), spoken(seen, place), f"mark card{focused}", box,
        moment.symbols.neuron(*place), (column, row) if layer == 1 else None, weights, gradient, gradients,
        fore if plan.metrics.numbers else (), (back,) if plan.metrics.numbers else (),
    )  # fmt: skip
