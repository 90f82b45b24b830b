"""Other networks and other drawings to look at, each one click away."""

from dataclasses import dataclass

from app.drawing_lesson import Seen
from app.drawing_links import DrawingLinks
from app.language import _
from app.limits import MAX_TRAINED
from app.links import Go
from engine.digit_examples import ambiguous_examples, class_examples
from engine.digit_networks import DIGIT_NETWORKS, OUTPUTS

UNTRAINED_SEED = 1
TRAININGS = (100, 1000)
PLAYED = 25
"""Updates from one picture to the next while it plays: enough to see something move."""

Option = tuple[str, Go, bool]


@dataclass(frozen=True, slots=True)
class Choices:
    """What else can be looked at; an option is its label, the way to it, and whether it is the present one.

    Attributes:
        networks: by the sizes and the activation of the hidden layers.
        outputs: softmax, or σ(z').
        weights: the trained ones, or untrained from a seed.
        training: more updates of training in front of the user, for a network from a seed.
        played: the next picture while training plays, or None.
        trained: how well the network does, in words.
        examples: a scan of each class; the present class leads to another one.
        ambiguous: drawings that could be either.
        seed: of the untrained network.
    """

    networks: tuple[Option, ...]
    outputs: tuple[Option, ...]
    weights: tuple[Option, ...]
    training: tuple[Option, ...]
    played: Go | None
    trained: str
    examples: tuple[Option, ...]
    ambiguous: tuple[Option, ...]
    seed: int


def choices(seen: Seen, links: DrawingLinks) -> Choices:
    """The choices at a moment."""
    drawing = seen.drawing
    seed = UNTRAINED_SEED if drawing.seed is None else drawing.seed
    labels = {"softmax": _("softmax (ours)"), "sigmoid": _("σ(z′), as in the notes")}
    return Choices(
        networks=tuple((name, links.other(network=name), name == drawing.network) for name in DIGIT_NETWORKS),
        outputs=tuple((labels[name], links.other(outputs=name), name == drawing.outputs) for name in OUTPUTS),
        weights=(
            (_("trained"), links.other(seed=None), drawing.seed is None),
            (_("untrained"), links.other(seed=seed, trained=0), drawing.seed is not None and drawing.trained == 0),
            (_("another seed"), links.other(seed=seed + 1, trained=0), False),
        ),
        training=tuple(
            (_("train {n:,} updates", n=count), links.other(seed=seed, trained=drawing.trained + count), False)
            for count in TRAININGS
            if drawing.seed is not None and drawing.trained + count <= MAX_TRAINED
        ),
        played=(
            links.other(seed=seed, trained=drawing.trained + PLAYED)
            if drawing.seed is not None and drawing.trained + PLAYED <= MAX_TRAINED
            else None
        ),
        trained=_trained(seen),
        examples=tuple(
            (str(digit), _next(links, drawing.ink, inks), drawing.ink in inks)
            for digit, inks in enumerate(class_examples())
        ),
        ambiguous=tuple(
            (_("{a} or {b}?", a=a, b=b), _next(links, drawing.ink, inks), drawing.ink in inks)
            for (a, b), inks in ambiguous_examples().items()
        ),
        seed=seed,
    )


def _next(links: DrawingLinks, ink: bytes, inks: tuple[bytes, ...]) -> Go:
    """The first of these examples, or the one after that which is shown."""
    number = inks.index(ink) + 1 if ink in inks else 0
    return links.other(ink=inks[number % len(inks)])


def _trained(seen: Seen) -> str:
    drawing = seen.drawing
    if drawing.seed is None:
        return ""
    return _(
        "seed {seed}, {n:,} updates: {percent:.1f} % of 500 scans right",
        seed=drawing.seed, n=drawing.trained, percent=100 * seen.begun.score,
    )  # fmt: skip
