"""A lesson as a value: a recipe, the edits made by hand, and what replaying them gives.

``replay`` is a function of its arguments alone: the same recipe, edits and count of updates give the same
parameters, bit for bit, on one build and one kind of machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.activations import Activation
from engine.arrays import Array, readonly
from engine.backward import BackwardTrace, backward
from engine.descent import Frozen, gradient_step
from engine.evaluation import batch_loss
from engine.forward import ForwardTrace, forward
from engine.network import Initialisation, Layer, LayerSpec, NetworkSpec, initialise
from engine.parameters import Parameter, parameter_named
from engine.training import train

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

    @property
    def sizes(self) -> tuple[int, ...]:
        """Neurons a layer, the input layer first."""
        return self.spec.sizes

    @property
    def batch(self) -> int:
        """The number of examples."""
        return len(self.inputs)


@dataclass(frozen=True, slots=True)
class Edit:
    """The action of setting one parameter by hand.

    Attributes:
        parameter: which one.
        value: its new value.
        updates: after how many updates it happens; the training step that follows starts from it.
    """

    parameter: Parameter
    value: float
    updates: int = 0


@dataclass(frozen=True, eq=False)
class State:
    """Where a lesson stands: θ after so many updates, with the edits of that moment in place."""

    updates: int
    layers: tuple[Layer, ...]


@dataclass(frozen=True, eq=False)
class TrainingStep:
    """One whole training step from θ^i: every number of its forward pass, backward pass and update.

    Attributes:
        updates: i, the number of updates before this step.
        layers: θ^i.
        trace: the forward pass, every example.
        gradients: the loss and the backward pass, every example, and the gradients of the batch.
        updated: θ^(i+1).
        updated_loss: L(θ^(i+1)) over the same examples.
    """

    updates: int
    layers: tuple[Layer, ...]
    trace: ForwardTrace
    gradients: BackwardTrace
    updated: tuple[Layer, ...]
    updated_loss: float


def start(recipe: Recipe) -> State:
    """The state before any update or edit: given parameters as they are, all others drawn from the seed."""
    all_given = None not in recipe.weights and None not in recipe.biases
    initialisation = Initialisation("zeros") if all_given else recipe.initialisation  # nothing is drawn in vain
    drawn = initialise(recipe.spec, initialisation, recipe.seed)
    layers = tuple(
        replace(
            layer,
            W=layer.W if weights is None else _array(weights, layer.W.shape),
            b=layer.b if biases is None else _array(biases, layer.b.shape),
        )
        for layer, weights, biases in zip(drawn, recipe.weights, recipe.biases, strict=True)
    )
    return State(0, layers)


def apply(state: State, edit: Edit) -> State:
    """The state after one parameter was set by hand; nothing else changes."""
    layers = list(state.layers)
    layer = layers[edit.parameter.layer - 1]
    if edit.parameter.kind == "w":
        W = layer.W.copy()
        W[edit.parameter.to - 1, edit.parameter.source - 1] = edit.value
        layers[edit.parameter.layer - 1] = replace(layer, W=readonly(W))
    else:
        b = layer.b.copy()
        b[edit.parameter.to - 1] = edit.value
        layers[edit.parameter.layer - 1] = replace(layer, b=readonly(b))
    return State(state.updates, tuple(layers))


def replay(recipe: Recipe, edits: Sequence[Edit], updates: int, begin: State | None = None) -> State:
    """The state after ``updates`` updates, each edit applied when its own count of updates is reached.

    Args:
        recipe: what the lesson starts from.
        edits: in the order in which they were made, sorted by their count of updates.
        updates: how many updates to make in all.
        begin: a state of this very lesson to go on from (its edits applied already), instead of the start.
    """
    state = _edited(start(recipe), edits) if begin is None else begin
    x, targets = readonly(recipe.inputs), readonly(recipe.targets)
    held = frozen(recipe)
    moments = sorted({edit.updates for edit in edits if state.updates < edit.updates <= updates} | {updates})
    for moment in moments:
        layers = train(
            state.layers, x, targets, recipe.loss, recipe.learning_rate, recipe.reduction, moment - state.updates, held
        )
        state = _edited(State(moment, layers), edits)
    return state


def training_step(recipe: Recipe, state: State) -> TrainingStep:
    """The training step that starts from a state, with every quantity kept."""
    x, targets = readonly(recipe.inputs), readonly(recipe.targets)
    trace = forward(state.layers, x)
    gradients = backward(state.layers, trace, targets, recipe.loss, recipe.reduction)
    updated = gradient_step(state.layers, gradients, recipe.learning_rate, frozen(recipe))
    loss = batch_loss(updated, forward(updated, x), targets, recipe.loss, recipe.reduction)
    return TrainingStep(state.updates, state.layers, trace, gradients, updated, loss)


def frozen(recipe: Recipe) -> Frozen:
    """The masks of the parameters that the recipe holds fixed.

    Raises:
        KeyError: a name that no parameter or group of this network bears.
    """
    weight_masks = [np.zeros((layer.n_out, n_in), dtype=bool) for layer, n_in in _fan_ins(recipe.spec)]
    bias_masks = [np.zeros(layer.n_out, dtype=bool) for layer in recipe.spec.layers]
    for name in recipe.frozen:
        if name == "biases":
            for mask in bias_masks:
                mask[:] = True
        elif name.startswith("layer"):
            if name not in {f"layer{number}" for number in range(1, len(bias_masks) + 1)}:
                raise KeyError(name)
            index = int(name.removeprefix("layer")) - 1
            weight_masks[index][:] = True
            bias_masks[index][:] = True
        else:
            place = parameter_named(recipe.sizes, name)
            if place.kind == "w":
                weight_masks[place.layer - 1][place.to - 1, place.source - 1] = True
            else:
                bias_masks[place.layer - 1][place.to - 1] = True
    return Frozen(tuple(zip(weight_masks, bias_masks, strict=True)))


def _fan_ins(spec: NetworkSpec) -> list[tuple[LayerSpec, int]]:
    return list(zip(spec.layers, spec.sizes, strict=False))


def _array(values: Numbers, shape: tuple[int, ...]) -> Array:
    return readonly(np.reshape(np.array(values, dtype=np.float64), shape))


def _edited(state: State, edits: Sequence[Edit]) -> State:
    for edit in edits:
        if edit.updates == state.updates:
            state = apply(state, edit)
    return state


__all__ = [
    "Activation", "Edit", "Recipe", "State", "TrainingStep", "apply", "frozen", "replay", "start", "training_step",
]  # fmt: skip
