"""What is asked before the gradient is checked: which way the loss goes, and then by how much the slope says."""

from app.asking import Mistake, Question, sign_of
from app.ideas.check_nudge import signed
from app.numbers import text

WAYS = (("+", "it rises"), ("0", "it stays"), ("-", "it falls"))
SAID = {"+": "above 0", "0": "0", "-": "below 0"}


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
    because = f"{slope} is {text(gradient)} and Δ{name} is {signed(by)}: the product is {SAID[sign_of(product)]}."
    mistakes = []
    if sign_of(product) != sign_of(actual):
        because += f" But so long a step leaves the slope behind: the curve of {loss} bends."
        mistakes.append(Mistake(sign_of(product), "So says the slope, but the step is too long for it."))
    if gradient < 0 and by:
        mistakes.append(
            Mistake(
                sign_of(by), f"{loss} does not go the way {name} goes: the slope here is below 0, which turns it round."
            )
        )
    elif gradient > 0 and by:
        mistakes.append(
            Mistake(
                sign_of(-by), f"It would, if {name} went the other way: it is the update that goes against the slope."
            )
        )
    if gradient == 0:
        mistakes += [Mistake(way, f"{loss} does not feel {name} here at all.") for way in "+-"]
    return Question(
        "predict", f"{name} goes from {text(value)} to {text(value + by)}. What does {loss} do?", "choice",
        sign_of(actual), because, WAYS, tuple(mistakes),
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
        f"{slope} is {text(gradient)}, and Δ{name} is {signed(by)}. By this slope alone, how much is Δ{loss}?",
        "number", right, f"Δ{loss} ≈ {slope} · Δ{name} = {text(gradient)} · {_bracketed(by)}.",
        mistakes=(
            Mistake(gradient, f"That is the slope itself, Δ{loss} for a whole unit of {name}: times Δ{name}."),
            Mistake(-right, f"The size is right. Rise or fall: the sign is that of {slope} times that of Δ{name}."),
            Mistake(gradient / by if by else 0.0, f"You divided by Δ{name}: a slope times a step is a change."),
            Mistake(-learning_rate * gradient, f"That is −η · {slope}, by which an update changes {name}, not {loss}."),
            Mistake(gradient + by, "You added them: a slope is per unit, so it is multiplied."),
            Mistake(actual, f"That is what really happens to {loss}. The question is what the slope alone says."),
        ),
    )  # fmt: skip


def _bracketed(value: float) -> str:
    return f"({text(value)})" if value < 0 else text(value)
