"""What is said about backpropagation and is true: the opposite of what is said is no way to answer."""

from app.asking import Mistake, Question
from app.ideas.belief_items import lesson_at
from app.ideas.items import CHOICES, Item, number_row, two
from app.ideas.measured import by_bias, by_weight
from app.ideas.slip_notes import TWO, TWO_EXAMPLES
from app.language import _
from app.lesson_url import parse
from app.links import backward_done
from app.moment import Moment, moment
from app.numbers import text


def add_up(_now: Moment) -> Item:
    """The notes: ∂L(θ)/∂w = Σ ∂Cⁿ(θ)/∂w."""
    both = moment(backward_done(TWO_EXAMPLES).viewed(step="pass"))
    other = moment(backward_done(TWO_EXAMPLES.viewed(example=2)).viewed(step="pass"))
    one, two_, total = (
        both.number("dC_dw", 3, 1, 1), other.number("dC_dw", 3, 1, 1), both.number("dL_dw", 3, 1, 1),
    )  # fmt: skip
    return Item(
        "add-up",
        _("«What the examples say about a weight is added up»"),
        None,
        _(
            "Take two examples, the notes’ input (1, −1) with the target (1, 0), and (0, 0) with the target (0, 1)."
            " ∂C¹/∂w₉ is {one}, ∂C²/∂w₉ is {two}.",
            one=text(one), two=text(two_),
        ),
        Question(
            "add-up", _("What is ∂L/∂w₉?"), "number", total,
            _("L is the sum of C¹ and C², so its slope is the sum of their slopes."),
            mistakes=(
                Mistake(total / 2.0, _("That is the mean of the two. The notes’ L is the sum over the examples.")),
                Mistake(one, _("That is what the first example says alone.")),
                Mistake(two_, _("That is what the second example says alone.")),
                Mistake(one * two_, _("The two were multiplied. Along a path one multiplies; examples add up.")),
            ),
        ),
        (),
        (
            number_row(
                _("measured: ΔL/Δw₉ with Δw₉ = ±0.00001"), by_weight(both.lesson.recipe, both.step, 3, 1, 1), digits=6
            ),
        ),
        _("Each example has a forward and a backward pass of its own; what they leave at a weight is summed."),
        parse((*TWO, ("at", "dL_dw-3-1"), ("focus", "w-3-1-1"))),
    )  # fmt: skip


def share(now: Moment) -> Item:
    """The notes: ∂C/∂w = ∂z/∂w · ∂C/∂z, with the z of the neuron that the weight leads into."""
    first, second = now.number("dC_dw", 1, 1, 1), now.number("dC_dw", 1, 1, 2)
    return Item(
        "share",
        _("«All weights into a neuron share one ∂C/∂z»"),
        None,
        _(
            "w₁ and w₂ lead from x₁ = {x1} and x₂ = {x2} into z₁. ∂C/∂w₁ is {slope}.",
            x1=text(now.number("x", 0, 1)), x2=text(now.number("x", 0, 2)), slope=text(first),
        ),
        Question(
            "share", _("What is ∂C/∂w₂?"), "choice", CHOICES[1],
            _("∂C/∂w₁ = x₁ · ∂C/∂z₁ and ∂C/∂w₂ = x₂ · ∂C/∂z₁: behind both stands the same z₁."),
            (
                (CHOICES[0], text(first)), (CHOICES[1], text(second)), (CHOICES[2], _("one cannot tell from that")),
            ),
            (
                Mistake(CHOICES[0], _("∂C/∂z₁ is the same for both, but x₂ stands in front of w₂.")),
                Mistake(CHOICES[2], _("One can: ∂C/∂w₁ and x₁ give ∂C/∂z₁, and x₂ is known.")),
            ),
        ),
        (),
        (
            number_row("∂C/∂z₁", now.number("dC_dz", 1, 1), back=True),
            number_row(
                _("measured: ΔC/Δw₂ with Δw₂ = ±0.00001"), by_weight(now.lesson.recipe, now.step, 1, 1, 2), digits=6
            ),
        ),
        _("That is why a backward pass stops at ∂C/∂z: what is left for each weight is one multiplication."),
        lesson_at("dC_dw-1-1", "w-1-1-2"),
    )  # fmt: skip


def gain(now: Moment) -> Item:
    """The notes: ∂C/∂z = σ′(z) [w₃ ∂C/∂z′ + w₄ ∂C/∂z″], where σ′(z) is a constant by then."""
    a, slope = now.number("a", 1, 1), now.number("da_dz", 1, 1)
    return Item(
        "gain",
        _("«A sigmoid neuron with an output near 1 lets hardly anything back»"),
        None,
        _(
            "z₁ is {z}, a₁ = σ(z₁) is {a}, and ∂C/∂a₁, what comes back to it, is {comes}.",
            z=text(now.number("z", 1, 1)), a=text(a), comes=text(now.number("dC_da", 1, 1)),
        ),
        two(
            "gain", _("By which number is it multiplied on the way to z₁?"), (a, slope), 1,
            _("∂C/∂z₁ is σ′(z₁) · ∂C/∂a₁. At z₁ = 4 the sigmoid is nearly flat: z₁ may move, a₁ hardly does."),
            _("That is a₁. The way back goes through the slope σ′(z₁), not through the output."),
        ),
        (),
        (
            number_row("∂C/∂z₁", now.number("dC_dz", 1, 1), back=True),
            number_row(
                _("measured: ΔC/Δz₁ with Δz₁ = ±0.00001"), by_bias(now.lesson.recipe, now.step, 1, 1), digits=6
            ),
        ),
        _("The same holds near 0. σ′(z) is largest at z = 0, and even there it is only ¼."),
        lesson_at("dC_dz-1-1", "z-1-1"),
    )  # fmt: skip
