"""Each slip of the notes: its line, both numbers, and what proves the right one."""

from app.ideas.items import Item, number_row, two
from app.ideas.measured import by_activation, by_bias, by_weight, z_by_weight
from app.ideas.slip_lines import line
from app.ideas.slip_notes import TWO, TWO_EXAMPLES, Notes, moment_at
from app.language import _
from app.lesson_url import parse
from app.links import backward_done
from app.moment import moment
from app.numbers import text
from app.panels.equations import Equations


def sum_(it: Notes) -> Item:
    """The bracket without both ∂C/∂z."""
    now, write = it.now, it.write.write
    wrong = now.number("w", 3, 1, 1) + now.number("w", 3, 2, 1)
    right = now.number("dC_da", 2, 1)
    nine, eleven = write.term(it.write.w(3, 1, 1), "w", 3, 1, 1), write.term(it.write.w(3, 2, 1), "w", 3, 2, 1)
    added = write.line(f"{nine} + {eleven} = {write.bare('sum', wrong)}")
    return Item(
        "sum",
        "∂C/∂a = … = w₃ + w₄",
        line("sum"),
        _("Take a₃ for the notes’ a: it feeds z₅ by w₉ = 3 and z₆ by w₁₁ = −1. By the last step it is w₉ + w₁₁."),
        two(
            "sum", _("What is ∂C/∂a₃?"), (wrong, right), 1,
            _("Each weight carries back the ∂C/∂z that lies behind it: w₉ ∂C/∂z₅ + w₁₁ ∂C/∂z₆."),
            _("That is w₉ + w₁₁: what came back if both ∂C/∂z were 1."),
        ),
        ((_("as written"), added), (_("as it is"), it.write.summed_back(2, 1))),
        (it.measured("C", "a₃", by_activation(now.lesson.recipe, now.step, 2, 1)),),
        _("The next line of the notes has both ∂C/∂z again."),
        moment_at("dC_da-2-1", "z-2-1"),
    )  # fmt: skip


def output(it: Notes) -> Item:
    """The notes write z for a."""
    now = it.now
    z, a = now.number("z", 1, 1), now.number("a", 1, 1)
    return Item(
        "output",
        _("«Output (z)»"),
        None,
        _(
            "The notes: once the forward pass has computed the output (z) of every neuron, each ∂z/∂w can be read"
            " off. Here z₁ = {z} and a₁ = {a}, and w₅ leads from there to z₃.",
            z=text(z), a=text(a),
        ),
        two(
            "output", _("What is ∂z₃/∂w₅?"), (z, a), 1,
            _("z₃ = w₅ a₁ + w₆ a₂ + b₃, so ∂z₃/∂w₅ is a₁, the number on the wire."),
            _("That is z₁, which has not been through σ yet. What stands on the wire is a₁."),
        ),
        ((_("as it is"), it.write.read_off(2, 1, 1)), ("", it.write.activation(1, 1))),
        (it.measured("z₃", "w₅", z_by_weight(now.step, 2, 1, 1)),),
        _("What a neuron sends on is a = σ(z); z is what goes into σ."),
        moment_at("z-2-1", "w-2-1-1"),
    )  # fmt: skip


def passes(it: Notes) -> Item:
    """The label of the forward pass on both factors."""
    now, write = it.now, it.write.write
    a = now.number("a", 1, 1)
    wrong, right = a * a, now.number("dC_dw", 2, 1, 1)
    one = write.term(it.write.a(1, 1), "a", 1, 1)
    squared = write.line(rf"{one} \cdot {one} \approx {write.bare('square', wrong)}")
    return Item(
        "passes",
        _("Framework: ∂C/∂w"),
        line("passes"),
        _("Both factors carry the label of the forward pass, to read the input; that of w₅ is a₁."),
        two(
            "passes", _("What is ∂C/∂w₅?"), (right, wrong), 0,
            _("∂z₃/∂w₅ = a₁ is read off the forward pass; ∂C/∂z₃ is what the backward pass computes."),
            _("That is the input twice. ∂C/∂z₃ stands nowhere in the forward pass."),
        ),
        ((_("as written"), squared), (_("as it is"), it.write.weight_gradient(2, 1, 1, 0))),
        (it.measured("C", "w₅", by_weight(now.lesson.recipe, now.step, 2, 1, 1)),),
        "",
        moment_at("dC_dw-2-1", "w-2-1-1"),
    )  # fmt: skip


