"""What a lesson starts from, as a value."""

from dataclasses import dataclass, field
from typing import cast

from engine.network import Initialisation, NetworkSpec
from engine.optimisers import Optimiser
from engine.training import GRADIENT_DESCENT

Numbers = tuple[float, ...]
Rows = tuple[Numbers, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything a lesson starts from; a value that compares and hashes.

    Attributes:
        spec: the network's sizes and activations.
        weights: for each layer its n_out · n_in weights, row by row (a row is a neuron), or None: drawn from the seed.
        biases: for each layer its n_out biases, or None: as the initialisation leaves them.
        initialisation: the scheme for what is not given.
        seed: of the initialisation.
        loss: a name out of ``engine.losses.LOSSES``.
        inputs: one row an example.
        targets: one row an example; ŷ in the notes.
        learning_rate: η.
        reduction: ``"sum"`` or ``"mean"`` over the examples.
        frozen: names of parameters that no update changes: ``biases``, ``layer2``, ``w3``, ``b1``.
        optimiser: how the gradient moves the parameters.
        batch_size: how many examples an update learns from; 0: all of them.
        test_inputs: one row an example that no update learns from.
        test_targets: one row an example.
    """

    spec: NetworkSpec
    weights: tuple[Numbers | None, ...]
    biases: tuple[Numbers | None, ...]
    initialisation: Initialisation
    seed: int
    loss: str
    inputs: Rows
    targets: Rows
    learning_rate: float
    reduction: str
    frozen: tuple[str, ...] = ()
    optimiser: Optimiser = GRADIENT_DESCENT
    batch_size: int = 0
    test_inputs: Rows = ()
    test_targets: Rows = ()
    _hash: int | None = field(default=None, init=False, repr=False, compare=False)

    def __hash__(self) -> int:
        """Computed once: a recipe may hold a thousand rows, and stands in many keys."""
        if self._hash is None:
            numbers = (self.weights, self.biases, self.inputs, self.targets, self.test_inputs, self.test_targets)
            rest = (self.spec, self.initialisation, self.seed, self.loss, self.learning_rate, self.reduction)
            object.__setattr__(self, "_hash", hash((numbers, rest, self.frozen, self.optimiser, self.batch_size)))
        return cast(int, self._hash)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons a layer, the input layer first."""
        return self.spec.sizes

    @property
    def batch(self) -> int:
        """How many examples an update learns from; the last of an epoch, or with examples left out, from fewer."""
        return min(self.batch_size or len(self.inputs), len(self.inputs))
