"""What the present step is about: the operations that it just did, their results and the terms they were made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from app.moment import Moment, id_of
from engine.losses import is_fused
from engine.operations import Operation


@dataclass(frozen=True, slots=True)
class Present:
    """The operations of the present step and the ids that take part in them.

    Attributes:
        operations: one neuron's, or its whole layer's when a step is larger than a neuron; none at the start.
        results: ids of the numbers just computed.
        terms: ids of the numbers they were computed from.
    """

    operations: tuple[Operation, ...]
    results: frozenset[str]
    terms: frozenset[str]

    def css(self, key: str) -> str:
        """The class of a number with this id: lit as a result, as a term, or not at all."""
        if key in self.results:
            return " lit result"
        return " lit" if key in self.terms else ""


def present(moment: Moment) -> Present:
    """The present step of a moment."""
    together = operations_together(moment)
    return Present(
        together,
        frozenset(chain.from_iterable(_results(moment, one) for one in together)),
        frozenset(chain.from_iterable(_terms(moment, one) for one in together)),
    )


def operations_together(moment: Moment) -> tuple[Operation, ...]:
    """The operation just done, with those of its layer that were done like it where a step is larger than a neuron."""
    operation = moment.lesson.operation
    if operation is None:
        return ()
    return (operation,) if moment.lesson.view.step == "neuron" else tuple(_layer_mates(moment, operation))


def _layer_mates(moment: Moment, operation: Operation) -> Iterator[Operation]:
    done = moment.lesson.program.operations[: moment.lesson.done]
    return (one for one in done if one.group("operation") == operation.group("operation"))


def _parameters(moment: Moment, w: str, b: str, layer: int, to: int) -> Iterator[str]:
    for source in range(1, moment.sizes[layer - 1] + 1):
        yield id_of(w, layer, to, source)
    yield id_of(b, layer, to)


def _results(moment: Moment, operation: Operation) -> Iterator[str]:
    layer, neuron, sizes = operation.layer, operation.neuron, moment.sizes
    match operation.kind:
        case "input":
            yield from (id_of("x", 0, source) for source in range(1, sizes[0] + 1))
        case "loss":
            yield from ("C", "L")
        case "dC_dy":
            yield from (id_of("dC_dy", layer, neuron), id_of("dC_da", layer, neuron))
        case "a":
            yield from (id_of("a", layer, neuron), id_of("da_dz", layer, neuron), id_of("y", layer, neuron))
        case "dC_dw" | "dL_dw":
            yield from _parameters(moment, operation.kind, operation.kind[:-1] + "b", layer, neuron)
        case "update":
            yield from _parameters(moment, "w_new", "b_new", layer, neuron)
        case "gradient":
            for number in range(1, len(sizes)):
                for to in range(1, sizes[number] + 1):
                    yield from _parameters(moment, "dL_dw", "dL_db", number, to)
        case _:
            yield id_of(operation.kind, layer, neuron)


def _terms(moment: Moment, operation: Operation) -> Iterator[str]:
    layer, neuron, sizes, recipe = operation.layer, operation.neuron, moment.sizes, moment.lesson.recipe
    activation = recipe.spec.layers[layer - 1].activation.name if layer else ""
    match operation.kind:
        case "z":
            for source in range(1, sizes[layer - 1] + 1):
                yield id_of("forward", layer, neuron, source)
                yield id_of("a" if layer > 1 else "x", layer - 1, source)
            yield from _parameters(moment, "w", "b", layer, neuron)
        case "a":
            softmax = activation == "softmax"
            yield from (id_of("z", layer, n) for n in (range(1, sizes[layer] + 1) if softmax else (neuron,)))
        case "loss":
            for output in range(1, sizes[layer] + 1):
                yield from (id_of(quantity, layer, output) for quantity in ("y", "target", "C_term"))
        case "dC_dy":
            yield from (id_of("y", layer, neuron), id_of("target", layer, neuron))
        case "dC_dz" if activation == "softmax" and recipe.loss != "cross_entropy":
            for output in range(1, sizes[layer] + 1):
                yield from (id_of("y", layer, output), id_of("dC_dy", layer, output))
        case "dC_dz" if layer == moment.last and is_fused(activation, recipe.loss):
            yield from (id_of("y", layer, neuron), id_of("target", layer, neuron))
        case "dC_dz":
            yield from (id_of("dC_da", layer, neuron), id_of("da_dz", layer, neuron))
            if layer == moment.last:  # where ∂C/∂a is ∂C/∂y
                yield id_of("dC_dy", layer, neuron)
        case "dC_da" | "dC_dx":
            for to in range(1, sizes[layer + 1] + 1):
                yield id_of("backward", layer + 1, to, neuron)
                yield id_of("w", layer + 1, to, neuron)
                yield id_of("dC_dz", layer + 1, to)
        case "dC_dw":
            yield id_of("dC_dz", layer, neuron)
            yield from (id_of("a" if layer > 1 else "x", layer - 1, n) for n in range(1, sizes[layer - 1] + 1))
        case "dL_dw":
            yield from _parameters(moment, "dC_dw", "dC_db", layer, neuron)
        case "update":
            yield from _parameters(moment, "w", "b", layer, neuron)
            yield from _parameters(moment, "dL_dw", "dL_db", layer, neuron)
        case _:
            return
