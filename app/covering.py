"""What it means to cover a number of a training step: nothing that is computed from it can be known either.

Predict, then reveal. An address names numbers that are covered until they are answered. A covered number is as good as
not computed yet, and so is whatever follows from it: covered ∂C/∂z₃ takes ∂C/∂w, ∂C/∂b and the new weights with it,
so that no number of the page gives it away by one look. What it is computed *from* stays: that is what the prediction
is made of. The numbers that are put in (w, b, x, ŷ) are given, not predicted, and cannot be covered.

Two more rules, for products that belong to the same operation: with a covered z the products w·a that it sums up are
gone, with a covered ∂C/∂a the products w·∂C/∂z', and with a covered C its terms.

``app.covered_numbers`` asks this module for every moment: what is covered is no number there (``number`` is nan), is
not ``known``, and is ``asked`` in its own place, where every panel writes a question mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from engine.lesson import Recipe
from engine.operations import Program, program

Place = tuple[int, ...]
Number = tuple[str, Place]
"""A quantity and its place: layer, neuron, and source of an edge."""

_NEURON = ("z", "a", "da_dz", "dC_da", "dC_dz", "dC_db", "dL_db", "b_new")
_EDGE = ("forward", "backward", "dC_dw", "dL_dw", "w_new")
_OUTPUT = ("y", "dC_dy")
_WHOLE = ("C", "L", "L_new")
COVERABLE = (*_NEURON, *_EDGE, *_OUTPUT, "dC_dx", *_WHOLE)
MOST_IN_A_QUIZ = 8
PASS = "pass"


def number_of(key: str) -> Number:
    """The number with an id: ``dC_dz-2-1`` is ``("dC_dz", (2, 1))``.

    Raises:
        ValueError: what follows the quantity is no place.
    """
    quantity, *rest = key.split("-")
    if not all(part.isascii() and part.isdigit() and not (part.startswith("0") and part != "0") for part in rest):
        raise ValueError(key)
    return quantity, tuple(map(int, rest))


def key_of(number: Number) -> str:
    """The id of a number."""
    return "-".join((number[0], *map(str, number[1])))


@dataclass(frozen=True, slots=True)
class Covering:
    """The numbers of one network's training step and how they hang together.

    Attributes:
        sizes: neurons a layer, the input layer first.
        several: whether the training set has several examples, so that L and ∂L/∂w are numbers of their own.
        softmax: whether the outputs depend on every z of their layer.
    """

    sizes: tuple[int, ...]
    several: bool
    softmax: bool

    @classmethod
    def of(cls, recipe: Recipe) -> "Covering":
        """Of a recipe's network and data."""
        return cls(recipe.sizes, recipe.batch > 1, not recipe.spec.layers[-1].activation.elementwise)

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.sizes) - 1

    @property
    def program(self) -> Program:
        """The operations of a training step, those that are done on request included."""
        return program(self.sizes, 2 if self.several else 1, with_dC_dx=True)

    def has(self, number: Number) -> bool:
        """Whether a training step of a network of this shape computes the number."""
        match number:
            case quantity, (layer, to) if quantity in _NEURON:
                return 1 <= layer <= self.last and 1 <= to <= self.sizes[layer]
            case quantity, (layer, to) if quantity in _OUTPUT:
                return layer == self.last and 1 <= to <= self.sizes[layer]
            case "dC_dx", (0, to):
                return 1 <= to <= self.sizes[0]
            case quantity, (layer, to, source) if quantity in _EDGE:
                inside = 1 <= layer <= self.last and 1 <= to <= self.sizes[layer]
                return inside and 1 <= source <= self.sizes[layer - 1]
            case quantity, ():
                return quantity in _WHOLE
        return False

    def canonical(self, number: Number) -> Number:
        """The same number under its one name: y is the last a, ∂C/∂a there is ∂C/∂y; L of one example is its C."""
        quantity, place = number
        if quantity == "y":
            return "a", place
        if quantity == "dC_da" and place[0] == self.last:
            return "dC_dy", place
        if not self.several and quantity in ("dL_dw", "dL_db", "L"):
            return {"dL_dw": "dC_dw", "dL_db": "dC_db", "L": "C"}[quantity], place
        return number

    def operation(self, number: Number) -> str:
        """The key of the operation that computes the number."""
        quantity, place = number
        match quantity:
            case "C" | "L":
                return "loss"
            case "L_new":
                return self.program.operations[-1].key
            case "da_dz":
                return key_of(("a", place))
            case "forward":
                return key_of(("z", place[:2]))
            case "backward":
                layer, _, source = place
                return f"dC_da-{layer - 1}-{source}" if layer > 1 else f"dC_dx-0-{source}"
            case "dC_dw" | "dC_db" | "dL_dw" | "dL_db":
                return f"{quantity[:2]}_dw-{place[0]}-{place[1]}"
            case "w_new" | "b_new":
                return f"update-{place[0]}-{place[1]}"
        return key_of(number)

    def order(self, number: Number) -> tuple[int, int, Place]:
        """By this, numbers stand in the order in which a training step computes them."""
        return self.program.places[self.operation(number)], COVERABLE.index(number[0]), number[1]

    def given_away_by(self, number: Number) -> Iterator[Number]:
        """The covered numbers that this one, a part of them, would give away by one look."""
        quantity, place = number
        if quantity == "forward":
            yield "z", place[:2]
        elif quantity == "backward":
            layer, _, source = place
            yield ("dC_da", (layer - 1, source)) if layer > 1 else ("dC_dx", (0, source))
        elif quantity == "C_term":
            yield "C", ()

    def operands(self, number: Number) -> Iterator[Number]:
        """The numbers that this one is computed from, other than what is given."""
        quantity, place = number
        layer, to = (*place, 0, 0)[:2]
        each = range(1, self.sizes[layer] + 1)
        match quantity:
            case "forward":
                yield from self._inputs(layer, place[2:])
            case "z":
                yield from (("forward", (*place, n)) for n in range(1, self.sizes[layer - 1] + 1))
            case "a":
                spread = self.softmax and layer == self.last
                yield from (("z", (layer, n)) for n in (each if spread else (to,)))
            case "y" | "dC_dy" | "C_term":
                yield "a", (self.last, to)
            case "da_dz":
                yield from (("z", place), ("a", place))
            case "C":
                yield from (("a", (self.last, n)) for n in range(1, self.sizes[-1] + 1))
            case "L":
                yield "C", ()
            case "backward":
                yield "dC_dz", (layer, to)
            case "dC_da" | "dC_dx":
                yield from (("backward", (layer + 1, n, to)) for n in range(1, self.sizes[layer + 1] + 1))
            case "dC_dz" if self.softmax and layer == self.last:
                yield from ((one, (layer, n)) for n in each for one in ("a", "dC_dy"))
            case "dC_dz":
                yield from (("da_dz", place), self.canonical(("dC_da", place)))
            case "dC_dw":
                yield "dC_dz", (layer, to)
                yield from self._inputs(layer, place[2:])
            case "dC_db":
                yield "dC_dz", place
            case "dL_dw" | "dL_db":
                yield f"dC_{quantity[3:]}", place
            case "w_new" | "b_new":
                yield self.canonical((f"dL_d{quantity[0]}", place))
            case "L_new":
                for number_of_layer in range(1, self.last + 1):
                    for n in range(1, self.sizes[number_of_layer] + 1):
                        yield "b_new", (number_of_layer, n)
                        yield from (
                            ("w_new", (number_of_layer, n, s)) for s in range(1, self.sizes[number_of_layer - 1] + 1)
                        )

    def _inputs(self, layer: int, sources: range | Place) -> Iterator[Number]:
        if layer > 1:
            yield from (("a", (layer - 1, source)) for source in sources)

    def quiz(self, which: int) -> tuple[Number, ...]:
        """What is asked of a whole pass, in the order of computation; of more than eight numbers eight, evenly spread.

        ∂L/∂w of a batch is not: it takes numbers of examples that are not drawn.

        Args:
            which: the forward pass and the loss (0), the backward pass and the gradients (1), or the update (2).
        """
        everyone = [*self._asked_of(which)]
        if len(everyone) <= MOST_IN_A_QUIZ:
            return tuple(everyone)
        step = (len(everyone) - 1) / (MOST_IN_A_QUIZ - 1)
        return tuple(everyone[round(index * step)] for index in range(MOST_IN_A_QUIZ))

    def _asked_of(self, which: int) -> Iterator[Number]:
        for operation in self.program.operations:
            if operation.group("pass") != (which,) or operation.kind in ("input", "gradient", "dC_dx", "dL_dw"):
                continue
            place = (operation.layer, operation.neuron)
            if operation.kind in ("dC_dw", "update"):
                source = (operation.neuron - 1) % self.sizes[operation.layer - 1] + 1
                yield {"update": "w_new"}.get(operation.kind, operation.kind), (*place, source)
            elif operation.kind == "loss":
                yield "C", ()
            else:
                yield operation.kind, place
