"""Where a descent stands, in words."""

from app.language import _
from app.listing import one_by_one
from app.numbers import telling_digits, text
from app.symbols import sup
from engine.surface import Descent


def landing(name: str, before: float, after: float) -> str:
    """Where a parameter lands, with as many digits as it takes to see that it moved."""
    return f"{name} = {text(after, telling_digits(after, before))}"


def sentence(run: Descent, count: int, stage: int, names: tuple[str, str], said: str) -> str:
    """Where it stands."""
    a, b = run.points[count].tolist()
    where = one_by_one((f"{names[0]} = {text(a)}", f"{names[1]} = {text(b)}"))
    if stage < 2:
        return _(
            "θ stands at {where}: L = {loss}. All other parameters are held still.",
            where=where,
            loss=text(float(run.losses[count])),
        )
    return _("{theta} stands at {where}. {said}", theta=f"θ{sup(count)}", where=where, said=said)
