"""One cure for each thing that the doctor finds: other values of the address's parameters."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.address.network import write_activations, write_initialisation
from app.address.table import BY_NAME
from app.language import _
from app.lesson import Lesson
from app.limits import MAX_SEED
from app.numbers import plain, text
from app.symbols import Symbols
from engine.activations import Activation
from engine.edits import RateEdit
from engine.findings import Finding
from engine.losses import LOGARITHMIC
from engine.network import Initialisation, Scheme

GENTLE, MUCH_GENTLER = 1 / 3, 1 / 10
"""Of η: where the loss swings to and fro; where it runs away."""

USUAL = 0.5
"""Above it η is large for any of the prepared runs; whoever has run away from there starts again below."""

_RECTIFIERS = ("relu", "leaky_relu", "gelu", "softplus")


@dataclass(frozen=True, slots=True)
class Cure:
    """What to try.

    Attributes:
        label: in words, after «try».
        changes: the parameters of the address that are otherwise, with their texts.
    """

    label: str
    changes: dict[str, str]


def cure(findings: Sequence[Finding], lesson: Lesson, rate: float, *, swings: bool = False) -> Cure:
    """What to try against findings of one fault.

    Args:
        findings: at least one, all of the same fault.
        lesson: whose run it is.
        rate: η where it began.
        swings: of η: whether the loss only swings.
    """
    layers = {one.layer for one in findings}
    at_start = min(one.update for one in findings) == 0
    match findings[0].fault:
        case "diverged":
            return _gentler(lesson, rate, MUCH_GENTLER)
        case "rate":
            return _gentler(lesson, rate, GENTLE if swings else MUCH_GENTLER)
        case "symmetric":
            return _drawn(lesson)
        case "dead" if any(one.whole for one in findings):
            return _drawn(lesson) if at_start else _gentler(lesson, rate, MUCH_GENTLER)
        case "dead":
            return _activations(
                lesson, layers, Activation("leaky_relu"), _("leaky_relu, which always lets a little through")
            )
        case "saturated":
            return _less_saturated(lesson, layers, rate, at_start=at_start)
        case _other:
            return _better_passed(lesson)


def _gentler(lesson: Lesson, rate: float, factor: float) -> Cure:
    """A smaller η; where it was raised in mid-run, the η from before."""
    if rate > lesson.recipe.learning_rate:
        kept = tuple(edit for edit in lesson.edits if not isinstance(edit, RateEdit))
        changes = {"set": BY_NAME["set"].write(replace(lesson, edits=kept))}
        return Cure(_("η = {rate} throughout", rate=text(lesson.recipe.learning_rate)), changes)
    smaller = float(f"{min(rate * factor, USUAL):.0e}") or rate  # below the smallest of numbers there is no gentler one
    return Cure(f"η = {text(smaller)}", {"lr": plain(smaller)})


def _drawn(lesson: Lesson) -> Cure:
    """Weights drawn from the seed, as large as suits the hidden layers; where they are already, from another seed."""
    suits: Scheme = "he" if _hidden(lesson)[0].name in _RECTIFIERS else "xavier"
    recipe = lesson.recipe
    given = any(weights is not None for weights in recipe.weights)
    if recipe.initialisation.scheme == suits and not given:
        other = (recipe.seed + 1) % (MAX_SEED + 1)
        return Cure(_("seed {n}", n=other), {"seed": str(other)})
    changes = {"init": write_initialisation(Initialisation(suits))}
    return Cure(_("{name} initialisation", name=suits.capitalize()), changes | ({"w": "", "b": ""} if given else {}))


def _less_saturated(lesson: Lesson, layers: set[int], rate: float, *, at_start: bool) -> Cure:
    recipe = lesson.recipe
    output = len(recipe.sizes) - 1
    fits = min(min(row) for row in recipe.targets) >= 0 and max(max(row) for row in recipe.targets) <= 1
    delta = Symbols(recipe.sizes, lesson.view.notation).deltas
    if output in layers and recipe.spec.activations[-1].name == "sigmoid" and recipe.loss not in LOGARITHMIC and fits:
        label = _("binary cross-entropy, whose {delta} has no σ'(z) in it", delta=delta)
        return Cure(label, {"loss": "binary_cross_entropy"})
    return _drawn(lesson) if at_start else _gentler(lesson, rate, MUCH_GENTLER)


def _better_passed(lesson: Lesson) -> Cure:
    """Hidden layers that pass gradients on as they are; where their functions do already, weights of the right size."""
    hidden = _hidden(lesson)
    if any(one.name in ("sigmoid", "softplus") for one in hidden):
        return _activations(lesson, set(range(1, len(hidden) + 1)), Activation("tanh"), _("tanh in the hidden layers"))
    return _drawn(lesson)


def _activations(lesson: Lesson, layers: set[int], activation: Activation, label: str) -> Cure:
    now = lesson.recipe.spec.activations
    others = [activation if layer in layers else one for layer, one in enumerate(now, 1)]
    return Cure(label, {"act": write_activations(others)})


def _hidden(lesson: Lesson) -> tuple[Activation, ...]:
    every = lesson.recipe.spec.activations
    return every[:-1] or every
