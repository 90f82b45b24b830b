"""What a wrong answer about a covered number most likely was: each mistake that people make, worked out for real.

Every candidate is computed from the numbers of the very moment, the likeliest first: σ′(z) forgotten, another weight
used, the wrong sign, a taken for z (or z for a), a path forgotten, a weight taken after its update, and what is close
by. An answer that comes out as one of them is met by its words. Which of them there are depends on the number asked.
"""

from collections.abc import Iterator

from app.asking import Mistake
from app.covering import Number
from app.language import _
from app.mistakes_backward import of_dC_da, of_dC_dy, of_dC_dz, of_sent_back
from app.mistakes_forward import of_a, of_gain, of_loss, of_product, of_z
from app.mistakes_gradients import of_dC_dw
from app.mistakes_update import of_batch, of_new, of_new_loss, of_total
from app.moment import Moment

MOST = 60


def mistakes(moment: Moment, number: Number) -> tuple[Mistake, ...]:
    """Known mistakes about a number, the likeliest first; the wrong sign comes after those of its own kind."""
    true = moment.truth(number[0], *number[1])
    found = [mistake for mistake, _turn in zip(_of(moment, number), range(MOST), strict=False)]
    return (*found, Mistake(-true, _("Wrong sign: the size is right. Mind every minus on the way.")))


def _of(moment: Moment, number: Number) -> Iterator[Mistake]:
    quantity, place = number
    match quantity:
        case "z":
            return of_z(moment, *place)
        case "a":
            return of_a(moment, *place)
        case "da_dz":
            return of_gain(moment, *place)
        case "forward":
            return of_product(moment, *place)
        case "C":
            return of_loss(moment)
        case "L":
            return of_total(moment)
        case "L_new":
            return of_new_loss(moment)
        case "dC_dy":
            return of_dC_dy(moment, *place)
        case "dC_da" | "dC_dx":
            return of_dC_da(moment, *place)
        case "dC_dz":
            return of_dC_dz(moment, *place)
        case "backward":
            return of_sent_back(moment, *place)
        case "dC_dw" | "dC_db":
            return of_dC_dw(moment, *place)
        case "dL_dw" | "dL_db":
            return of_batch(moment, *place)
    return of_new(moment, *place)
