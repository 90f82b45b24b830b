"""The table of the parameters of a drawing's address: it is read by it, written by it, and README shows it.

Its order is that of a canonical address, and each row may rely on the rows above it.
"""

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from typing import Any

from app import ink
from app.address import grammar, moments
from app.address.entry import Entry, one_of
from app.address.grammar import Unreadable
from app.address.table import VERSION
from app.drawing import ALL_EDGES, SHOWN, Drawing
from app.errors import echo
from app.language import _
from app.limits import MAX_DEEDS, MAX_DRAWN_EDGES, MAX_LEARNING_RATE, MAX_SEED, MAX_TRAINED
from app.numbers import plain
from engine.digit_networks import DIGIT_NETWORKS, OUTPUTS
from engine.drawing_steps import Deed
from engine.words import N_

STEPS = ("operation", "layer", "pass", "update")
OVERLAYS = ("gradient", "product", "ink")
OWN = "own"

_DEEDS = {"w": "weights", "x": "ink"}
Row = Entry[Drawing]


def _in(place: str) -> Callable[[Drawing, Any], Drawing]:
    """Puts a value into that field of a drawing, of its view or of its look."""
    part, _, name = place.rpartition(".")
    if not part:
        return lambda drawing, value: replace(drawing, **{name: value})
    return lambda drawing, value: replace(drawing, **{part: replace(getattr(drawing, part), **{name: value})})


def _choice(name: str, place: str, names: tuple[str, ...], meaning: str) -> Row:
    """A row for one name out of several, the first being the default."""
    of = attrgetter(place)
    return Entry(
        name, f"`{names[0]}`" if names[0] else N_("none"), one_of(filter(None, names)), meaning,
        of, _in(place), lambda text, _: grammar.choice(text, names), of,
    )  # fmt: skip


def _rate(name: str, place: str, default: str, meaning: str) -> Row:
    of = attrgetter(place)

    def read(text: str, _drawing: Drawing) -> float:
        value = grammar.number(text, MAX_LEARNING_RATE)
        if value <= 0:
            raise Unreadable(_("a learning rate must be above 0"))
        return value

    return Entry(
        name, default, N_("a number above 0, up to {most}", most=plain(MAX_LEARNING_RATE)), meaning,
        of, _in(place), read, lambda drawing: plain(of(drawing)),
    )  # fmt: skip


def _target(text: str, _drawing: Drawing) -> int | None:
    return None if text == OWN else grammar.whole(text, 0, 9)


def _deeds(text: str, _drawing: Drawing) -> tuple[Deed, ...]:
    """``w3:5,x7:2``; the same thing done twice in a row is written once."""
    found: list[Deed] = []
    for part in grammar.names(text):
        kind, digit, rest = part[:1], part[1:2], part[2:]
        if kind not in _DEEDS or (rest and not rest.startswith(":")):
            raise Unreadable(_("“{value}” is none of them", value=echo(part)))
        times = grammar.whole(rest[1:], 1, MAX_DEEDS) if rest else 1
        deed = Deed("weights" if kind == "w" else "ink", grammar.whole(digit, 0, 9), times)
        if found and (found[-1].what, found[-1].target) == (deed.what, deed.target):
            deed = replace(deed, times=found.pop().times + times)
        found.append(deed)
    if sum(deed.times for deed in found) > MAX_DEEDS:
        raise Unreadable(_("they are more than {n} together", n=MAX_DEEDS))
    return tuple(found)


def _write_deeds(drawing: Drawing) -> str:
    short = {what: letter for letter, what in _DEEDS.items()}
    return ",".join(
        f"{short[deed.what]}{deed.target}" + (f":{deed.times}" if deed.times > 1 else "") for deed in drawing.deeds
    )


def _trained(text: str, drawing: Drawing) -> int:
    read = grammar.whole(text, 0, MAX_TRAINED)
    if read and drawing.seed is None:
        raise Unreadable(_("without a seed the network is trained already"))
    return read


def _operation(text: str, drawing: Drawing) -> str:
    if text and text not in drawing.program.places:
        raise Unreadable(_("no operation of this network's training step is called “{name}”", name=echo(text)))
    return text


def _edges(text: str, _drawing: Drawing) -> int:
    return ALL_EDGES if text == "all" else grammar.whole(text, 0, MAX_DRAWN_EDGES)


