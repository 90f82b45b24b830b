"""«Beliefs to shake»: one question and one reply each, with numbers of the notes' network as the evidence."""

from dataclasses import dataclass
from functools import cache

from app.asking import Mistake, Question
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.items import CHOICES, Answers, Item, ItemsView, answer_rows, items_view, number_row, two
from app.ideas.measured import by_weight
from app.ideas.of_lesson import OPENING
from app.ideas.slips import notes_picture
from app.lesson import Lesson
from app.lesson_url import parse
from app.links import backward_done
from app.moment import Moment, moment
from app.numbers import text
from app.panels.equations import Equations
from app.panels.picture import Picture
from engine.backward import backward
from engine.descent import gradient_step
from engine.evaluation import batch_loss
from engine.forward import forward
from engine.network import Layer

_ZERO = (("x", "0,0"),)
"""The notes' network with the input (0, 0), which its source puts in as well."""


def _at(key: str, focus: str, *also: tuple[str, str]) -> Lesson:
    """The lesson where an operation has just been done, with something in focus."""
    return parse((*also, ("at", key), ("focus", focus)))


def _loss_of(now: Moment, layers: tuple[Layer, ...] | list[Layer]) -> float:
    """L of other layers on the same examples."""
    recipe, step = now.lesson.recipe, now.step
    return batch_loss(layers, forward(layers, step.trace.x), step.gradients.targets, recipe.loss, recipe.reduction)


def _learning(now: Moment) -> Item:
    before, after = now.number("L"), now.number("L_new")
    rate = now.step.conditions.learning_rate
    uphill = _loss_of(now, gradient_step(now.step.layers, now.step.gradients, -rate))
    return Item(
        "learning",
        "«Backpropagation is learning»",
        None,
        f"Before the backward pass L is {text(before)}. Then the backward pass runs, and all 18 slopes are known.",
        two(
            "learning", "What is L now?", (after, before), 1,
            "The backward pass only computes ∇L; no weight has moved. Learning is what is done with ∇L: the update.",
            "That is L after the update. The backward pass itself moves nothing.",
        ),
        (),
        (
            number_row("L after the backward pass", before),
            number_row(f"L after the update θ − η ∇L, η = {text(rate)}", after),
            number_row("L after θ + η ∇L, with the same ∇L", uphill),
        ),
        "The same ∇L serves to go down or up; which of them is learning, backpropagation does not know.",
        _at("gradient", ""),
    )  # fmt: skip


def _inverse(now: Moment) -> Item:
    step, recipe = now.step, now.lesson.recipe
    twice = backward(step.layers, step.trace, step.gradients.targets, "squared_error", recipe.reduction)
    one, two_ = now.number("dC_dz", 1, 1), float(twice.layers[0].dC_dz[now.example, 0])
    return Item(
        "inverse",
        "«Backward inverts the network, or sends the error itself»",
        None,
        "Take the loss twice as large, Σ (y − ŷ)² in place of ½ Σ (y − ŷ)²: both ∂C/∂y double. The network is full of"
        f" curved σ. ∂C/∂z₁ was {text(one)}.",
        Question(
            "inverse", "And now?", "choice", CHOICES[0],
            "The way back is a straight one: sums, weights, and gains σ′(z) that the forward pass has fixed.",
            (
                (CHOICES[0], "exactly double"), (CHOICES[1], "less than double"),
                (CHOICES[2], "it stays"),
            ),
            (
                Mistake(CHOICES[1], "It would, if it went through σ again. It is multiplied by σ′(z), a fixed number."),
                Mistake(CHOICES[2], "Whatever comes in at the loss goes all the way, times fixed factors."),
            ),
        ),
        (),
        (
            number_row("∂C/∂z₁ with ½ Σ (y − ŷ)²", one, back=True),
            number_row("∂C/∂z₁ with Σ (y − ŷ)²", two_, back=True),
            number_row("what comes back to x₁: ∂C/∂x₁", now.number("dC_dx", 0, 1), back=True),
            number_row("x₁ itself", now.number("x", 0, 1)),
        ),
        "Nothing is inverted: what arrives at x₁ is no x₁, and it is not the error y − ŷ either. It says how much C"
        " would change with x₁.",
        _at("dC_dx-0-1", "x-0-1", ("dx", "1")),
    )  # fmt: skip


