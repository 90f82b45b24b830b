"""Each belief about backpropagation that is none to keep: what is asked, and the numbers that answer."""

from app.asking import Mistake, Question
from app.ideas.items import CHOICES, Item, number_row, two
from app.ideas.measured import by_weight, loss_of
from app.language import _
from app.lesson import Lesson
from app.lesson_url import parse
from app.links import backward_done
from app.moment import Moment, moment
from app.numbers import text
from app.panels.equations import Equations
from engine.backward import backward
from engine.descent import gradient_step
from engine.network import Layer

_ZERO = (("x", "0,0"),)  # the notes' network with the input (0, 0), which its source puts in as well


def lesson_at(key: str, focus: str, *also: tuple[str, str]) -> Lesson:
    """The lesson where an operation has just been done, with something in focus."""
    return parse((*also, ("at", key), ("focus", focus)))


def learning(now: Moment) -> Item:
    """Nothing is learned before the update."""
    before, after = now.number("L"), now.number("L_new")
    rate = now.step.conditions.learning_rate
    uphill = loss_of(now.lesson.recipe, now.step, gradient_step(now.step.layers, now.step.gradients, -rate))
    return Item(
        "learning",
        _("«Backpropagation is learning»"),
        None,
        _(
            "Before the backward pass L is {before}. Then the backward pass runs, and all 18 slopes are known.",
            before=text(before),
        ),
        two(
            "learning", _("What is L now?"), (after, before), 1,
            _("The backward pass only computes ∇L; no weight has moved. Learning is what is done with ∇L: the update."),
            _("That is L after the update. The backward pass itself moves nothing."),
        ),
        (),
        (
            number_row(_("L after the backward pass"), before),
            number_row(_("L after the update θ − η ∇L, η = {rate}", rate=text(rate)), after),
            number_row(_("L after θ + η ∇L, with the same ∇L"), uphill),
        ),
        _("The same ∇L serves to go down or up; which of them is learning, backpropagation does not know."),
        lesson_at("gradient", ""),
    )  # fmt: skip


def inverse(now: Moment) -> Item:
    """The way back is linear: it neither inverts nor carries the error."""
    step, recipe = now.step, now.lesson.recipe
    twice = backward(step.layers, step.trace, step.gradients.targets, "squared_error", recipe.reduction)
    one, two_ = now.number("dC_dz", 1, 1), float(twice.layers[0].dC_dz[now.example, 0])
    return Item(
        "inverse",
        _("«Backward inverts the network, or sends the error itself»"),
        None,
        _(
            "Take the loss twice as large, Σ (y − ŷ)² in place of ½ Σ (y − ŷ)²: both ∂C/∂y double. The network is"
            " full of curved σ. ∂C/∂z₁ was {one}.",
            one=text(one),
        ),
        Question(
            "inverse", _("And now?"), "choice", CHOICES[0],
            _("The way back is a straight one: sums, weights, and gains σ′(z) that the forward pass has fixed."),
            (
                (CHOICES[0], _("exactly double")), (CHOICES[1], _("less than double")),
                (CHOICES[2], _("it stays")),
            ),
            (
                Mistake(CHOICES[1], _(
                    "It would, if it went through σ again. It is multiplied by σ′(z), a fixed number.",
                )),
                Mistake(CHOICES[2], _("Whatever comes in at the loss goes all the way, times fixed factors.")),
            ),
        ),
        (),
        (
            number_row(_("∂C/∂z₁ with ½ Σ (y − ŷ)²"), one, back=True),
            number_row(_("∂C/∂z₁ with Σ (y − ŷ)²"), two_, back=True),
            number_row(_("what comes back to x₁: ∂C/∂x₁"), now.number("dC_dx", 0, 1), back=True),
            number_row(_("x₁ itself"), now.number("x", 0, 1)),
        ),
        _(
            "Nothing is inverted: what arrives at x₁ is no x₁, and it is not the error y − ŷ either. It says how much"
            " C would change with x₁."
        ),
        lesson_at("dC_dx-0-1", "x-0-1", ("dx", "1")),
    )  # fmt: skip


def large(now: Moment) -> Item:
    """A slope is no measure of a weight."""

    def without(layer: int, to: int, source: int) -> float:
        layers = list(now.step.layers)
        W = layers[layer - 1].W.copy()
        W[to - 1, source - 1] = 0.0
        layers[layer - 1] = Layer(W, layers[layer - 1].b, layers[layer - 1].activation)
        return loss_of(now.lesson.recipe, now.step, layers)

    steep, strong = (3, 2, 1), (2, 1, 1)
    slopes = [now.number("dC_dw", *place) for place in (steep, strong)]
    changes = [without(*place) - now.number("C") for place in (steep, strong)]
    return Item(
        "large",
        _("«A large gradient means a good or an important weight»"),
        None,
        _(
            "∂C/∂w₁₁ is {largest}, the largest of all. ∂C/∂w₅ is {other}, less than half of it.",
            largest=text(slopes[0]), other=text(slopes[1]),
        ),
        Question(
            "large", _("Take one of the two weights out (set it to 0). Which of them does C feel more?"), "choice",
            CHOICES[1],
            _(
                "A slope says what a small step does from here. It says nothing of how good a weight is, or what C"
                " would be without it."
            ),
            ((CHOICES[0], "w₁₁"), (CHOICES[1], "w₅")),
            (Mistake(CHOICES[0], _("So one would think from the slopes.")),),
        ),
        (),
        (
            number_row(_("C changes by, without w₁₁"), changes[0]),
            number_row(_("C changes by, without w₅"), changes[1]),
        ),
        _("A large slope means: here a small step changes C much. At a minimum every weight has the slope 0."),
        lesson_at("gradient", "w-3-2-1"),
    )  # fmt: skip