DRAWING_TABLE: tuple[Row, ...] = (
    Entry(
        "v", f"`{VERSION}`", f"`{VERSION}`", N_("the version of this table; an address keeps its meaning"),
        lambda _: VERSION, lambda drawing, _: drawing,
        lambda text, _: grammar.choice(text, (VERSION,)), lambda _: VERSION,
    ),
    Entry(
        "ink", N_("a scanned 7"),
        N_("{n} characters of `A`–`Z`, `a`–`z`, `0`–`9`, `-` and `_`; empty: nothing is drawn", n=ink.LENGTH),
        N_("what the network sees of the drawing: 16×16 pixels of 16 levels, row by row, two pixels a byte, in base64"),
        lambda drawing: drawing.ink, _in("ink"),
        lambda text, _: ink.read(text), lambda drawing: ink.written(drawing.ink),
    ),
    Entry(
        "net", "`32-relu`", one_of(DIGIT_NETWORKS),
        N_("the hidden layers and their activation, between 256 inputs and 10 outputs"),
        lambda drawing: drawing.network, _in("network"),
        lambda text, _: grammar.choice(text, DIGIT_NETWORKS), lambda drawing: drawing.network,
    ),
    _choice("outputs", "outputs", OUTPUTS, N_("the activation of the outputs: softmax, or σ(z′) as in the notes")),
    Entry(
        "seed", N_("none: the network is the trained one"), N_("a whole number from 0 to {most}", most=MAX_SEED),
        N_("the seed of an untrained network"),
        lambda drawing: drawing.seed, _in("seed"),
        lambda text, _: grammar.whole(text, 0, MAX_SEED), lambda drawing: str(drawing.seed),
    ),
    Entry(
        "trained", "`0`", N_("a whole number from 0 to {most}; with `seed` only", most=MAX_TRAINED),
        N_("after how many updates of training from that seed the network looks"),
        lambda drawing: drawing.trained, _in("trained"), _trained, lambda drawing: str(drawing.trained),
    ),
    Entry(
        "target", "`3`", N_("a digit from `0` to `9`, or `own`"),
        N_("what it should be; `own`: whatever the network takes it for"),
        lambda drawing: drawing.target, _in("target"), _target,
        lambda drawing: OWN if drawing.target is None else str(drawing.target),
    ),
    Entry(
        "steps", N_("none"),
        N_(
            "`w3:5` (five steps of the weights towards 3) and `x3:5` (five of the drawing), separated by commas; at"
            " most {n} together",
            n=MAX_DEEDS,
        ),
        N_("what was done before this moment, in order"),
        lambda drawing: drawing.deeds, _in("deeds"), _deeds, _write_deeds,
    ),
    _rate("lr", "learning_rate", "`0.01`", N_("the learning rate η of a step of the weights")),
    _rate("ink_lr", "ink_rate", "`1`", N_("the learning rate of a step of the drawing")),
    Entry(
        "at", N_("`{name}`: all but the update", name=SHOWN),
        N_(
            "`input`, `loss`, `gradient`, or the operation of one neuron: `z-1-32` (layer 1, neuron 32), `a-1-32`,"
            " `dC_dy-2-10`, `dC_dz-1-32`, `dC_da-1-32`, `dC_dx-0-256`, `dC_dw-1-32`, `update-2-10`; empty: nothing done"
            " yet"
        ),
        N_("the last operation done"),
        lambda drawing: drawing.at, _in("at"), _operation, lambda drawing: drawing.at,
    ),
    Entry(
        "step", "`layer`", one_of(STEPS), N_("how much one step takes"),
        lambda drawing: drawing.view.step, _in("view.step"),
        lambda text, _: grammar.choice(text, STEPS), lambda drawing: drawing.view.step,
    ),
    _choice(
        "overlay", "look.overlay", OVERLAYS,
        N_("what lies on the pixels: ∂C/∂x, x · ∂C/∂x, or nothing but the ink"),
    ),
    Entry(
        "edges", "`60`", N_("a whole number from 0 to {most}, or `all`", most=MAX_DRAWN_EDGES),
        N_("how many edges are drawn, the largest first"),
        lambda drawing: drawing.look.edges, _in("look.edges"), _edges,
        lambda drawing: "all" if drawing.look.edges == ALL_EDGES else str(drawing.look.edges),
    ),
    Entry(
        "focus", N_("nothing"),
        N_(
            "a neuron `z-1-5`, a pixel `x-0-37` (row by row), an edge `w-1-5-37` (from pixel 37 to neuron 5), or the"
            " loss `C`"
        ),
        N_("whose own numbers are shown"),
        lambda drawing: drawing.view.focus, _in("view.focus"),
        lambda text, drawing: moments.focus(text, drawing.spec.sizes), lambda drawing: drawing.view.focus,
    ),
    Entry(
        "unfold", "`0`", N_("`0`, `1` (into σ'(z) · ∂C/∂a) or `2` (and ∂C/∂a into its sum)"),
        N_("how far ∂C/∂z is split"),
        lambda drawing: drawing.view.unfold, _in("view.unfold"),
        lambda text, _: int(grammar.choice(text, ("0", "1", "2"))), lambda drawing: str(drawing.view.unfold),
    ),
    _choice("screen", "view.screen", ("page", "projector"), N_("the size of everything")),
    _choice("theme", "view.theme", ("auto", "light", "dark"), N_("the colours")),
    _choice(
        "notation", "view.notation", ("notes", "common"),
        N_("the letters: the notes’ (ŷ the target, ∂C/∂z) or the common ones (ŷ the output, δ for ∂C/∂z)"),
    ),
)  # fmt: skip
"""Every parameter, in the order of a canonical address."""