def _large(now: Moment) -> Item:
    def without(layer: int, to: int, source: int) -> float:
        layers = list(now.step.layers)
        W = layers[layer - 1].W.copy()
        W[to - 1, source - 1] = 0.0
        layers[layer - 1] = Layer(W, layers[layer - 1].b, layers[layer - 1].activation)
        return _loss_of(now, layers)

    steep, strong = (3, 2, 1), (2, 1, 1)
    slopes = [now.number("dC_dw", *place) for place in (steep, strong)]
    changes = [without(*place) - now.number("C") for place in (steep, strong)]
    return Item(
        "large",
        "«A large gradient means a good or an important weight»",
        None,
        f"∂C/∂w₁₁ is {text(slopes[0])}, the largest of all. ∂C/∂w₅ is {text(slopes[1])}, less than half of it.",
        Question(
            "large", "Take one of the two weights out (set it to 0). Which of them does C feel more?", "choice",
            CHOICES[1],
            "A slope says what a small step does from here. It says nothing of how good a weight is, or what C would be"
            " without it.",
            ((CHOICES[0], "w₁₁"), (CHOICES[1], "w₅")),
            (Mistake(CHOICES[0], "So one would think from the slopes."),),
        ),
        (),
        (
            number_row("C changes by, without w₁₁", changes[0]),
            number_row("C changes by, without w₅", changes[1]),
        ),
        "A large slope means: here a small step changes C much. At a minimum every weight has the slope 0.",
        _at("gradient", "w-3-2-1"),
    )  # fmt: skip


def _negative(now: Moment) -> Item:
    old, new, slope = (now.number(quantity, 3, 1, 1) for quantity in ("w", "w_new", "dL_dw"))
    lower, measured = old - (new - old), by_weight(now.lesson.recipe, now.step, 3, 1, 1)
    return Item(
        "negative",
        "«A negative gradient lowers the weight»",
        None,
        f"w₉ is {text(old)}, ∂C/∂w₉ is {text(slope)}, η is {text(now.step.conditions.learning_rate)}.",
        two(
            "negative", "What is w₉ after the update?", (lower, new), 1,
            "θ − η ∇L: minus times minus is plus. A negative slope says that C falls as w₉ grows, so w₉ grows.",
            "That adds η ∂C/∂w₉. The update takes it away: it goes against the slope.",
        ),
        (),
        (
            number_row("w₉ after the update", new, digits=5),
            number_row("measured: ΔC/Δw₉ with Δw₉ = ±0.00001", measured, digits=6),
        ),
        "",
        _at("update-3-1", "w-3-1-1"),
    )  # fmt: skip


def _of_x(now: Moment) -> Item:
    count, inputs = now.lesson.recipe.spec.n_parameters, now.sizes[0]
    weights = sum(n_in * n_out for n_in, n_out in zip(now.sizes, now.sizes[1:], strict=False))
    return Item(
        "of-x",
        "«C is a function of x»",
        None,
        "The notes’ network has 2 inputs, 12 weights and 6 biases.",
        Question(
            "of-x", "How many numbers does ∇L have?", "number", float(count),
            "In training x and ŷ are given and stay as they are; L is a function of θ, the weights and biases.",
            mistakes=(
                Mistake(float(count + inputs), "You took the inputs in. They are data: no update moves them."),
                Mistake(float(weights), "The biases are parameters, too."),
                Mistake(float(inputs), "Those are the inputs. They are data: no update moves them."),
                Mistake(1.0, "∇L has an entry for each parameter."),
            ),
        ),
        (),
        (
            number_row("w₁ before the update", now.number("w", 1, 1, 1)),
            number_row("w₁ after it", now.number("w_new", 1, 1, 1), digits=5),
            number_row("x₁ before and after", now.number("x", 0, 1)),
            number_row("∂C/∂x₁, which can be computed and moves nothing", now.number("dC_dx", 0, 1), back=True),
        ),
        "One may ask for ∂C/∂x all the same: how to change the input so that C falls. That is not training.",
        _at("gradient", "x-0-1"),
    )  # fmt: skip


