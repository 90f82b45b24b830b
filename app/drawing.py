"""A drawn digit as a value: the drawing, the network that looks at it, what was done to both, and the cursor."""

from dataclasses import dataclass, field, replace

from app.ink import BLANK
from app.lesson import View
from engine.digit_examples import class_examples
from engine.digit_networks import DEFAULT_NETWORK, digit_spec
from engine.drawing_steps import Deed
from engine.network import NetworkSpec
from engine.operations import Program, program

SHOWN = "gradient"
"""The operation up to which a drawing is worked out when nothing else is asked for: all but the update."""

FIRST_DIGIT, FIRST_TARGET = 7, 3
ALL_EDGES = 1_000_000
"""As many edges as there are."""


@dataclass(frozen=True, slots=True)
class Look:
    """What only the page of a drawing chooses.

    Attributes:
        overlay: what lies on the pixels: ``gradient`` (∂C/∂x), ``product`` (x · ∂C/∂x) or ``ink`` (nothing).
        edges: how many edges are drawn, the largest first; ``ALL_EDGES`` draws every one.
    """

    overlay: str = "gradient"
    edges: int = 60


@dataclass(frozen=True, slots=True)
class Drawing:
    """One moment of one drawn digit.

    Attributes:
        ink: what the network saw of the drawing when the pen rested: 256 levels of 0 to 15, row by row.
        network: one of ``engine.digit_networks.DIGIT_NETWORKS``.
        seed: that the network starts from untrained; None: the trained network.
        trained: after how many updates of training from that seed.
        outputs: ``softmax``, or ``sigmoid`` as in the notes.
        target: the digit that it should be; None: whatever the network takes it for.
        deeds: what was done before this moment: steps of the weights and steps of the drawing, in order.
        learning_rate: η of a step of the weights.
        ink_rate: η of a step of the drawing.
        at: the operation just done of the training step that is shown; "": none yet.
        view: how the moment is looked at.
        look: the rest of it.
    """

    ink: bytes
    network: str = DEFAULT_NETWORK
    seed: int | None = None
    trained: int = 0
    outputs: str = "softmax"
    target: int | None = FIRST_TARGET
    deeds: tuple[Deed, ...] = ()
    learning_rate: float = 0.01
    ink_rate: float = 1.0
    at: str = SHOWN
    view: View = field(default_factory=lambda: View(step="layer", with_dC_dx=True))
    look: Look = field(default_factory=Look)

    @property
    def blank(self) -> bool:
        """Whether there is nothing to look at."""
        return self.ink == BLANK

    @property
    def spec(self) -> NetworkSpec:
        """The network without its numbers, with the chosen outputs."""
        return digit_spec(self.network, self.outputs)

    @property
    def loss(self) -> str:
        """The cross-entropy that suits the outputs."""
        return "cross_entropy" if self.outputs == "softmax" else "binary_cross_entropy"

    @property
    def program(self) -> Program:
        """The operations of one training step, ∂C/∂x among them."""
        return program(self.spec.sizes, 1, with_dC_dx=True)

    @property
    def done(self) -> int:
        """How many operations of the training step are done; none of a blank drawing."""
        return self.program.places[self.at] if self.at and not self.blank else 0

    def within(self, done: int) -> "Drawing":
        """The cursor after so many operations of the training step that is shown."""
        return replace(self, at=self.program.operations[done - 1].key if done else "")

    def towards(self, target: int) -> "Drawing":
        """The same moment with that target."""
        return replace(self, target=target)

    def after(self, deed: Deed) -> "Drawing":
        """With one more thing done; the cursor stays."""
        *before, last = self.deeds or (None,)
        if last is not None and (last.what, last.target) == (deed.what, deed.target):
            return replace(self, deeds=(*before, replace(last, times=last.times + deed.times)))
        return replace(self, deeds=(*self.deeds, deed))

    def undone(self) -> "Drawing":
        """Without the last thing that was done."""
        *before, last = self.deeds
        left = (replace(last, times=last.times - 1),) if last.times > 1 else ()
        return replace(self, deeds=(*before, *left))

    def stepped(self, direction: int, target: int) -> "Drawing":
        """One step of the chosen size on (+1) or back (−1).

        A step on from the end of an update is the first of the next training step, with the new weights.

        Args:
            direction: +1 or −1.
            target: the digit that the update was made for.
        """
        length, size = len(self.program), self.view.step
        if direction > 0:
            begun = self.after(Deed("weights", target, 1)).towards(target) if self.done == length else self
            return begun.within(self.program.forward_from(self.done % length, size))
        before = self.program.back_from(self.done, size)
        if before == 0 and self.deeds and self.deeds[-1].what == "weights":
            return self.undone().towards(self.deeds[-1].target).within(length)
        return self.within(before)


def first_drawing() -> Drawing:
    """What one sees who has drawn nothing yet: a scanned 7, and the question what would make it a 3."""
    return Drawing(class_examples()[FIRST_DIGIT][0])