def negative(now: Moment) -> Item:
    """Against the slope is up where the slope is negative."""
    old, new, slope = (now.number(quantity, 3, 1, 1) for quantity in ("w", "w_new", "dL_dw"))
    lower, measured = old - (new - old), by_weight(now.lesson.recipe, now.step, 3, 1, 1)
    return Item(
        "negative",
        _("«A negative gradient lowers the weight»"),
        None,
        _(
            "w₉ is {old}, ∂C/∂w₉ is {slope}, η is {rate}.",
            old=text(old), slope=text(slope), rate=text(now.step.conditions.learning_rate),
        ),
        two(
            "negative", _("What is w₉ after the update?"), (lower, new), 1,
            _("θ − η ∇L: minus times minus is plus. A negative slope says that C falls as w₉ grows, so w₉ grows."),
            _("That adds η ∂C/∂w₉. The update takes it away: it goes against the slope."),
        ),
        (),
        (
            number_row(_("w₉ after the update"), new, digits=5),
            number_row(_("measured: ΔC/Δw₉ with Δw₉ = ±0.00001"), measured, digits=6),
        ),
        "",
        lesson_at("update-3-1", "w-3-1-1"),
    )  # fmt: skip


def of_x(now: Moment) -> Item:
    """In training C is a function of θ."""
    count, inputs = now.lesson.recipe.spec.n_parameters, now.sizes[0]
    weights = sum(n_in * n_out for n_in, n_out in zip(now.sizes, now.sizes[1:], strict=False))
    return Item(
        "of-x",
        _("«C is a function of x»"),
        None,
        _("The notes’ network has 2 inputs, 12 weights and 6 biases."),
        Question(
            "of-x", _("How many numbers does ∇L have?"), "number", float(count),
            _("In training x and ŷ are given and stay as they are; L is a function of θ, the weights and biases."),
            mistakes=(
                Mistake(float(count + inputs), _("You took the inputs in. They are data: no update moves them.")),
                Mistake(float(weights), _("The biases are parameters, too.")),
                Mistake(float(inputs), _("Those are the inputs. They are data: no update moves them.")),
                Mistake(1.0, _("∇L has an entry for each parameter.")),
            ),
        ),
        (),
        (
            number_row(_("w₁ before the update"), now.number("w", 1, 1, 1)),
            number_row(_("w₁ after it"), now.number("w_new", 1, 1, 1), digits=5),
            number_row(_("x₁ before and after"), now.number("x", 0, 1)),
            number_row(_("∂C/∂x₁, which can be computed and moves nothing"), now.number("dC_dx", 0, 1), back=True),
        ),
        _("One may ask for ∂C/∂x all the same: how to change the input so that C falls. That is not training."),
        lesson_at("gradient", "x-0-1"),
    )  # fmt: skip


def one_thing(now: Moment) -> Item:
    """∂C/∂a, ∂C/∂z and ∂C/∂w are three numbers."""
    a, z, w = now.number("dC_da", 2, 1), now.number("dC_dz", 2, 1), now.number("dC_dw", 2, 1, 1)
    write = Equations(now)
    return Item(
        "one-thing",
        _("«∂C/∂a, ∂C/∂z and ∂C/∂w are one thing»"),
        None,
        _(
            "At z₃ the gain σ′(z₃) is {gain}, and the input of w₅ is a₁ = {a}. ∂C/∂a₃, ∂C/∂z₃ and ∂C/∂w₅ are"
            " these three numbers, in some order.",
            gain=text(now.number('da_dz', 2, 1)), a=text(now.number('a', 1, 1)),
        ),
        Question(
            "one-thing", _("Which of them is ∂C/∂a₃?"), "choice", CHOICES[2],
            _("From a₃ to z₃ the gain comes in, from z₃ to w₅ the input. Both are below 1, so ∂C/∂a₃ is the largest."),
            tuple(zip(CHOICES, map(text, (w, z, a)), strict=False)),
            (
                Mistake(CHOICES[0], _("That is ∂C/∂w₅: the input a₁ times ∂C/∂z₃.")),
                Mistake(CHOICES[1], _("That is ∂C/∂z₃: the gain has made it small already.")),
            ),
        ),
        tuple(("", one) for one in (write.summed_back(2, 1), write.delta(2, 1, 1), write.weight_gradient(2, 1, 1, 0))),
        (),
        _("Each says what C does when that very number is moved: what is sent on, what was added up, a weight."),
        lesson_at("dC_dw-2-1", "z-2-1"),
    )  # fmt: skip


def zero(_now: Moment) -> Item:
    """A slope of 0 far from any minimum."""
    now = moment(backward_done(parse(_ZERO)).viewed(step="pass"))
    return Item(
        "zero",
        _("«∂C/∂w = 0 means all is fine»"),
        None,
        _("Put in x = (0, 0), with the target (1, 0) as before. Then ∂C/∂w₁ … ∂C/∂w₄ are all 0."),
        two(
            "zero", _("What is C?"), (0.0, now.number("C")), 1,
            _("∂C/∂w₁ = x₁ · ∂C/∂z₁, and x₁ is 0: this example says nothing about w₁. C is far from its minimum."),
            _("C would be 0 if both outputs were on their targets."),
        ),
        (),
        (
            number_row("∂C/∂w₁", now.number("dC_dw", 1, 1, 1), back=True),
            number_row("∂C/∂b₁", now.number("dC_db", 1, 1), back=True),
            number_row("C", now.number("C")),
            number_row(_("C after one update"), now.number("L_new")),
        ),
        _("A slope of 0 can mean: a minimum, a maximum, a saddle, an input of 0, a saturated σ or a dead relu."),
        lesson_at("dC_dw-1-1", "w-1-1-1", *_ZERO),
    )  # fmt: skip
