"""What is asked before the gradient is checked: which way the loss goes, and then by how much the slope says."""

from app.asking import Mistake, Question, sign_of
from app.ideas.check_nudge import signed
from app.language import _
from app.numbers import text
from engine.words import N_

WAYS = (("+", N_("it rises")), ("0", N_("it stays")), ("-", N_("it falls")))
SAID = {"+": N_("above 0"), "0": "0", "-": N_("below 0")}


def which_way(names: tuple[str, str], value: float, by: float, gradient: float, actual: float) -> Question:
    """Does the loss rise or fall?

    Args:
        names: of the loss and of the parameter.
        value: of the parameter.
        by: Δw.
        gradient: the slope.
        actual: ΔL, evaluated.
    """
    loss, name = names
    slope, product = f"∂{loss}/∂{name}", gradient * by
    because = _(
        "{slope} is {gradient} and Δ{name} is {by}: the product is {sign}.",
        slope=slope,
        gradient=text(gradient),
        name=name,
        by=signed(by),
        sign=SAID[sign_of(product)],
    )
    mistakes = []
    if sign_of(product) != sign_of(actual):
        because = _(
            "{because} But so long a step leaves the slope behind: the curve of {loss} bends.",
            because=because,
            loss=loss,
        )
        mistakes.append(Mistake(sign_of(product), _("So says the slope, but the step is too long for it.")))
    if gradient < 0 and by:
        mistakes.append(
            Mistake(
                sign_of(by),
                _(
                    "{loss} does not go the way {name} goes: the slope here is below 0, which turns it round.",
                    loss=loss,
                    name=name,
                ),
            )
        )
    elif gradient > 0 and by:
        mistakes.append(
            Mistake(
                sign_of(-by),
                _("It would, if {name} went the other way: it is the update that goes against the slope.", name=name),
            )
        )
    if gradient == 0:
        mistakes += [Mistake(way, _("{loss} does not feel {name} here at all.", loss=loss, name=name)) for way in "+-"]
    return Question(
        "predict", _(
            "{name} goes from {value} to {new}. What does {loss} do?",
            name=name, value=text(value), new=text(value + by), loss=loss,
        ), "choice",
        sign_of(actual), because, tuple((way, _(words)) for way, words in WAYS), tuple(mistakes),
    )  # fmt: skip


def how_much(names: tuple[str, str], by: float, gradient: float, actual: float, learning_rate: float) -> Question:
    """By how much, as the slope says?

    Args:
        names: of the loss and of the parameter.
        by: Δw.
        gradient: the slope, which the question tells.
        actual: ΔL, evaluated.
        learning_rate: η of this moment.
    """
    loss, name = names
    slope, right = f"∂{loss}/∂{name}", gradient * by
    return Question(
        "amount",
        _(
            "{slope} is {gradient}, and Δ{name} is {by}. By this slope alone, how much is Δ{loss}?",
            slope=slope, gradient=text(gradient), name=name, by=signed(by), loss=loss,
        ),
        "number", right, f"Δ{loss} ≈ {slope} · Δ{name} = {text(gradient)} · {_bracketed(by)}.",
        mistakes=(
            Mistake(gradient, _(
                "That is the slope itself, Δ{loss} for a whole unit of {name}: times Δ{name}.",
                loss=loss, name=name,
            )),
            Mistake(-right, _(
                "The size is right. Rise or fall: the sign is that of {slope} times that of Δ{name}.",
                slope=slope, name=name,
            )),
            Mistake(gradient / by if by else 0.0, _(
                "You divided by Δ{name}: a slope times a step is a change.",
                name=name,
            )),
            Mistake(-learning_rate * gradient, _(
                "That is −η · {slope}, by which an update changes {name}, not {loss}.",
                slope=slope, name=name, loss=loss,
            )),
            Mistake(gradient + by, _("You added them: a slope is per unit, so it is multiplied.")),
            Mistake(actual, _(
                "That is what really happens to {loss}. The question is what the slope alone says.",
                loss=loss,
            )),
        ),
    )  # fmt: skip


def _bracketed(value: float) -> str:
    return f"({text(value)})" if value < 0 else text(value)
