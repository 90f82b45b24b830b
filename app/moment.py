"""One moment of a lesson with its numbers: what the engine computed, and which of it has been computed by now."""

from dataclasses import dataclass
from functools import cached_property
from math import nan

from app.checkpoints import state_at
from app.covered_numbers import CoveredNumbers
from app.lesson import Lesson
from app.numbers import DIGITS, telling_digits
from app.symbols import Symbols
from engine.arrays import Array
from engine.backward import example_gradients
from engine.descent import Frozen
from engine.freezing import frozen
from engine.lesson import TrainingStep, training_step

QUANTITIES = (
    "x", "w", "b", "z", "a", "da_dz", "dC_da", "dC_dz", "dC_dx", "dC_dw", "dC_db", "y", "target", "dC_dy",
    "forward", "backward", "dL_dw", "dL_db", "w_new", "b_new", "C", "L", "L_new", "C_term",
)  # fmt: skip


def id_of(quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> str:
    """The id of a number on the page: ``dC_dz-2-1``, ``w-2-1-1``, ``C``; indices that are 0 at the end fall away."""
    if source:
        return f"{quantity}-{layer}-{to}-{source}"
    return f"{quantity}-{layer}-{to}" if to else quantity


@dataclass(frozen=True)
class Moment(CoveredNumbers):
    """A lesson at its cursor.

    Attributes:
        lesson: the address's value.
        step: the training step that is shown, every number of it.
    """

    lesson: Lesson
    step: TrainingStep

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Neurons a layer, the input layer first."""
        return self.lesson.recipe.sizes

    @cached_property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.sizes) - 1

    @cached_property
    def example(self) -> int:
        """The row of the example that is drawn in the batch of this training step, counted from 0."""
        return min(self.lesson.view.example, self.batch) - 1

    @property
    def example_number(self) -> int:
        """The number of that example in the training set, counted from 1."""
        return int(self.step.rows[self.example]) + 1

    def memory(self, which: int, kind: str, layer: int, to: int, source: int = 0, *, after: bool) -> float:
        """What the optimiser remembers of a weight (``w``) or bias (``b``), before or after the update."""
        begin = sum(one.matrix.size for one in self.step.layers[: layer - 1])
        width = self.sizes[layer - 1] + 1
        column = source - 1 if kind == "w" else width - 1
        if after and self.hides(f"dL_d{kind}", layer, to, *([source] if kind == "w" else [])):
            return nan
        remembered = self.step.updated_memory if after else self.step.memory
        return float(remembered[which][begin + (to - 1) * width + column])

    @property
    def batch(self) -> int:
        """How many examples this training step learns from."""
        return len(self.step.rows)

    @cached_property
    def symbols(self) -> Symbols:
        """The names of this network's quantities."""
        return Symbols(self.sizes, self.lesson.view.notation)

    @cached_property
    def _example_gradients(self) -> tuple[tuple[Array, Array], ...]:
        return tuple(
            example_gradients(self.step.trace, self.step.gradients, index, self.example)
            for index in range(len(self.step.layers))
        )

    def number(self, quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> float:
        """The value of a quantity, computed by now or not; nan where it is covered, or follows from what is.

        Args:
            quantity: as in ``truth``, like all that follow.
            layer: the receiving layer.
            to: the receiving neuron.
            source: the sending neuron.
        """
        place = (layer, to, source)
        return nan if self.covering and self.hides(quantity, *place) else self.truth(quantity, *place)

    def truth(self, quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> float:
        """The value of a quantity, covered or not: for checking an answer, and for nothing that is shown.

        Args:
            quantity: one of ``QUANTITIES``.
            layer: the receiving layer, the input layer being 0.
            to: the receiving neuron, counted from 1.
            source: the sending neuron of an edge, counted from 1.
        """
        step, n, j, i = self.step, self.example, to - 1, source - 1
        match quantity:
            case "x":
                return float(step.trace.x[n, j])
            case "w":
                return float(step.layers[layer - 1].W[j, i])
            case "b":
                return float(step.layers[layer - 1].b[j])
            case "z":
                return float(step.trace.layers[layer - 1].z[n, j])
            case "a":
                return self.truth("x", 0, to) if layer == 0 else float(step.trace.layers[layer - 1].a[n, j])
            case "y":
                return float(step.trace.output[n, j])
            case "target":
                return float(step.gradients.targets[n, j])
            case "da_dz":
                slopes = step.gradients.layers[layer - 1].da_dz
                return float("nan") if slopes is None else float(slopes[n, j])
            case "dC_da":
                return self.truth("dC_dx", 0, to) if layer == 0 else float(step.gradients.layers[layer - 1].dC_da[n, j])
            case "dC_dz":
                return float(step.gradients.layers[layer - 1].dC_dz[n, j])
            case "dC_dy":
                return float(step.gradients.dC_dy[n, j])
            case "dC_dx":
                return float(step.gradients.dC_dx[n, j])
            case "forward":
                return self.truth("w", layer, to, source) * self.truth("a", layer - 1, source)
            case "backward":
                return self.truth("w", layer, to, source) * self.truth("dC_dz", layer, to)
            case "dC_dw":
                return float(self._example_gradients[layer - 1][0][j, i])
            case "dC_db":
                return float(self._example_gradients[layer - 1][1][j])
            case "dL_dw":
                return float(step.gradients.layers[layer - 1].dC_dW[j, i])
            case "dL_db":
                return float(step.gradients.layers[layer - 1].dC_db[j])
            case "w_new":
                return float(step.updated[layer - 1].W[j, i])
            case "b_new":
                return float(step.updated[layer - 1].b[j])
            case "C_term":
                return float(step.gradients.loss_terms[n, j])
            case "C":
                return float(step.gradients.loss_per_example[n])
            case "L":
                return float(step.gradients.loss)
            case "L_new":
                return float(step.updated_loss)
        raise KeyError(quantity)

    def digits(self, quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> int:
        """Significant digits of a number in print: the page's rule, and for a new value what its change needs."""
        if quantity not in ("w_new", "b_new", "L_new"):
            return DIGITS
        place = (layer, to, source)
        return telling_digits(self.number(quantity, *place), self.number(quantity[0], *place))

    def every_example(self, quantity: str, layer: int, to: int, source: int = 0) -> list[float]:
        """∂C/∂w or ∂C/∂b (``dC_dw``, ``dC_db``) of each example of the batch, in order; nan where it is covered."""
        each = self.true_examples(quantity, layer, to, source)
        if self.hides(quantity, layer, to, source):
            each[self.example] = nan
        return each

    def true_examples(self, quantity: str, layer: int, to: int, source: int = 0) -> list[float]:
        """The same, covered or not: for checking an answer, and for nothing that is shown."""
        trace, gradients = self.step.trace, self.step.gradients
        pairs = (example_gradients(trace, gradients, layer - 1, n) for n in range(self.batch))
        edge = quantity == "dC_dw"
        return [float(W[to - 1, source - 1] if edge else b[to - 1]) for W, b in pairs]

    def computed(self, quantity: str, layer: int = 0, to: int = 0, source: int = 0) -> bool:
        """Whether the cursor has passed the operation that computes the quantity."""
        last = self.last
        match quantity:
            case "w" | "b":
                return True
            case "x" | "target":
                return self.after("input")
            case "z" | "dC_dz":
                return self.after(f"{quantity}-{layer}-{to}")
            case "a":
                return self.after(f"a-{layer}-{to}" if layer else "input")
            case "da_dz":
                return self.after(f"a-{layer}-{to}") and self.step.gradients.layers[layer - 1].da_dz is not None
            case "y":
                return self.after(f"a-{last}-{to}")
            case "forward":
                return self.after(f"z-{layer}-{to}")
            case "C" | "L" | "C_term":
                return self.after("loss")
            case "dC_dy":
                return self.after(f"dC_dy-{last}-{to}")
            case "dC_da":
                return self.after(f"dC_dy-{last}-{to}" if layer == last else f"dC_da-{layer}-{to}")
            case "dC_dx":
                return self.after(f"dC_dx-0-{to}")
            case "backward":
                return self.after(f"dC_da-{layer - 1}-{source}" if layer > 1 else f"dC_dx-0-{source}")
            case "dC_dw" | "dC_db":
                return self.after(f"dC_dw-{layer}-{to}")
            case "dL_dw" | "dL_db":
                return self.after(f"dL_dw-{layer}-{to}" if self.lesson.recipe.batch > 1 else "gradient")
            case "w_new" | "b_new":
                return self.after(f"update-{layer}-{to}")
            case "L_new":
                return len(self._done) == len(self.lesson.program)
        raise KeyError(quantity)

    @cached_property
    def _frozen(self) -> Frozen:
        return frozen(self.lesson.recipe, self.step.conditions.frozen)

    def is_frozen(self, kind: str, layer: int, to: int, source: int = 0) -> bool:
        """Whether no update changes this weight (``w``) or bias (``b``)."""
        weights, biases = self._frozen.layers[layer - 1]
        return bool(weights[to - 1, source - 1] if kind == "w" else biases[to - 1])

    @cached_property
    def _done(self) -> frozenset[str]:
        return frozenset(one.key for one in self.lesson.program.operations[: self.lesson.done])

    def after(self, key: str) -> bool:
        """Whether the operation with this key is done (False when this lesson's training step has none such)."""
        return key in self._done


def moment(lesson: Lesson) -> Moment:
    """The numbers of a lesson at its cursor, replayed from the recipe or from a checkpoint.

    Where the run diverges before the cursor, it is the moment of the update whose result is not finite: its ``lesson``
    says so.
    """
    state = state_at(lesson.recipe, lesson.edits, lesson.update)
    if state.updates < lesson.update:
        lesson = lesson.at((state.updates + 1) * len(lesson.program))
    return Moment(lesson, training_step(lesson.recipe, state, lesson.edits))
