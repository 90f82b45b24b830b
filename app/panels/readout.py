"""The data of a moment: every known number under the id that it has on the page."""

import math
from typing import Any

from app.covering import key_of
from app.lesson_url import query
from app.moment import Moment, id_of
from app.presets import PRESETS


def readout(moment: Moment) -> dict[str, Any]:
    """The moment as JSON-ready values; a number that is not finite is None beside ``not_finite``, which names it."""
    lesson, recipe, sizes = moment.lesson, moment.lesson.recipe, moment.sizes
    numbers: dict[str, float | None] = {}
    not_finite: list[str] = []

    def put(quantity: str, *place: int) -> None:
        if moment.known(quantity, *place):
            key, value = id_of(quantity, *place), moment.number(quantity, *place)
            numbers[key] = value if math.isfinite(value) else None
            if not math.isfinite(value):
                not_finite.append(key)

    for source in range(1, sizes[0] + 1):
        put("x", 0, source)
        put("dC_dx", 0, source)
    for layer in range(1, len(sizes)):
        for to in range(1, sizes[layer] + 1):
            for quantity in ("b", "z", "a", "da_dz", "dC_da", "dC_dz", "dC_db", "dL_db", "b_new"):
                put(quantity, layer, to)
            for source in range(1, sizes[layer - 1] + 1):
                for quantity in ("w", "forward", "backward", "dC_dw", "dL_dw", "w_new"):
                    put(quantity, layer, to, source)
    for to in range(1, sizes[-1] + 1):
        for quantity in ("y", "target", "C_term", "dC_dy"):
            put(quantity, moment.last, to)
    for quantity in ("C", "L", "L_new"):
        put(quantity)
    return {
        "address": query(lesson),
        "title": PRESETS[lesson.preset].title,
        "layers": list(sizes),
        "activations": [layer.activation.name for layer in recipe.spec.layers],
        "loss": recipe.loss,
        "reduction": recipe.reduction,
        "learning_rate": moment.step.conditions.learning_rate,
        "example": moment.example_number,
        "updates": lesson.update,
        "operation": lesson.operation.key if lesson.operation else "",
        "numbers": numbers,
        "covered": [key_of(number) for number in moment.covered if moment.asked(number[0], *number[1])],
        "not_finite": not_finite,
    }
