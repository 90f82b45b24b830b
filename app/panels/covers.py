"""What the inspector offers to cover: each number that it knows, or only its sign, one by one."""

from app.covering import COVERABLE, Covering, Number, key_of, number_of
from app.limits import MAX_COVERED
from app.links import Go, Links
from app.moment import Moment
from app.quantity_names import name_of

SIGNED = ("z", "forward", "backward", "dC_dy", "dC_da", "dC_dz", "dC_dx", "dC_dw", "dC_db", "dL_dw", "dL_db")
"""Quantities whose sign is worth a question of its own."""

Covers = tuple[tuple[str, str, Go], ...]


def covers(moment: Moment, links: Links, keys: tuple[str, ...]) -> tuple[Covers, Covers]:
    """Id, name and way of each number that can be covered, and of each whose sign can be.

    Args:
        moment: where the numbers are.
        links: out of it.
        keys: the ids of the numbers that are in focus.
    """
    covering = Covering.of(moment.lesson.recipe)
    if len(moment.covered) >= MAX_COVERED:
        return (), ()
    known = dict.fromkeys(covering.canonical(number_of(key)) for key in keys if key.split("-")[0] in COVERABLE)

    def put_on(number: Number, *, sign: bool) -> tuple[str, str, Go]:
        wanted = {**moment.covered, number: sign}
        said = tuple(key_of(one) + (":sign" if wanted[one] else "") for one in sorted(wanted, key=covering.order))
        answers = tuple(one for one in moment.lesson.view.answers if one[0] != key_of(number))
        go = links.viewed(cover=said, answers=answers)
        return f"cover-{key_of(number)}" + ("-sign" if sign else ""), name_of(moment.symbols, number), go

    signed = (one for one in known if one[0] in SIGNED and moment.number(one[0], *one[1]) != 0)
    return tuple(put_on(one, sign=False) for one in known), tuple(put_on(one, sign=True) for one in signed)
