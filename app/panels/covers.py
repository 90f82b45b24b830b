"""What the inspector offers to cover: each number that it knows, or only its sign, one by one."""

from app.asking import sign_of
from app.covering import COVERABLE, Covering, key_of, number_of
from app.limits import MAX_COVERED
from app.links import Go, Links
from app.moment import Moment
from app.quantity_names import name_of


def covers(moment: Moment, links: Links, keys: tuple[str, ...]) -> tuple[tuple[str, str, Go], ...]:
    """Id, words and way of each cover that can be put on.

    Args:
        moment: where the numbers are.
        links: out of it.
        keys: the ids of the numbers that are in focus.
    """
    covering, cover = Covering.of(moment.lesson.recipe), moment.lesson.view.cover
    before = dict(moment.covered)
    if len(before) >= MAX_COVERED:
        return ()
    found: list[tuple[str, str, Go]] = []
    for number in dict.fromkeys(covering.canonical(number_of(key)) for key in keys if key.split("-")[0] in COVERABLE):
        if number in before and cover:
            continue
        name = name_of(moment.symbols, number)
        for sign, words in ((False, name), (True, f"the sign of {name}")):
            if sign and sign_of(moment.truth(number[0], *number[1])) not in "+-":
                continue
            wanted = {**before, number: sign}
            said = tuple(key_of(one) + (":sign" if wanted[one] else "") for one in sorted(wanted, key=covering.order))
            answers = tuple(one for one in moment.lesson.view.answers if one[0] != key_of(number))
            go = links.viewed(cover=said, answers=answers)
            found.append((f"cover-{key_of(number)}" + ("-sign" if sign else ""), words, go))
    return tuple(found)