def _one_thing(now: Moment) -> Item:
    a, z, w = now.number("dC_da", 2, 1), now.number("dC_dz", 2, 1), now.number("dC_dw", 2, 1, 1)
    write = Equations(now)
    return Item(
        "one-thing",
        "«∂C/∂a, ∂C/∂z and ∂C/∂w are one thing»",
        None,
        f"At z₃ the gain σ′(z₃) is {text(now.number('da_dz', 2, 1))}, and the input of w₅ is a₁ ="
        f" {text(now.number('a', 1, 1))}. ∂C/∂a₃, ∂C/∂z₃ and ∂C/∂w₅ are these three numbers, in some order.",
        Question(
            "one-thing", "Which of them is ∂C/∂a₃?", "choice", CHOICES[2],
            "From a₃ to z₃ the gain comes in, from z₃ to w₅ the input. Both are below 1, so ∂C/∂a₃ is the largest.",
            tuple(zip(CHOICES, map(text, (w, z, a)), strict=False)),
            (
                Mistake(CHOICES[0], "That is ∂C/∂w₅: the input a₁ times ∂C/∂z₃."),
                Mistake(CHOICES[1], "That is ∂C/∂z₃: the gain has made it small already."),
            ),
        ),
        tuple(("", one) for one in (write.summed_back(2, 1), write.delta(2, 1, 1), write.weight_gradient(2, 1, 1, 0))),
        (),
        "Each says what C does when that very number is moved: what is sent on, what was added up, a weight.",
        _at("dC_dw-2-1", "z-2-1"),
    )  # fmt: skip


def _zero(_: Moment) -> Item:
    now = moment(backward_done(parse(_ZERO)).viewed(step="pass"))
    return Item(
        "zero",
        "«∂C/∂w = 0 means all is fine»",
        None,
        "Put in x = (0, 0), with the target (1, 0) as before. Then ∂C/∂w₁ … ∂C/∂w₄ are all 0.",
        two(
            "zero", "What is C?", (0.0, now.number("C")), 1,
            "∂C/∂w₁ = x₁ · ∂C/∂z₁, and x₁ is 0: this example says nothing about w₁. C is far from its minimum.",
            "C would be 0 if both outputs were on their targets.",
        ),
        (),
        (
            number_row("∂C/∂w₁", now.number("dC_dw", 1, 1, 1), back=True),
            number_row("∂C/∂b₁", now.number("dC_db", 1, 1), back=True),
            number_row("C", now.number("C")),
            number_row("C after one update", now.number("L_new")),
        ),
        "A slope of 0 can mean: a minimum, a maximum, a saddle, an input of 0, a saturated σ or a dead relu.",
        _at("dC_dw-1-1", "w-1-1-1", *_ZERO),
    )  # fmt: skip


MAKERS = (_learning, _inverse, _large, _negative, _of_x, _one_thing, _zero)
NAMES = ("learning", "inverse", "large", "negative", "of-x", "one-thing", "zero")


@cache
def beliefs() -> tuple[Item, ...]:
    """Every belief, in the order of the page."""
    now = moment(backward_done(OPENING).viewed(step="pass"))
    return tuple(make(now) for make in MAKERS)


@dataclass(frozen=True, slots=True)
class BeliefsView:
    """The page.

    Attributes:
        picture: the notes' network after its forward pass.
        sentence: the picture in words.
        page: the questions.
    """

    picture: Picture
    sentence: str
    page: ItemsView


def _view(state: Answers, links: IdeaLinks[Answers]) -> BeliefsView:
    drawn, said = notes_picture(links.root)
    return BeliefsView(drawn, said, items_view(beliefs(), state, links))


IDEA: Idea[Answers] = Idea(
    name="beliefs",
    title="Beliefs to shake",
    lead=("Seven things that many believe about backpropagation. Answer first; then the notes’ network answers."),
    notes=(
        "The notes call training «optimising a loss function»: the update θ ← θ − η ∇L does it, and backpropagation is"
        " how ∇L is computed."
    ),
    table=answer_rows(NAMES),
    first=Answers(),
    view=_view,
)
