"""Many updates at once: the calls of a traced step, run again and again on the same buffers, with nothing kept."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from engine.arrays import Array, examples, freeze
from engine.batches import Rows
from engine.calls import Call, OfTargets, run
from engine.descent import Frozen
from engine.evaluation import checked_targets
from engine.network import Layer, check
from engine.optimisers import Optimiser, update_calls
from engine.plan import BackwardBuffers, ForwardBuffers, backward_calls, flat_matrices, forward_calls

GRADIENT_DESCENT = Optimiser()


def train(
    layers: Sequence[Layer],
    x: ArrayLike,
    targets: ArrayLike,
    loss: str,
    learning_rate: float,
    reduction: str,
    updates: int,
    frozen: Frozen | None = None,
) -> tuple[Layer, ...]:
    """The network after so many updates of gradient descent on the whole batch.

    Bit for bit what as many rounds of ``forward``, ``backward`` and ``gradient_step`` give on the same machine.

    Args:
        layers: the network at the start; it is not changed.
        x: (N, n_in) or (n_in,).
        targets: (N, n_out) or (n_out,).
        loss: a name out of ``engine.losses.LOSSES``.
        learning_rate: η.
        reduction: ``"sum"`` or ``"mean"`` of the gradients over the examples.
        updates: 0 or more.
        frozen: what no update changes; None: everything learns.

    Raises:
        NetworkError, ShapeError, DomainError, TargetError: as ``forward``, ``backward`` and ``gradient_step`` do.
    """
    training = Training(layers, x, targets, loss, learning_rate, reduction, frozen)
    training.run(updates)
    return training.layers


class Training:
    """A network that is being trained: the one thing of the engine that changes.

    Attributes:
        updates: how many updates were made, those before it began included.
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        x: ArrayLike,
        targets: ArrayLike,
        loss: str,
        learning_rate: float,
        reduction: str,
        frozen: Frozen | None = None,
        optimiser: Optimiser = GRADIENT_DESCENT,
        memory: Sequence[Array] = (),
        updates: int = 0,
        batch: Callable[[int], Rows] | None = None,
    ) -> None:
        """Stand where ``layers`` and ``memory`` are; neither is changed.

        Args:
            layers: the network.
            x: (N, n_in) or (n_in,), the training set.
            targets: (N, n_out) or (n_out,).
            loss: a name out of ``engine.losses.LOSSES``.
            learning_rate: η.
            reduction: ``"sum"`` or ``"mean"`` of the gradients over the examples of a batch.
            frozen: what no update changes; None: everything learns.
            optimiser: how the gradient moves the parameters.
            memory: what it remembers, (P,) each; none: it remembers nothing yet.
            updates: how many updates were made before.
            batch: the rows of the training set that the update after so many updates learns from; None: all.

        Raises:
            NetworkError, ShapeError, DomainError, TargetError: as ``forward``, ``backward``, ``gradient_step`` do.
        """
        check(layers)
        self._layers, self._x = tuple(layers), examples(x, "inputs", layers[0].n_in)
        self._target = checked_targets(layers, len(self._x), targets, loss, reduction)
        self._loss, self._reduction, self._batch = loss, reduction, batch
        self._parameters, self._matrices = flat_matrices(layers)
        for matrix, layer in zip(self._matrices, layers, strict=True):
            matrix[...] = layer.matrix
        begun = memory or [np.zeros(self._parameters.shape)] * len(optimiser.memories)
        self._memory = tuple(one.copy() for one in begun)
        self._gradient = np.empty(self._parameters.shape)
        self.updates, self._made = updates, np.array(float(updates))
        self._update = update_calls(
            optimiser, self._parameters, self._gradient, self._memory, learning_rate,
            None if frozen is None else frozen.flat(layers), self._made,
        )  # fmt: skip
        self._plans: dict[int, tuple[list[Call], Array, Array]] = {}

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The network as it is now."""
        pairs = zip(self._matrices, self._layers, strict=True)
        return tuple(Layer.of(matrix.copy(), layer.activation) for matrix, layer in pairs)

    @property
    def memory(self) -> tuple[Array, ...]:
        """What the optimiser remembers now, read-only."""
        kept = tuple(one.copy() for one in self._memory)
        freeze(*kept)
        return kept

    @property
    def finite(self) -> bool:
        """Whether every parameter and all that is remembered is a finite number."""
        return all(bool(np.isfinite(numbers).all()) for numbers in (self._parameters, *self._memory))

    def run(self, updates: int) -> None:
        """So many updates more."""
        if self._batch is None:
            calls = self._plan(len(self._x))[0]
            run(call for call in calls if isinstance(call, OfTargets))
            run([call for call in calls if not isinstance(call, OfTargets)], updates)
        else:
            for update in range(self.updates, self.updates + updates):
                rows = self._batch(update)
                calls, inputs, columns = self._plan(len(rows))
                inputs[...] = self._x[rows]
                columns[...] = self._target[rows].T
                run(calls)
        self.updates += updates

    def run_finite(self, updates: int) -> bool:
        """So many updates more, or as many as leave every number finite; whether all were made."""
        for done in range(0, updates, _CHECKED):
            count, begun = min(_CHECKED, updates - done), self._numbers()
            self.run(count)
            if self.finite:
                continue
            self._go_back(begun, count)
            for _ in range(count):
                before = self._numbers()
                self.run(1)
                if not self.finite:
                    self._go_back(before, 1)
                    return False
        return True

    def _numbers(self) -> tuple[Array, ...]:
        return tuple(one.copy() for one in (self._parameters, *self._memory))

    def _go_back(self, numbers: Sequence[Array], updates: int) -> None:
        for one, before in zip((self._parameters, *self._memory), numbers, strict=True):
            one[...] = before
        self.updates -= updates
        self._made[...] = self.updates

    def _plan(self, count: int) -> tuple[list[Call], Array, Array]:
        """The calls of one update on so many examples, and where their inputs and targets go."""
        if count not in self._plans:
            forward = ForwardBuffers(self._layers, self._matrices, self._x[:count])
            back = BackwardBuffers(forward, self._gradient)
            columns = self._target[:count].T.copy()
            calls = forward_calls(forward)
            calls += backward_calls(forward, back, columns, self._loss, self._reduction)
            self._plans[count] = [*calls, *self._update], forward.read[0][:-1].T, columns
        return self._plans[count]


_CHECKED = 64
"""Updates between two looks at whether all numbers are finite: the look costs about as much as one small update."""
