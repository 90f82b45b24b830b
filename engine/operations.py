"""One training step as a list of named operations, in the order of the lecture notes, and the sizes of a step in it.

Forward: read the input; for each layer every z, then every a; the loss. Backward: ∂C/∂y; then layer by layer
∂C/∂z = σ'(z) ∂C/∂a and ∂C/∂a of the layer before as a sum (∂C/∂x last, when it is asked for); the gradients
∂C/∂w = a · ∂C/∂z' of one example, their sum or mean over the batch, ∇L as a column; the update of every parameter.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Kind = Literal["input", "z", "a", "loss", "dC_dy", "dC_dz", "dC_da", "dC_dx", "dC_dw", "dL_dw", "gradient", "update"]
Phase = Literal["start", "forward", "loss", "backward", "gradients", "update"]
StepSize = Literal["neuron", "operation", "layer", "pass", "update"]

STEP_SIZES: tuple[StepSize, ...] = ("neuron", "operation", "layer", "pass", "update")

_PHASES: dict[Kind, Phase] = {
    "input": "forward", "z": "forward", "a": "forward", "loss": "loss",
    "dC_dy": "backward", "dC_dz": "backward", "dC_da": "backward", "dC_dx": "backward",
    "dC_dw": "gradients", "dL_dw": "gradients", "gradient": "gradients", "update": "update",
}  # fmt: skip
_PASSES: dict[Phase, int] = {"forward": 0, "loss": 0, "backward": 1, "gradients": 1, "update": 2}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of one neuron (or of the whole network: the input, the loss, ∇L, where ``neuron`` is 0).

    Attributes:
        kind: what is computed.
        layer: the layer whose quantity it is; the input layer is 0.
        neuron: which neuron of that layer, counted from 1. ``dC_dw``, ``dL_dw`` and ``update`` take all the
            incoming weights of their neuron and its bias.
    """

    kind: Kind
    layer: int = 0
    neuron: int = 0

    @property
    def key(self) -> str:
        """Its name in an address, like ``dC_dz-2-1``; ``input``, ``loss`` and ``gradient`` stand alone."""
        return f"{self.kind}-{self.layer}-{self.neuron}" if self.neuron else self.kind

    @property
    def phase(self) -> Phase:
        """The phase it belongs to."""
        return _PHASES[self.kind]

    def group(self, size: StepSize) -> tuple[object, ...]:
        """Equal for two neighbours exactly when a step of this size takes them together."""
        match size:
            case "neuron":
                return (self.kind, self.layer, self.neuron)
            case "operation":
                return (self.kind, self.layer)
            case "layer":
                sub_step = self.kind if self.phase in ("loss", "gradients") or self.kind == "dC_dx" else ""
                return (self.phase, sub_step, self.layer)
            case "pass":
                return (_PASSES[self.phase],)
            case "update":
                return ()


@dataclass(frozen=True, slots=True)
class Program:
    """The operations of one training step of a network, in order, with the boundaries of every step size.

    Attributes:
        operations: all of them, one neuron at a time.
        boundaries: for each size the counts of finished operations (1 … n) at which a step of that size ends.
        places: the count of finished operations right after the operation with this key.
    """

    operations: tuple[Operation, ...]
    boundaries: dict[StepSize, tuple[int, ...]]
    places: dict[str, int]

    def __len__(self) -> int:
        """The number of operations of one training step."""
        return len(self.operations)

    def end_of(self, phase: Phase) -> int:
        """The count of finished operations when the last operation of a phase is done."""
        return max(n for n in self.boundaries["layer"] if self.operations[n - 1].phase == phase)

    def forward_from(self, time: int, size: StepSize) -> int:
        """The next boundary of this size after ``time``, counted in operations since the lesson's start."""
        update, done = divmod(time, len(self))
        ends = self.boundaries[size]
        return update * len(self) + ends[bisect_right(ends, done)]

    def back_from(self, time: int, size: StepSize) -> int:
        """The last boundary of this size before ``time``; the start, 0, is a boundary of every size."""
        if time <= 0:
            return 0
        update, done = divmod(time - 1, len(self))
        ends = self.boundaries[size]
        index = bisect_left(ends, done + 1)
        return update * len(self) + (ends[index - 1] if index else 0)


@lru_cache(maxsize=512)
def program(sizes: tuple[int, ...], batch: int, *, with_dC_dx: bool = False) -> Program:
    """The program of one training step for layers of these sizes (input first) and this many examples.

    A batch of one has no sum over examples: there ∂L/∂w is ∂C/∂w, and ∇L follows at once.
    """
    last = len(sizes) - 1
    operations = [Operation("input")]

    def each(kind: Kind, layer: int) -> None:
        operations.extend(Operation(kind, layer, neuron) for neuron in range(1, sizes[layer] + 1))

    for layer in range(1, last + 1):
        each("z", layer)
        each("a", layer)
    operations.append(Operation("loss", last))
    each("dC_dy", last)
    for layer in range(last, 0, -1):
        if layer < last:
            each("dC_da", layer)
        each("dC_dz", layer)
    if with_dC_dx:
        each("dC_dx", 0)
    for kind in _gradient_kinds(batch):
        for layer in range(1, last + 1):
            each(kind, layer)
    operations.append(Operation("gradient", last))
    for layer in range(1, last + 1):
        each("update", layer)
    return Program(
        tuple(operations),
        {size: _boundaries(operations, size) for size in STEP_SIZES},
        {operation.key: count for count, operation in enumerate(operations, 1)},
    )


def _gradient_kinds(batch: int) -> tuple[Kind, ...]:
    return ("dC_dw", "dL_dw") if batch > 1 else ("dC_dw",)


def _boundaries(operations: Sequence[Operation], size: StepSize) -> tuple[int, ...]:
    groups = [operation.group(size) for operation in operations]
    return (*(n for n in range(1, len(groups)) if groups[n] != groups[n - 1]), len(groups))
