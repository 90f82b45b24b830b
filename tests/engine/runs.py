"""Runs of small networks on the prepared sets, as a case for the doctor."""

from dataclasses import dataclass

from engine.activations import Activation
from engine.arrays import Array
from engine.backward import backward
from engine.batches import per_epoch
from engine.datasets import dataset, targets
from engine.doctor import Case
from engine.edits import AnyEdit, Edit
from engine.forward import forward
from engine.history import History, history, sampled
from engine.lesson import State, TrainingStep, replay, states, training_step
from engine.network import Initialisation, Layer, LayerSpec, NetworkSpec
from engine.recipe import Recipe


@dataclass(frozen=True, eq=False)
class Run:
    """A run with its state at every sample."""

    recipe: Recipe
    edits: tuple[AnyEdit, ...]
    states: list[State]
    history: History

    def state_at(self, updates: int) -> State:
        before = max((state for state in self.states if state.updates <= updates), key=lambda state: state.updates)
        return replay(self.recipe, self.edits, updates, before)

    @property
    def broken(self) -> TrainingStep | None:
        if self.history.diverged is None:
            return None
        return training_step(self.recipe, self.state_at(self.history.diverged - 1), self.edits)

    def case(self, updates: int | None = None, *, looks_back: bool = True) -> Case:
        """The doctor's case after so many updates; without a count, at the end."""
        recipe = self.recipe
        at = int(self.history.updates[-1]) if updates is None else updates
        layers = self.state_at(at).layers
        trace = forward(layers, recipe.inputs)
        plain = recipe.optimiser.name == "gd" and per_epoch(len(recipe.inputs), recipe.batch_size) == 1

        def layers_at(count: int) -> tuple[Layer, ...]:
            return self.state_at(count).layers

        return Case(
            at, trace, backward(layers, trace, recipe.targets, recipe.loss, recipe.reduction), recipe.loss,
            self.history, plain, tuple(edit.updates for edit in self.edits if isinstance(edit, Edit)),
            layers_at if looks_back else None, self.broken,
        )  # fmt: skip


def recipe(
    data: str, hidden: str, sizes: tuple[int, ...] = (4,), *, output: str = "sigmoid", loss: str = "",
    rate: float = 0.5, init: Initialisation | None = None, seed: int = 1, count: int = 60, noise: float = 0.0,
    reduction: str = "mean", batch_size: int = 0,
) -> Recipe:  # fmt: skip
    """A recipe on a prepared set; the loss is the one that suits the output."""
    points = dataset(data, count, noise, seed)
    n_out = points.classes if output == "softmax" else 1
    wanted = targets(points, n_out, output)
    suits = {"sigmoid": "binary_cross_entropy", "softmax": "cross_entropy"}.get(output, "half_squared_error")
    layers = (*(LayerSpec(size, Activation(hidden)) for size in sizes), LayerSpec(n_out, Activation(output)))
    return Recipe(
        NetworkSpec(2, layers), (None,) * len(layers), (None,) * len(layers),
        init or Initialisation("he" if hidden == "relu" else "xavier"), seed, loss or suits,
        _rows(points.x), _rows(wanted), rate, reduction, batch_size=batch_size,
    )  # fmt: skip


def run(of: Recipe, updates: int, edits: tuple[AnyEdit, ...] = ()) -> Run:
    """A run of so many updates, seen at up to 200 of its counts."""
    seen = list(states(of, edits, sampled(updates, 200)))
    return Run(of, edits, seen, history(of, edits, seen, updates))


def _rows(values: Array) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(row) for row in values.tolist())
