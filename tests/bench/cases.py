"""The networks that are timed: those of the lecture notes, of a playground, and of three sizes of digit classifier."""

from dataclasses import dataclass

import numpy as np

from engine.activations import Activation
from engine.arrays import Array
from engine.network import Initialisation, Layer, LayerSpec, NetworkSpec, initialise

LEARNING_RATE = 0.001


@dataclass(frozen=True)
class Case:
    """One row of the table.

    Attributes:
        sizes: neurons a layer, the inputs first.
        activations: one a layer.
        loss: the loss of the output.
        batch: number of examples.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    batch: int

    @property
    def name(self) -> str:
        return f"{'-'.join(map(str, self.sizes))}, {self.batch}"

    @property
    def layers(self) -> tuple[Layer, ...]:
        specs = tuple(
            LayerSpec(n_out, Activation(name)) for n_out, name in zip(self.sizes[1:], self.activations, strict=True)
        )
        return initialise(NetworkSpec(self.sizes[0], specs), Initialisation("xavier"), seed=1)

    @property
    def parameters(self) -> list[tuple[Array, Array]]:
        """W and b of every layer."""
        return [(layer.W, layer.b) for layer in self.layers]

    @property
    def data(self) -> tuple[Array, Array]:
        """Inputs between 0 and 1; of each target one output is 1."""
        random = np.random.default_rng(0)
        x = random.random((self.batch, self.sizes[0]))
        if self.sizes[-1] == 1:
            return x, random.integers(0, 2, (self.batch, 1)).astype(np.float64)
        return x, np.eye(self.sizes[-1])[random.integers(0, self.sizes[-1], self.batch)]


CASES = (
    Case((2, 2, 2, 2), ("sigmoid", "sigmoid", "sigmoid"), "half_squared_error", 1),
    Case((2, 4, 2, 1), ("tanh", "tanh", "sigmoid"), "binary_cross_entropy", 10),
    Case((256, 16, 16, 10), ("relu", "relu", "softmax"), "cross_entropy", 32),
    Case((256, 64, 10), ("relu", "softmax"), "cross_entropy", 128),
    Case((784, 128, 64, 10), ("relu", "relu", "softmax"), "cross_entropy", 256),
)
