"""Small networks and batches for the tests, the same in every run."""

from collections.abc import Sequence

import numpy as np

from engine.activations import ACTIVATIONS, Activation
from engine.arrays import Array
from engine.losses import LOGARITHMIC, allowed_losses
from engine.network import Layer

ELEMENTWISE = tuple(name for name in ACTIVATIONS if name != "softmax")
PAIRS = tuple((activation, loss) for activation in ACTIVATIONS for loss in allowed_losses(activation))


def network(sizes: Sequence[int], activations: Sequence[str], seed: int = 0) -> tuple[Layer, ...]:
    """Weights and biases between -1.5 and 1.5."""
    random = np.random.default_rng(seed)
    return tuple(
        Layer(random.uniform(-1.5, 1.5, (n_out, n_in)), random.uniform(-1.5, 1.5, n_out), Activation(name))
        for n_in, n_out, name in zip(sizes, sizes[1:], activations, strict=False)
    )


def batch(sizes: Sequence[int], count: int, loss: str, seed: int = 0) -> tuple[Array, Array]:
    """Inputs between -1.5 and 1.5, and targets that the loss is defined for; not all of them sum to 1."""
    random = np.random.default_rng(1000 + seed)
    targets = random.uniform(0.0 if loss in LOGARITHMIC else -1.0, 1.0, (count, sizes[-1]))
    targets[0] = np.eye(sizes[-1])[0]
    return random.uniform(-1.5, 1.5, (count, sizes[0])), targets
