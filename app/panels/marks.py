"""The marks a picture is made of: texts, strokes, chips, nodes. Plain values that a template only writes down."""

from dataclasses import dataclass, replace

from app.moment import Moment, id_of
from app.numbers import data, text
from app.panels.present import Present
from app.text_width import digits_wide
from engine.words import N_

MOST_PRINTED = 8  # characters at full size
MOST_PROJECTED = 9  # characters of 30 pixels beside each other in a neuron, narrowed
LIT_ON_PROJECTOR = 30.0  # font size of what is lit there
ASKED = "?"  # in the place of a covered number
COVERED = N_("covered")  # likewise, in words
WIDE, NARROW = 0.58, 0.29  # the width of a digit and of a point, of the font size


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text; a number when ``id`` is set, and then ``data`` is its value at full precision.

    Attributes:
        x: where it is anchored.
        y: its baseline.
        content: as printed.
        css: its classes.
        id: the id of the number, or "".
        data: the number at full precision, or "".
        squeezed: the width that it is narrowed to, where it would be wider than its box; else 0.
        parts: numbers that stand on one line, in place of ``content``.
        ref: the id that this number has elsewhere on the page, or "".
    """

    x: float
    y: float
    content: str
    css: str = "name"
    id: str = ""
    data: str = ""
    squeezed: float = 0.0
    parts: "tuple[Text, ...]" = ()
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line without text.

    Attributes:
        path: SVG path data.
        css: its classes.
        tip: path data of its arrow head, or "".
        id: of the line, stable from step to step, or "".
    """

    path: str
    css: str
    tip: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A parameter on its wire, with everything that belongs to its edge.

    Attributes:
        id: of the group: ``edge-2-1-1`` or ``bias-2-1``.
        href: the address at which it is in focus.
        label: what it is and says, in words.
        css: its classes.
        x: left.
        y: top.
        width: of the chip.
        height: of the chip.
        texts: what stands on it and at its wire's ends.
        wire: the short wire of a bias, or "".
        hit: where its wire can be pointed at, or "".
    """

    id: str
    href: str
    label: str
    css: str
    x: float
    y: float
    width: float
    height: float
    texts: tuple[Text, ...]
    wire: str = ""
    hit: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """An input, a neuron, an output's meter or the loss.

    Attributes:
        id: of the group: ``neuron-2-1``, ``input-1``, ``loss``, ``meter-1``.
        href: the address at which it is in focus, or "".
        label: what it is and says, in words.
        css: its classes.
        x: left.
        y: top.
        width: of its box.
        height: of its box.
        radius: of the box's corners.
        texts: its numbers and names.
        pill: the box of σ'(z) as x, y, width, height, or None.
        bar: a meter's track and filled part as x, y, width, filled from, filled width, and the target's x; or None.
    """

    id: str
    href: str
    label: str
    css: str
    x: float
    y: float
    width: float
    height: float
    radius: float
    texts: tuple[Text, ...]
    pill: tuple[float, float, float, float] | None = None
    bar: tuple[float, float, float, float, float, float | None] | None = None


def fitted(one: Text, moment: Moment, room: float, size: float) -> Text:
    """The same text, narrowed where it would be wider than its room.

    Args:
        one: the text.
        moment: on a projector what is lit is larger.
        room: the width that there is.
        size: its font size at rest.
    """
    if moment.lesson.view.screen == "projector" and " lit" in one.css:
        size = LIT_ON_PROJECTOR
    narrow = sum(one.content.count(character) for character in " .′")
    width = size * (WIDE * (digits_wide(one.content) - narrow) + NARROW * narrow)
    return replace(one, squeezed=room) if width > room else one


def number(
    moment: Moment,
    present: Present,
    at: tuple[float, float],
    css: str,
    quantity: str,
    place: tuple[int, ...] = (),
    prefix: str = "",
) -> Text:
    """A number of a moment as a text: printed by the page's rule, with its id and its full value.

    Args:
        moment: where it comes from.
        present: what is lit.
        at: x and baseline.
        css: its classes.
        quantity: which quantity.
        place: layer, neuron, source, as far as it has them.
        prefix: printed before the number.
    """
    value = moment.number(quantity, *place)
    key = id_of(quantity, *place)
    if moment.hides(quantity, *place):
        return Text(at[0], at[1], f"{prefix}{ASKED}", f"num asked {css}{present.css(key)}")
    printed = text(value, moment.digits(quantity, *place))
    projected = moment.lesson.view.screen == "projector"
    if projected and len(printed) > MOST_PROJECTED:
        printed = text(value)
    size = " long" if len(prefix) + len(printed) > (MOST_PROJECTED if projected else MOST_PRINTED) else ""
    return Text(at[0], at[1], prefix + printed, f"num {css}{size}{present.css(key)}", key, data(value))
