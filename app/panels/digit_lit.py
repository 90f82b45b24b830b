"""The edges of what is in focus in a digit network: of a neuron, of a pixel's most important paths, or one alone."""

from collections import defaultdict

from app.digit_layout import DigitLayout
from app.drawing_lesson import Seen
from app.panels.digit_edges import Place, carried, scale_of, side_of
from app.panels.digit_focus import MOST_PATHS
from app.scales import width_step
from engine.paths import paths_from_input


def lit(seen: Seen, plan: DigitLayout) -> tuple[tuple[str, str], ...]:
    """The edges of what is in focus, as path data and classes; on one scale with all the others.

    Of a neuron those that carry something are drawn; the edges of a path and one in focus even where they carry 0.
    """
    quantity, values = carried(seen)
    kind, *rest = seen.moment.lesson.view.focus.split("-")
    places = _places(seen, kind, tuple(map(int, rest)))
    if not values or not places:
        return ()
    top = scale_of(seen, quantity, values)
    pieces: dict[str, list[str]] = defaultdict(list)
    for layer, to, source in places:
        value = float(values[layer][to - 1, source - 1]) if layer in values else None
        if value is None or (kind == "z" and not value):
            continue
        sign = " neg" if value < 0 else ""
        css = f"wire {side_of(quantity)} w{width_step(value, top)}{sign}"
        pieces[css].append(plan.wire(layer, to, source))
    return tuple(("".join(paths), css) for css, paths in sorted(pieces.items()))


def _places(seen: Seen, kind: str, place: tuple[int, ...]) -> list[Place]:
    """Which edges those are."""
    sizes = seen.moment.sizes
    match kind, place:
        case "z", (layer, neuron):
            into = [(layer, neuron, source) for source in range(1, sizes[layer - 1] + 1)]
            last = layer == len(sizes) - 1
            return into + ([] if last else [(layer + 1, to, neuron) for to in range(1, sizes[layer + 1] + 1)])
        case "x", (_, pixel) if seen.moment.known("dC_dx", 0, pixel):
            paths = paths_from_input(seen.layers, seen.moment.step.gradients, pixel, MOST_PATHS)
            ways = [(pixel, *path.neurons) for path in paths]
            return sorted({(n, way[n], way[n - 1]) for way in ways for n in range(1, len(way))})
        case "w", (layer, to, source):
            return [(layer, to, source)]
    return []
