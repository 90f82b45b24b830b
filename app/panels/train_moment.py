"""What the training page's picture is drawn of, and where it leads."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from app.language import _
from app.lesson_data import Names
from app.links import Go
from app.symbols import Symbols
from engine.network import Layer
from engine.recipe import Recipe

NAMELESS = Names((), ())


@dataclass(frozen=True, slots=True)
class PictureLinks:
    """Where the picture leads.

    Attributes:
        focus: the page with ``z-1-2`` or ``w-1-2-1`` in focus.
        show: the page that steps through a training example, by its number; None where there is none.
        maps: the address of the picture of all maps.
    """

    focus: Callable[[str], str]
    show: Callable[[int], Go | None]
    maps: str


@dataclass(frozen=True, eq=False)
class TrainMoment:
    """What is drawn: a lesson after so many updates.

    Attributes:
        recipe: what it started from.
        layers: θ.
        updates: after how many updates.
        focus: what is in focus: ``z-1-2``, ``w-1-2-1``, or "".
        present: the number of the training example that is stepped through; 0: none.
        left_out: the numbers of those that no update learns from.
        flagged: the neurons that the doctor names, as ``neuron-1-2``.
        names: what the data calls its inputs and classes; classes that it calls nothing go by their numbers.
        notation: of the symbols.
        screen: what the picture is laid out for: a key of ``train_layout.METRICS``.
    """

    recipe: Recipe
    layers: tuple[Layer, ...]
    updates: int
    focus: str = ""
    present: int = 0
    left_out: Sequence[int] = ()
    flagged: Collection[str] = ()
    names: Names = NAMELESS
    notation: str = "notes"
    screen: str = "page"
    symbols: Symbols = field(init=False)

    def __post_init__(self) -> None:
        """The names that this network's quantities have."""
        object.__setattr__(self, "symbols", Symbols(self.recipe.sizes, self.notation))

    def class_of(self, output: int) -> str:
        """What one of several outputs stands for."""
        return self.names.classes[output - 1] if self.names.classes else _("class {n}", n=output - 1)
