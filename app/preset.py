"""A prepared lesson, and the source that it comes from."""

from dataclasses import dataclass, replace

from app.figures import Figure
from app.lesson import Lesson
from engine.activations import Activation
from engine.lesson import Recipe, Rows
from engine.network import Initialisation, LayerSpec, NetworkSpec


@dataclass(frozen=True, slots=True)
class Source:
    """Where an example comes from, and how far its printed figures could be verified."""

    author: str
    title: str
    year: int
    url: str
    verified: str


@dataclass(frozen=True, slots=True)
class Preset:
    """A prepared recipe.

    Attributes:
        name: as in an address.
        title: its heading.
        description: what there is to see, in a sentence.
        source: whose example it is; None for one of our own.
        recipe: what the lesson starts from.
        remarks: what was added to the source or left out of it, a sentence each.
        figures: the numbers that the source prints.
        opens_at: the operation of the first training step at which its link opens.
    """

    name: str
    title: str
    description: str
    source: Source | None
    recipe: Recipe
    remarks: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    opens_at: str = "loss"

    @property
    def opening(self) -> Lesson:
        """The moment that its link opens."""
        lesson = Lesson(self.name, self.recipe)
        return replace(lesson, time=lesson.program.places[self.opens_at])


def given(
    activations: str,
    weights: tuple[Rows, ...],
    biases: Rows,
    loss: str,
    inputs: Rows,
    targets: Rows,
    learning_rate: float,
    reduction: str = "sum",
    frozen: tuple[str, ...] = (),
) -> Recipe:
    """A recipe with every parameter given.

    Args:
        activations: a name a layer, with spaces between.
        weights: a matrix a layer, one row a neuron.
        biases: a row a layer.
        loss: as in ``Recipe``, like all that follow.
        inputs: one row an example.
        targets: one row an example.
        learning_rate: η.
        reduction: of the examples.
        frozen: what no update changes.
    """
    layers = tuple(LayerSpec(len(b), Activation(name)) for b, name in zip(biases, activations.split(), strict=True))
    flat: Rows = tuple(tuple(value for row in W for value in row) for W in weights)
    return Recipe(
        NetworkSpec(len(inputs[0]), layers), flat, biases, Initialisation("xavier"), 0, loss, inputs, targets,
        learning_rate, reduction, frozen,
    )  # fmt: skip
