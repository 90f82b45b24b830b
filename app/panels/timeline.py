"""The timeline: every operation of the training step, in words, as places to jump to."""

from dataclasses import dataclass
from itertools import groupby, pairwise

from app.language import _
from app.links import Go, Links
from app.moment import Moment
from app.symbols import Symbols
from engine.operations import Operation
from engine.words import N_

PHASES = {
    "forward": N_("Forward"),
    "loss": N_("Loss"),
    "backward": N_("Backward"),
    "gradients": N_("Gradients"),
    "update": N_("Update"),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the timeline.

    Attributes:
        name: short, as printed.
        words: what happens there, in words.
        go: how to get there; None where that is after the end of the lesson.
        state: ``past``, ``now`` or ``ahead``.
    """

    name: str
    words: str
    go: Go | None
    state: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """The stops of one phase."""

    name: str
    phase: str
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The training step at two grains.

    Attributes:
        stretches: phase by phase, a stop a layer.
        operations: the single operations of the stop where the cursor is.
        here: that stop in words.
    """

    stretches: tuple[Stretch, ...]
    operations: tuple[Stop, ...]
    here: str


def timeline(moment: Moment, links: Links, *, single: bool = True) -> Timeline:
    """The timeline of the training step that is shown.

    Args:
        moment: where the cursor is.
        links: the ways to the stops.
        single: whether the single operations of the cursor's stop are wanted, too.
    """
    lesson = moment.lesson
    operations, ends = lesson.program.operations, lesson.program.boundaries["layer"]
    done = lesson.done
    current = max(done, 1)

    def stop(first: int, last: int, name: str, words: str) -> Stop:
        state = "now" if first <= done <= last else "past" if last < done else "ahead"
        return Stop(name, words, links.time(lesson.update * len(operations) + last), state)

    stretches: list[Stretch] = []
    here, at_cursor = "", range(0)
    for phase, layers in groupby(pairwise((0, *ends)), key=lambda pair: operations[pair[0]].phase):
        stops: list[Stop] = []
        for before, last in layers:
            name = _layer_name(moment.symbols, operations[last - 1])
            words = _("{phase}, {name}", phase=PHASES[phase], name=name)
            stops.append(stop(before + 1, last, name, words))
            if before < current <= last and last - before > 1:
                here, at_cursor = words, range(before + 1, last + 1)
        stretches.append(Stretch(_(PHASES[phase]), phase, tuple(stops)))
    return Timeline(
        tuple(stretches),
        tuple(
            stop(n, n, _short(moment.symbols, operations[n - 1]), _words(moment.symbols, operations[n - 1]))
            for n in (at_cursor if single else ())
        ),
        here,
    )


def _layer_name(symbols: Symbols, operation: Operation) -> str:
    match operation.kind:
        case "input":
            return _("input")
        case "loss":
            return "C"
        case "dC_dx":
            return "∂C/∂x"
        case "gradient":
            return "∇L"
        case "dL_dw":
            return _("batch, {layer}", layer=_short_layer(symbols, operation.layer))
    return _short_layer(symbols, operation.layer)


def _short_layer(symbols: Symbols, layer: int) -> str:
    return _("output") if layer == symbols.last else symbols.layer(layer)


def _short(symbols: Symbols, operation: Operation) -> str:
    place = (operation.layer, operation.neuron)
    match operation.kind:
        case "z":
            return symbols.neuron(*place)
        case "a":
            return symbols.activation(*place)
        case "dC_dz":
            return symbols.delta(*place)
        case "dC_da" | "dC_dy" | "dC_dx":
            return f"∂C/∂{symbols.activation(*place)}"
        case "dC_dw":
            return _("{slope} into {neuron}", slope="∂C/∂w", neuron=symbols.neuron(*place))
        case "dL_dw":
            return _("{slope} into {neuron}", slope="∂L/∂w", neuron=symbols.neuron(*place))
    return _("weights into {neuron}", neuron=symbols.neuron(*place))


def _words(symbols: Symbols, operation: Operation) -> str:
    place = (operation.layer, operation.neuron)
    words = {
        "z": N_("weigh and add up the inputs of {name}"),
        "a": N_("apply the activation of {name}"),
        "dC_dz": N_("multiply by the gain of {name}"),
        "dC_da": N_("add up what comes back to {name}"),
        "dC_dx": N_("add up what comes back to {name}"),
        "dC_dy": N_("read the slope of the loss at {name}"),
        "dC_dw": N_("read off the gradients into {name}"),
        "dL_dw": N_("put the examples together for {name}"),
        "update": N_("move the parameters into {name}"),
    }[operation.kind]
    name = symbols.activation(*place) if operation.kind in ("dC_da", "dC_dx", "dC_dy") else symbols.neuron(*place)
    return _(words, name=name)
