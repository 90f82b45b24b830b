"""The legend of the letters: what each stands for here, and which letter stands for it in the other notation."""

from dataclasses import dataclass

from app.language import _
from app.symbols import DELTA, Y_HAT
from engine.words import N_


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter.

    Attributes:
        here: as this page writes it.
        other: as the other notation writes it.
        meaning: in words.
    """

    here: str
    other: str
    meaning: str

    @property
    def differs(self) -> bool:
        """Whether the two notations write it differently."""
        return self.here != self.other


@dataclass(frozen=True, slots=True)
class Letters:
    """The legend.

    Attributes:
        title: whose letters the page has.
        other: where the others stand.
        rows: every letter.
        books: how well-known books write it.
    """

    title: str
    other: str
    rows: tuple[Letter, ...]
    books: str


_TITLES = {"notes": N_("The notes’ letters"), "common": N_("The common letters")}
_WHERE = {"notes": N_("in the notes"), "common": N_("in most books")}

_ROWS = (
    ("x", "x", N_("an input")),
    ("w, b", "w, b", N_("a weight and a bias; θ is all of them")),
    ("z", "z", N_("what a neuron adds up: its weights times its inputs, plus its bias")),
    ("a", "a", N_("what a neuron sends on, a = σ(z); in the last layer that is the output")),
    ("σ′(z)", "σ′(z)", N_("the gain: how steep the activation σ is at this z")),
    ("y", Y_HAT, N_("the output of the network, its prediction")),
    (Y_HAT, "y", N_("the target, what the output should be")),
    ("C", "C", N_("the loss of one example; Cⁿ is that of example n")),
    ("L", "L", N_("the loss of all examples: the sum (or mean) of their Cⁿ")),
    ("∂C/∂z", DELTA, N_("how much C changes with z, for each unit; the backward pass computes it")),
    ("∂C/∂w", "∂C/∂w", N_("how much C changes with a weight: its input times the {delta} behind it")),
    ("∇L", "∇L", N_("all ∂L/∂w and ∂L/∂b in one column")),
    ("η", "η", N_("the learning rate: θ ← θ − η ∇L")),
)

_BOOKS = N_(
    "Nielsen and Mazur write δ for ∂C/∂z, as the common letters do. Some books put the minus in: their δ is −∂C/∂z. "
    "Many write E or J for the loss."
)


def letters(notation: str) -> Letters:
    """The legend of ``notes`` or ``common``."""
    other = "common" if notation == "notes" else "notes"
    pairs = (((one, two) if notation == "notes" else (two, one), words) for one, two, words in _ROWS)
    delta = "∂C/∂z" if notation == "notes" else DELTA
    rows = tuple(Letter(*pair, _(words, delta=delta)) for pair, words in pairs)
    return Letters(_(_TITLES[notation]), _(_WHERE[other]), rows, _(_BOOKS))