def labels(it: Notes) -> Item:
    """Labels one place too far left."""
    now = it.now
    wrong, right = now.number("da_dz", 2, 1), now.number("dC_dz", 2, 1)
    slope = it.write.slope(2, 1)
    return Item(
        "labels",
        _("Framework: ∂C/∂z"),
        line("labels"),
        _("As it is labelled, ∂C/∂z is the gain σ′(z) and nothing else. Take z₃ for the notes’ z."),
        two(
            "labels", _("What is ∂C/∂z₃?"), (wrong, right), 1,
            _("∂C/∂z₃ = σ′(z₃) · ∂C/∂a₃: the gain times what comes back."),
            _("That is σ′(z₃) alone, the gain of the neuron without anything that comes back to it."),
        ),
        (*(((_("as written"), slope),) if slope else ()), (_("as it is"), it.write.delta(2, 1, 1))),
        (it.measured("C", "z₃", by_bias(now.lesson.recipe, now.step, 2, 1)),),
        _("The labels stand one place too far left: σ′(z) is ∂a/∂z. And ∂C/∂a is not 1, it is what comes back."),
        moment_at("dC_dz-2-1", "z-2-1"),
    )  # fmt: skip


def bracket(it: Notes) -> Item:
    """Labels of the gain in the bracket."""
    now, write = it.now, it.write.write
    pairs = [(now.number("da_dz", 2, n), now.number("w", 2, n, 1)) for n in (1, 2)]
    wrong, right = sum(gain * w for gain, w in pairs), now.number("dC_da", 1, 1)
    terms = " + ".join(
        write.term(rf"\sigma'({it.write.z(2, n)})", "da_dz", 2, n) + r"\,"
        + write.term(it.write.w(2, n, 1), "w", 2, n, 1) for n in (1, 2)
    )  # fmt: skip
    labelled = write.line(rf"{terms} \approx {write.bare('labels', wrong)}")
    return Item(
        "bracket",
        _("Framework: ∂C/∂z′"),
        line("bracket"),
        _(
            "With its labels the right side is σ′(z′) w₃ + σ′(z″) w₄. It is meant to be the bracket, what comes back"
            " to a. Take a₁ for the notes’ a: it goes to z₃ by w₅ and to z₄ by w₇."
        ),
        two(
            "bracket", _("What is ∂C/∂a₁?"), (right, wrong), 0,
            _("z₃ and z₄ send back w₅ ∂C/∂z₃ + w₇ ∂C/∂z₄."),
            _("That is σ′(z₃) w₅ + σ′(z₄) w₇, as the labels say: it knows nothing of the loss."),
        ),
        ((_("as written"), labelled), (_("as it is"), it.write.summed_back(1, 1))),
        (it.measured("C", "a₁", by_activation(now.lesson.recipe, now.step, 1, 1)),),
        _(
            "The left side should be ∂C/∂a, and w₃ is ∂z′/∂a, not ∂a/∂z′. No σ′ of the next layer stands there: it is"
            " inside ∂C/∂z′."
        ),
        moment_at("dC_da-1-1", "z-1-1"),
    )  # fmt: skip


