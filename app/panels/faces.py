"""What stands on a chip: a parameter, what is known of its derivative, and its new value; the rest when one asks."""

from collections.abc import Iterator

from app.language import _
from app.layout import Layout
from app.moment import Moment
from app.panels.marks import Text, fitted, number
from app.panels.present import Present
from app.placement import Box
from app.symbols import sup

LINE = 16.0
Line = tuple[str, str, str]  # a quantity, what is printed before it, and its classes


def faces(
    moment: Moment, plan: Layout, present: Present, box: Box, kind: str, place: tuple[int, ...], name: str
) -> Iterator[Text]:
    """The texts of one chip.

    Args:
        moment: where the numbers come from.
        plan: how much room there is.
        present: what is lit.
        box: the chip.
        kind: ``w`` or ``b``.
        place: of the parameter.
        name: its letter.
    """
    m = plan.metrics
    later = _later(moment, kind, place)
    roomy = not m.large and (kind == "b" or not plan.dense)
    if roomy:
        single = kind == "b" or not later
        first = box.cy + m.label * 0.36 if single else box.y + m.label * 1.22
        value = number(moment, present, (box.right - 6, first), "chip end", kind, place)
        yield Text(box.x + 7, first, name, "name start" + (" more" if len(value.content) > 7 else ""))
        yield value
        spot = (box.right + 6, first, "start") if kind == "b" else (box.right - 6, box.bottom - m.label * 0.42, "end")
        if later:
            quantity, prefix, side = later[0]
            below = number(moment, present, spot[:2], f"chip under {side} {spot[2]}", quantity, place, f"{prefix} ")
            yield below if kind == "b" else fitted(below, moment, box.width - 12, m.label * 0.86)
        yield from _asked_for(moment, present, later[1:], place, box)
        return
    lines = [(kind, "", ""), *later]
    shown = _shown(moment, lines)
    middle = box.cy + m.label * 0.36
    said = _said(shown[0], name)
    if kind == "b":
        value = number(moment, present, (box.right - 8, middle), f"chip end {shown[2]}".strip(), shown[0], place)
        yield Text(box.x - 6, middle, said, "name end")
        yield fitted(value, moment, box.width - 14, m.label)
    else:
        projected = m.large and bool(plan.chips)
        prefix = "" if projected else shown[1][:1]  # there a name above the number says it
        value = number(moment, present, (box.cx, middle), f"chip {shown[2]}".strip(), shown[0], place, prefix)
        yield fitted(value, moment, box.width - 6, m.label * 0.86 if " long" in value.css else m.label)
        yield Text(box.cx, box.y - 3, said if projected else name, "name" if projected else "name more")
    yield from _asked_for(moment, present, [line for line in lines if line != shown], place, box)


def _said(quantity: str, name: str) -> str:
    """What a number of the parameter is called."""
    if quantity.endswith("_new"):
        return _("new {name}", name=name)
    return f"∂{quantity[1]}/∂{name}" if quantity[0] == "d" else name


def _later(moment: Moment, kind: str, place: tuple[int, ...]) -> list[Line]:
    """What is known beyond the value itself, the latest first."""
    several = moment.lesson.recipe.batch > 1
    lines = [
        (f"{kind}_new", "→", "new"),
        (f"dL_d{kind}", "∂L" if several else "∂", "back"),
        (f"dC_d{kind}", f"∂C{sup(moment.example + 1)}" if several else "∂", "back"),
    ]
    return [line for line in lines if moment.shown(line[0], *place)]


def _shown(moment: Moment, lines: list[Line]) -> Line:
    """The one line that a chip with room for one shows: what the present operation is about, else the value."""
    operation = moment.lesson.operation
    kind = operation.kind if operation else ""
    about = {"dC_dw": "dC_d", "dL_dw": "dL_d", "gradient": "dL_d", "update": "_new"}.get(kind)
    return next((line for line in lines if about and about in line[0]), lines[0])


def _asked_for(moment: Moment, present: Present, lines: list[Line], place: tuple[int, ...], box: Box) -> Iterator[Text]:
    """The other numbers of the edge, under its chip, for when one points at it."""
    for index, (quantity, prefix, side) in enumerate(lines, 1):
        at = (box.cx, box.bottom + LINE * index - 2)
        yield number(moment, present, at, f"chip under {side} more", quantity, place, f"{prefix} ".lstrip())
