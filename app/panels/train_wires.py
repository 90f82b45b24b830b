"""The wires of the training page's picture: width by |w| on one scale, a dash for minus."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from app.language import _
from app.map_scales import top_of
from app.numbers import data, text
from app.panels.train_moment import PictureLinks, TrainMoment
from app.scales import width_step
from app.train_layout import TrainLayout

MAX_SINGLE_WIRES = 200
"""Wires that can be pointed at; of more, the largest, and all others in bulk."""
LARGEST_WIRES = 60


@dataclass(frozen=True, slots=True)
class WireMark:
    """A wire.

    Attributes:
        id: of what can be pointed at: ``edge-1-2-1``.
        line: the id of the stroke.
        path: SVG path data.
        css: the classes of the stroke.
        data: the weight at full precision.
        label: what it is, in words.
        href: the page with it in focus.
        focused: `` focused`` or nothing.
    """

    id: str
    line: str
    path: str
    css: str
    data: str
    label: str
    href: str
    focused: str


def wires(
    moment: TrainMoment, links: PictureLinks, plan: TrainLayout
) -> tuple[tuple[WireMark, ...], tuple[tuple[str, str], ...], float]:
    """The wires that can be pointed at, the paths and classes of all others, and the magnitude of the widest line."""
    flat = np.concatenate([layer.W.ravel() for layer in moment.layers])
    top, values = top_of(flat), dict(zip(plan.wires, flat.tolist(), strict=True))
    largest = set(plan.wires)
    if len(flat) > MAX_SINGLE_WIRES:
        order = list(plan.wires)
        largest = {order[index] for index in np.argsort(-np.abs(flat), kind="stable")[:LARGEST_WIRES].tolist()}
        largest |= {place for place in order if f"w-{place[0]}-{place[1]}-{place[2]}" == moment.focus}
    single: list[WireMark] = []
    bulk: dict[str, list[str]] = defaultdict(list)
    for place, wire in plan.wires.items():
        layer, to, source = place
        value = values[place]
        css = f"fore w{width_step(value, top)}{' neg' if value < 0 else ''}"
        if place not in largest:
            bulk[f"bulk {css}"].append(f"M{wire.x1:.0f} {wire.y1:.0f}L{wire.x2:.0f} {wire.y2:.0f}")
            continue
        symbols, key = moment.symbols, f"{layer}-{to}-{source}"
        ends = f"{symbols.neuron(layer - 1, source)} → {symbols.neuron(layer, to)}"
        label = _("{weight}, {ends}: {value}", weight=symbols.weight(*place), ends=ends, value=text(value))
        focused = " focused" if moment.focus == f"w-{key}" else ""
        single.append(
            WireMark(
                f"edge-{key}", f"wire-{key}", wire.path(), f"wire {css}", data(value), label, links.focus(f"w-{key}"),
                focused,
            )
        )  # fmt: skip
    return tuple(single), tuple(("".join(paths), css) for css, paths in sorted(bulk.items())), top


def ports(plan: TrainLayout) -> str:
    """The two ends of every wire in the order of the weights: x y x y and so on."""
    return " ".join(f"{wire.x1:.0f} {wire.y1:.0f} {wire.x2:.0f} {wire.y2:.0f}" for wire in plan.wires.values())
