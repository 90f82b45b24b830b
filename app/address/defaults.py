"""What an address means before it says anything: the lesson of a preset, or of a network of other sizes."""

from app.lesson import Lesson
from app.presets import PRESETS
from engine.activations import Activation
from engine.lesson import Numbers, Recipe
from engine.network import LayerSpec, NetworkSpec

FIRST = "notes"


def prepared(name: str) -> Lesson:
    """The lesson of a preset, at its start."""
    return Lesson(name, PRESETS[name].recipe)


def resized(lesson: Lesson, sizes: tuple[int, ...]) -> Lesson:
    """The lesson itself where it has these sizes; else one that keeps none of its preset's parameters and data.

    Weights are drawn, the input is 1, −1, 1, … and the target 1, 0, 0, …; the loss, the learning rate, the
    initialisation, the seed and the reduction stay.
    """
    recipe = lesson.recipe
    if sizes == recipe.sizes:
        return lesson
    activations = spread(recipe.spec.activations, len(sizes) - 1)
    drawn = (None,) * len(activations)
    return Lesson(
        lesson.preset,
        Recipe(
            with_activations(sizes, activations), drawn, drawn, recipe.initialisation, recipe.seed, recipe.loss,
            (alternating(sizes[0]),), (one_hot(sizes[-1]),), recipe.learning_rate, recipe.reduction,
            optimiser=recipe.optimiser, batch_size=recipe.batch_size,
        ),
    )  # fmt: skip


def with_activations(sizes: tuple[int, ...], activations: tuple[Activation, ...]) -> NetworkSpec:
    """The specification of a network with these sizes (input first) and one activation a layer."""
    return NetworkSpec(sizes[0], tuple(map(LayerSpec, sizes[1:], activations)))


def spread(activations: tuple[Activation, ...], layers: int) -> tuple[Activation, ...]:
    """The activations of a network with another number of layers: the output keeps its own, hidden layers theirs.

    A hidden layer more takes the activation of the one before it (sigmoid where there was none).
    """
    *hidden, output = activations
    filling = hidden[-1] if hidden else output if output.elementwise else Activation("sigmoid")
    kept = hidden[: layers - 1]
    return (*kept, *(filling,) * (layers - 1 - len(kept)), output)


def alternating(n: int) -> Numbers:
    """1, −1, 1, …: the input of a network that no preset gives one for."""
    return tuple(1.0 if k % 2 == 0 else -1.0 for k in range(n))


def one_hot(n: int) -> Numbers:
    """1, 0, 0, …: its target; within every loss's domain."""
    return (1.0,) + (0.0,) * (n - 1)