def names(it: Notes) -> Item:
    """w₁ … w₄, used for three layers."""
    now, write = it.now, it.write.write
    gain, right = now.number("da_dz", 1, 1), now.number("dC_dz", 1, 1)
    deltas = [now.number("dC_dz", 2, n) for n in (1, 2)]
    weights = [now.number("w", 1, 2, n) for n in (1, 2)]
    wrong = gain * sum(w * delta for w, delta in zip(weights, deltas, strict=True))
    inner = " + ".join(
        write.term(it.write.w(1, 2, n), "w", 1, 2, n) + r"\," + write.term(it.write.delta_of(2, n), "dC_dz", 2, n)
        for n in (1, 2)
    )
    head = write.term(rf"\sigma'({it.write.z(1, 1)})", "da_dz", 1, 1)
    misread = write.line(rf"{head}\left({inner}\right) \approx {write.bare('names', wrong)}")
    return Item(
        "names",
        _("Framework: the two hidden layers"),
        line("names"),
        _(
            "On this page w₃ and w₄ lead from the inputs to z₂, and w₅ and w₇ lead away from z₁."
        ),
        two(
            "names", _("What is ∂C/∂z₁?"), (right, wrong), 0,
            _("What comes back to z₁ comes over the wires that leave it, w₅ and w₇."),
            _("That takes w₃ and w₄ as they are numbered here, wires that do not touch z₁. Even the sign is wrong."),
        ),
        ((_("as written"), misread), (_("as it is"), it.write.delta(1, 1, 2))),
        (it.measured("C", "z₁", by_bias(now.lesson.recipe, now.step, 1, 1)),),
        "",
        moment_at("dC_dz-1-1", "z-1-1"),
    )  # fmt: skip


def loss(it: Notes) -> Item:
    """L written for C."""
    both = moment(backward_done(TWO_EXAMPLES).viewed(step="pass"))
    second = moment(backward_done(TWO_EXAMPLES.viewed(example=2)).viewed(step="pass"))
    one, total = both.number("dC_dw", 3, 1, 1), both.number("dL_dw", 3, 1, 1)
    return Item(
        "loss",
        _("L(θ), and ∂L/∂z₅"),
        line("loss"),
        _(
            "The last lines of the notes write L for the loss of one example, C. Of one example both are the same"
            " number. Take two: the notes’ input (1, −1), and (0, 0). They have a z₅ each, {z} and {other_z}."
            " ∂C¹/∂w₉, of the first, is {one}.",
            z=text(both.number('z', 3, 1)), other_z=text(second.number('z', 3, 1)), one=text(one),
        ),
        two(
            "loss", _("What is ∂L/∂w₉?"), (one, total), 1,
            _("L is the sum over the examples, so its slope is the sum of theirs."),
            _("That is ∂C¹/∂w₉, of the first example alone."),
        ),
        ((_("as it is"), Equations(both).batch_gradient("w", 3, 1, 1)),),
        (
            number_row("∂C¹/∂z₅", both.number("dC_dz", 3, 1), back=True),
            number_row("∂C²/∂z₅", second.number("dC_dz", 3, 1), back=True),
            it.measured("L", "w₉", by_weight(both.lesson.recipe, both.step, 3, 1, 1)),
        ),
        _("There is no ∂L/∂z₅: each example has a z₅ of its own, and L has none."),
        parse((*TWO, ("at", "dL_dw-3-1"), ("focus", "w-3-1-1"))),
    )  # fmt: skip


def letter_n(it: Notes) -> Item:
    """One n for outputs and for examples."""
    now = it.now
    first, whole = now.number("C_term", 3, 1), now.number("C")
    return Item(
        "n",
        _("C of one example, and L of all"),
        line("n"),
        _(
            "In the first sum n is how many outputs there are; in the second it is the number of an example. Read C¹"
            " with n = 1, and its sum has one term. (This network has another loss, ½ Σ (y − ŷ)²; its sum goes over"
            " the same outputs.)"
        ),
        two(
            "n", _("The network has two outputs. What is C¹?"), (whole, first), 0,
            _("Each example’s C adds up all outputs; the number of the example has nothing to do with it."),
            _("That is the term of y₁ alone. The sum in C goes over all outputs, whichever example it is."),
        ),
        ((_("as it is"), it.write.loss()),),
        (
            number_row(_("the term of y₁"), first),
            number_row(_("the term of y₂"), now.number("C_term", 3, 2)),
        ),
        "",
        moment_at("loss", "C"),
    )  # fmt: skip
