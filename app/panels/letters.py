"""The legend of the letters: what each stands for here, and which letter stands for it in the other notation."""

from dataclasses import dataclass

from app.symbols import DELTA, Y_HAT


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
        here: whose letters the page has.
        other: where the others stand.
        rows: every letter.
        books: how well-known books write it.
    """

    here: str
    other: str
    rows: tuple[Letter, ...]
    books: str


_NAMES = {"notes": "the notes’ letters", "common": "the common letters"}
_WHERE = {"notes": "in the notes", "common": "in most books"}

_ROWS = (
    ("x", "x", "an input"),
    ("w, b", "w, b", "a weight and a bias; θ is all of them"),
    ("z", "z", "what a neuron adds up: its weights times its inputs, plus its bias"),
    ("a", "a", "what a neuron sends on, a = σ(z); in the last layer that is the output"),
    ("σ′(z)", "σ′(z)", "the gain: how steep the activation σ is at this z"),
    ("y", Y_HAT, "the output of the network, its prediction"),
    (Y_HAT, "y", "the target, what the output should be"),
    ("C", "C", "the loss of one example; Cⁿ is that of example n"),
    ("L", "L", "the loss of all examples: the sum (or mean) of their Cⁿ"),
    ("∂C/∂z", DELTA, "how much C changes with z, for each unit; the backward pass computes it"),
    ("∂C/∂w", "∂C/∂w", "how much C changes with a weight: its input times the {delta} behind it"),
    ("∇L", "∇L", "all ∂L/∂w and ∂L/∂b in one column"),
    ("η", "η", "the learning rate: θ ← θ − η ∇L"),
)

_BOOKS = (
    "Nielsen and Mazur write δ for ∂C/∂z, as the common letters do. Some books put the minus in: their δ is −∂C/∂z. "
    "Many write E or J for the loss."
)


def letters(notation: str) -> Letters:
    """The legend of ``notes`` or ``common``."""
    other = "common" if notation == "notes" else "notes"
    pairs = (((one, two) if notation == "notes" else (two, one), words) for one, two, words in _ROWS)
    delta = "∂C/∂z" if notation == "notes" else DELTA
    rows = tuple(Letter(*pair, words.format(delta=delta)) for pair, words in pairs)
    return Letters(_NAMES[notation], _WHERE[other], rows, _BOOKS)
