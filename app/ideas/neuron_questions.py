"""What is asked about one neuron: which number is ∂z/∂w, which factor is hard, and how much is ∂C/∂w."""

from app.asking import Mistake, Question
from app.ideas.neuron_numbers import MOVABLE, One, Slopes, numbers
from app.language import _
from app.numbers import text

NAMES = {"w1": "w₁", "w2": "w₂", "b": "b"}


def which_number(one: One, which: str) -> Question:
    """Which number of the picture is ∂z/∂w?"""
    now, name = numbers(one), NAMES[which]
    z, a = (text(now.number(quantity, 1, 1)) for quantity in "za")
    inputs = {"x1": f"x₁ = {text(one.x1)}", "x2": f"x₂ = {text(one.x2)}"}
    own = {"w1": "x1", "w2": "x2"}.get(which, "1")
    value = f"{name} = {text(getattr(one, which))}"
    choices = (*inputs.items(), ("one", _("the constant 1")), (which, value), ("z", f"z = {z}"), ("a", f"a = {a}"))
    right = "one" if which == "b" else own
    mistakes = [
        Mistake(
            which,
            _("{name} is what moves. A product is as steep in one factor as its other factor is large.", name=name),
        ),
        Mistake("z", _("z is the whole sum. Asked is how fast it changes while only {name} moves.", name=name)),
        Mistake("a", _("a comes after z, and ∂z/∂{name} ends at z.", name=name)),
    ]
    for wrong, words in inputs.items():
        if wrong != right:
            weight = "w₁" if wrong == "x1" else "w₂"
            mistakes.append(
                Mistake(
                    wrong,
                    _("{x} is multiplied by {weight}. That term stays as it is.", x=words[:2], weight=weight),
                )
            )
    if which != "b":
        mistakes.append(Mistake("one", _("A 1 stands in front of b. In front of {name} stands its input.", name=name)))
    because = (
        "z = … + b · 1."
        if which == "b"
        else _("z = … + {name} · {x} + …, a straight line over {name}.", name=name, x=inputs[own][:2])
    )
    return Question(
        "input",
        _("∂z/∂{name} is which number on the picture?", name=name),
        "choice",
        right,
        because,
        choices,
        tuple(mistakes),
    )


def hard_or_easy(which: str) -> Question:
    """Which factor is hard to compute?"""
    name = NAMES[which]
    easy, hard = f"∂z/∂{name}", "∂C/∂z"
    return Question(
        "hard",
        _("∂C/∂{name} = {easy} · {hard}. Which factor is the hard one to compute?", name=name, easy=easy, hard=hard),
        "choice",
        "dC_dz",
        _(
            "{easy} has an expression: it is read off the picture. {hard} needs all that comes after z: here σ"
            " and C, in a deep network every layer behind. To get it is what the backward pass is for.",
            easy=easy,
            hard=hard,
        ),
        (("dz_dw", easy), ("dC_dz", hard), ("both", _("both"))),
        (
            Mistake("dz_dw", _("You have just read {easy} off the picture: nothing is easier.", easy=easy)),
            Mistake("both", _("You have just read {easy} off the picture: that one is easy.", easy=easy)),
        ),
    )


def product(one: One, which: str, slope: Slopes) -> Question:
    """How much is ∂C/∂w?"""
    name = NAMES[which]
    place = MOVABLE.index(which)
    other = (one.x2, one.x1, one.x1)[place]
    weight = getattr(one, which)
    mistakes = [
        Mistake(slope.dC_dz, _("That is ∂C/∂z alone. ∂z/∂{name} is missing.", name=name)),
        Mistake(slope.dz_dw * slope.dC_da, _("σ′(z) is missing: ∂C/∂z is asked for, not ∂C/∂a.")),
        Mistake(
            weight * slope.dC_dz,
            _("Times {name} itself? That is ∂C/∂x, what the neuron sends back to its input.", name=name),
        ),
        Mistake(other * slope.dC_dz, _("That is the other input times ∂C/∂z.")),
        Mistake(slope.dz_dw + slope.dC_dz, _("You added them. Along one path the factors are multiplied.")),
    ]
    if which == "b":
        del mistakes[0]
    return Question(
        "slope",
        _("The backward pass says ∂C/∂z = {dC_dz}. How much is ∂C/∂{name}?", dC_dz=text(slope.dC_dz), name=name),
        "number",
        slope.dC_dw,
        f"∂z/∂{name} · ∂C/∂z = {text(slope.dz_dw)} · {_bracketed(slope.dC_dz)}.",
        mistakes=tuple(mistakes),
    )


def _bracketed(value: float) -> str:
    return f"({text(value)})" if value < 0 else text(value)
