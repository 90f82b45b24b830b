"""A worksheet on paper: what is given, the numbers of the training step with their blanks, and lines to answer on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.covering import Number
from app.ideas.of_lesson import NOTHING_LIT
from app.ideas.worksheet_address import MAX_SHEET, worksheet_query
from app.ideas.worksheet_tables import SheetTable, printed, tables_of
from app.language import _
from app.links import Links
from app.listing import one_by_one
from app.moment import moment
from app.numbers import text
from app.panels.headline import title
from app.panels.picture import Picture, picture
from app.presets import PRESETS
from app.quantity_names import name_of
from app.symbols import DELTA, Y_HAT, Symbols
from app.worksheet import PARTS, SheetMoment, Worksheet, sheet_moment
from engine.words import N_

LOSS_WORDS = {
    "half_squared_error": "C = ½ Σ (y − ŷ)²",
    "squared_error": "C = Σ (y − ŷ)²",
    "mse": N_("C = mean of (y − ŷ)² over the outputs"),
    "cross_entropy": "C = −Σ ŷ ln y",
    "binary_cross_entropy": "C = −Σ [ŷ ln y + (1 − ŷ) ln(1 − y)]",
}
PART_WORDS = {
    "forward": N_("forward"),
    "loss": N_("loss"),
    "backward": N_("backward"),
    "gradients": N_("gradients"),
    "update": N_("update"),
}
"""What can be asked for, as the form says it."""

RULES = (
    "z = Σ w a + b,  a = σ(z)",
    N_("∂C/∂y from the definition of C"),
    N_("∂C/∂a = Σ w ∂C/∂z′ over the neurons that a feeds"),
    "∂C/∂z = σ′(z) ∂C/∂a",
    "∂C/∂w = a · ∂C/∂z′,  ∂C/∂b = ∂C/∂z′",
    "w ← w − η ∂L/∂w",
)


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to answer on: its number, what is asked for, and on the key the answer."""

    number: int
    name: str
    content: str
    data: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet or its key.

    Attributes:
        title: of the lesson.
        number: of the sheet.
        step: the number of the training step, counted from 1.
        given: what was put in, a sentence each.
        picture: the network with its parameters, where it can be read on paper; else None.
        tables: the numbers.
        blanks: the lines to answer on.
        rules: the rules, where they are wished for.
        is_key: whether it is the key.
        other: the address of the key, or back to the sheet.
        next: the address of the sheet with the next number.
        lesson: the address of the lesson.
        action: where the form goes.
        hidden: what it sends along.
        parts: each part of the training step, in the address and in words, and whether numbers of it are asked for.
        wanted: how many blanks are wished for.
    """

    title: str
    number: int
    step: int
    given: tuple[str, ...]
    picture: Picture | None
    tables: tuple[SheetTable, ...]
    blanks: tuple[Blank, ...]
    rules: tuple[str, ...]
    is_key: bool
    other: str
    next: str
    lesson: str
    action: str
    hidden: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str, bool], ...]
    wanted: int


def sheet(state: Worksheet, root: str, hidden: tuple[tuple[str, str], ...]) -> Sheet:
    """The sheet of a state, under a path prefix; ``hidden`` is what its form sends along."""
    now = sheet_moment(state)
    numbers = {number: count for count, number in enumerate(now.covered, 1)}

    def address(other: Worksheet) -> str:
        said = worksheet_query(other)
        return f"{root}/worksheet" + (f"?{said}" if said else "")

    return Sheet(
        title=_(title(state.lesson, PRESETS[state.lesson.preset])),
        number=state.sheet,
        step=state.lesson.update + 1,
        given=tuple(_given(now)),
        picture=_picture(state, root),
        tables=tables_of(now, numbers, key=state.key),
        blanks=tuple(
            Blank(count, _short(now.symbols, one), *(printed(now, one) if state.key else ("", "")))
            for one, count in numbers.items()
        ),
        rules=tuple(_lettered(_(rule), now.symbols) for rule in RULES) if state.rules else (),
        is_key=state.key,
        other=address(replace(state, key=not state.key)),
        next=address(replace(state, sheet=state.sheet % MAX_SHEET + 1, key=False)),
        lesson=Links(state.lesson, root).here(state.lesson),
        action=f"{root}/worksheet",
        hidden=hidden,
        parts=tuple((name, _(PART_WORDS[name]), name in state.of) for name in PARTS),
        wanted=state.blanks,
    )


def _lettered(rule: str, names: Symbols) -> str:
    """A rule in the letters of the notation; it is written down in those of the notes."""
    if names.notation == "notes":
        return rule
    swapped = rule.translate({ord("y"): Y_HAT, ord(Y_HAT): "y"})
    return swapped.replace("∂C/∂z", DELTA)


def _short(names: Symbols, number: Number) -> str:
    quantity, place = number
    if quantity in ("w_new", "b_new"):
        return _("new {name}", name=name_of(names, (quantity[0], place)))
    return name_of(names, number)


def _picture(state: Worksheet, root: str) -> Picture | None:
    """The network with what was put in, in the large letters of the projector."""
    lesson = state.lesson.within(1).viewed(screen="projector", step="layer", theme="auto")
    now = moment(lesson)
    drawn = picture(SheetMoment(now.lesson, now.step), NOTHING_LIT, Links(lesson, root))
    return drawn if drawn.chips and drawn.grain == "capsule" else None


def _given(now: SheetMoment) -> Iterable[str]:
    recipe, names = now.lesson.recipe, now.symbols
    inputs = one_by_one(f"{names.neuron(0, n)} = {text(now.truth('x', 0, n))}" for n in range(1, now.sizes[0] + 1))
    targets = one_by_one(
        f"{names.target(n)} = {text(now.truth('target', now.last, n))}" for n in range(1, now.sizes[-1] + 1)
    )
    yield _("Input: {inputs}. Target: {targets}.", inputs=inputs, targets=targets)
    functions = [layer.activation.name.replace("_", " ") for layer in recipe.spec.layers]
    same = len(set(functions)) == 1
    said = (
        functions[0]
        if same
        else one_by_one(
            _("{layer}: {activation}", layer=names.layer(n), activation=one) for n, one in enumerate(functions, 1)
        )
    )
    loss, rate = _lettered(_(LOSS_WORDS[recipe.loss]), names), text(now.step.conditions.learning_rate)
    yield _("σ: {functions}. Loss: {loss}. η = {rate}.", functions=said, loss=loss, rate=rate)
    if recipe.batch > 1:
        number, batch = now.example_number, now.batch
        yield (
            _(
                "The numbers are those of example {n} of {batch}; L and ∂L/∂w are the mean over all.",
                n=number,
                batch=batch,
            )
            if recipe.reduction == "mean"
            else _(
                "The numbers are those of example {n} of {batch}; L and ∂L/∂w are the sum over all.",
                n=number,
                batch=batch,
            )
        )
