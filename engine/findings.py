"""What can be wrong with a run, as plain values."""

from dataclasses import dataclass
from typing import Literal, get_args

from engine.operations import Operation

Fault = Literal["diverged", "rate", "symmetric", "dead", "saturated", "exploding", "vanishing"]
FAULTS: tuple[Fault, ...] = get_args(Fault)
"""The most serious first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and since when.

    Attributes:
        fault: ``diverged`` a number is no longer finite; ``rate`` η is too large for this loss; ``symmetric`` neurons
            that get the same gradient for ever; ``dead`` relus that are 0 for every example; ``saturated`` neurons
            with next to no gain; ``exploding`` and ``vanishing`` gradients from the last layer to the first.
        layer: which one, counted from 1; 0: the whole network.
        neurons: which of that layer, counted from 1; none: the layer, or the network.
        whole: whether these are all neurons of the layer; False where none are named.
        update: the count of updates after which it was first seen and from which on it stayed; of ``rate`` the first
            update that made the loss rise, of ``diverged`` the update that is not finite.
        before: the last count before it that was looked at, where it was not so yet; None: nobody looked before.
            Where it is ``update`` - 1, ``update`` is exact.
        value: the number that says so: see ``limit``.
        limit: what the number was held against. ``rate``: the mean loss now, and its reference (the best before, or
            the start); ``saturated``: the mean gain of these neurons, and a hundredth of the activation's largest;
            ``dead``: the largest z of these neurons, and 0; ``exploding``, ``vanishing``: ∂C/∂z of the first
            layer (rms) as a multiple of the last one's, and the bound; ``symmetric``: the largest
            difference between the parameters of two neurons that are alike, and the tolerance; ``diverged``: the
            first number that is not finite, and the largest float.
        operation: of ``diverged``: the operation that gave it.
        example: of ``diverged``: the number of the training example, counted from 1; 0 where it is of all examples.
    """

    fault: Fault
    layer: int
    neurons: tuple[int, ...]
    update: int
    value: float
    limit: float
    before: int | None = None
    whole: bool = False
    operation: Operation | None = None
    example: int = 0

    @property
    def mild(self) -> bool:
        """Whether the run can do its work all the same: some relus of a layer are dead, and others are not."""
        return self.fault == "dead" and not self.whole
