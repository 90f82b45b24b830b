"""Chain rule ①: y = g(x), z = h(y); Δx moves y, and Δy moves z."""

from dataclasses import dataclass, replace

from app.asking import Question, Reply, reply
from app.formula import Formula
from app.ideas import rows
from app.ideas.chain_1_question import REACH, ROUND, State, question, same_question
from app.ideas.equation import Equation
from app.ideas.functions import WRITTEN, Written
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.number_lines import Glass, NumberLine, Shown, beam, glass, number_line, shared_reach
from app.language import _
from app.links import Go
from app.numbers import text
from engine.calculus import FUNCTIONS, Chain, chain
from engine.words import N_

NUDGES = (1.0, 0.5, 0.1, 0.01)
HALVINGS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """A row of the table: a smaller Δx.

    Attributes:
        change: Δx.
        delta_z: Δz.
        ratio: Δz/Δx.
        gap: how far that is from dz/dx.
    """

    change: Shown
    delta_z: Shown
    ratio: Shown
    gap: Shown


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn.

    Attributes:
        state: of the address.
        here: this very state's address.
        open: whether the answer is in sight.
        functions: every function: its name and how it is written of x, and of y.
        g, h: the two as they are written.
        lines: the three number lines.
        beams: between them.
        one_scale: whether all three have one scale, so that the beams widen as the changes do.
        glass: the changes, magnified.
        dz_dx, dz_dy, dy_dx: the derivatives; None while they are covered.
        question: what is asked.
        reply: what is said to an answer; None: there was none.
        sentence: what there is to see.
        equations: the rule, its factors, and what was measured.
        trials: the rows of smaller and smaller Δx.
        shrinking: what these rows show, in words.
        nudges: other Δx: label, where to, whether it is this one.
        reveal: where to see it without an answer; None: it is in sight.
        again: the next question, and its number.
    """

    state: State
    here: Go
    open: bool
    functions: tuple[tuple[str, str, str], ...]
    g: Written
    h: Written
    lines: tuple[NumberLine, ...]
    beams: tuple[str, str]
    one_scale: bool
    glass: Glass
    dz_dx: Shown | None
    dz_dy: Shown | None
    dy_dx: Shown | None
    question: Question
    reply: Reply | None
    sentence: str
    equations: tuple[Formula, ...]
    trials: tuple[Trial, ...]
    shrinking: str
    nudges: tuple[tuple[str, Go, bool], ...]
    reveal: Go | None
    again: tuple[Go, int, int]


def view(state: State, links: IdeaLinks[State]) -> View:
    """What is drawn of a state; nothing that is asked for is in it before the answer."""
    it = chain(FUNCTIONS[state.g], FUNCTIONS[state.h], state.x, state.change)
    asked = question(it, state)
    said = reply(asked, state.answer) if state.answer else None
    shown = state.reveal or (said is not None and said.right is not None)
    seen = replace(state, answer="", reveal=shown)
    ends = (it.x, it.x + it.delta_x, it.y, it.z)
    reach = shared_reach((*ends, it.y + it.delta_y, it.z + it.delta_z) if shown else ends)
    lines = (
        number_line("x", 0, it.x, it.delta_x, reach or 4.0),
        number_line("y", 1, it.y, it.delta_y if shown else None, reach),
        number_line("z", 2, it.z, it.delta_z if shown else None, reach),
    )

    def known(value: float) -> Shown | None:
        return Shown.of(value) if shown else None

    number = next((k for k, one in enumerate(ROUND) if same_question(one, state)), -1)
    nudges = (*NUDGES, -NUDGES[2])
    return View(
        state, links.to(state), shown,
        tuple((name, one.of("x"), one.of("y")) for name, one in WRITTEN.items()),
        WRITTEN[state.g], WRITTEN[state.h],
        lines, (beam(lines[0], lines[1]), beam(lines[1], lines[2])), reach > 0,
        glass((
            ("x", it.delta_x, None),
            ("y", it.delta_y if shown else None, it.dy_dx * it.delta_x if shown else None),
            ("z", it.delta_z if shown else None, it.dz_dx * it.delta_x if shown else None),
        )),
        known(it.dz_dx), known(it.dz_dy), known(it.dy_dx),
        asked, said, sentence(it, shown), equations(it, state, shown),
        trials(it, state) if shown else (), shrinking(it, state) if shown else "",
        tuple((text(one), links.to(replace(seen, change=one)), one == state.change) for one in nudges),
        None if shown else links.to(replace(state, answer="", reveal=True)),
        (links.to(ROUND[(number + 1) % len(ROUND)]), (number + 1) % len(ROUND) + 1, len(ROUND)),
    )  # fmt: skip


def sentence(it: Chain, shown: bool) -> str:
    """What there is to see, to be read out."""
    start = _("x = {x}, so y = {y} and z = {z}.", x=text(it.x), y=text(it.y), z=text(it.z))
    if not shown:
        return _("{start} Now x moves by {delta_x}: y follows, and z follows y.", start=start, delta_x=text(it.delta_x))
    return _(
        "{start} x moves by {delta_x}, y by {delta_y}, z by {delta_z}: {ratio} times as far as x, where dz/dx"
        " says {dz_dx}.",
        start=start,
        delta_x=text(it.delta_x),
        delta_y=text(it.delta_y),
        delta_z=text(it.delta_z),
        ratio=text(it.ratio),
        dz_dx=text(it.dz_dx),
    )


def equations(it: Chain, state: State, shown: bool) -> tuple[Formula, ...]:
    """The rule from back to front, and what was measured."""
    g, h = WRITTEN[state.g], WRITTEN[state.h]
    rule, measured = Equation(), Equation()
    written = (
        r"\frac{dz}{dx} = "
        + rule.under(r"\frac{dz}{dy}", "dz_dy", it.dz_dy if shown else None)
        + r" \cdot "
        + rule.under(r"\frac{dy}{dx}", "dy_dx", it.dy_dx if shown else None)
    )
    factors = Equation().line(
        rf"\frac{{dz}}{{dy}} = {h.tex_slope_of('y')} \qquad \frac{{dy}}{{dx}} = {g.tex_slope_of('x')}"
    )
    if not shown:
        return (rule.line(written), factors)
    ratio = (
        r"\frac{\Delta z}{\Delta x} = \frac{"
        + measured.number("change-z", it.delta_z)
        + "}{"
        + measured.number("change-x", it.delta_x)
        + "} "
    )
    return (
        rule.line(f"{written} {rule.result('dz_dx', it.dz_dx)}"),
        factors,
        measured.line(ratio + measured.result("", it.ratio)),
    )


def trials(it: Chain, state: State) -> tuple[Trial, ...]:
    """The same with Δx halved again and again."""
    g, h = FUNCTIONS[state.g], FUNCTIONS[state.h]
    smaller = [chain(g, h, state.x, state.change / 2**power) for power in range(HALVINGS)]
    return tuple(
        Trial(Shown.of(one.delta_x), Shown.of(one.delta_z), Shown.of(one.ratio), gap(one.ratio - it.dz_dx, one))
        for one in smaller
    )


def gap(value: float, it: Chain) -> Shown:
    """A gap; what is below the rounding of float64 is printed as 0 and kept at full precision."""
    size = (abs(it.z) + abs(it.delta_z)) / abs(it.delta_x) + abs(it.dz_dx)
    return Shown("0" if abs(value) <= 1e-14 * size else text(value), Shown.of(value).data)


def shrinking(it: Chain, state: State) -> str:
    """What the gap does, in words."""
    g, h = FUNCTIONS[state.g], FUNCTIONS[state.h]
    last = chain(g, h, state.x, state.change / 2 ** (HALVINGS - 1))
    first, then = it.ratio - it.dz_dx, last.ratio - it.dz_dx
    if gap(first, it).text == "0":
        return _("No gap at all: along straight lines Δz/Δx is dz/dx, however large Δx is.")
    if "relu" in (state.g, state.h) and abs(then) > 0.5 * abs(first):
        return _("The gap does not close: there is a corner here, and a function has no derivative at a corner.")
    return _(
        "Δx was made {times} times smaller, and the gap went from {first} to {then}: the ratio goes to dz/dx"
        " as Δx goes to 0. That is what dz/dx means.",
        times=2 ** (HALVINGS - 1),
        first=text(first),
        then=text(then),
    )


IDEA: Idea[State] = Idea(
    "chain-1",
    N_("Chain rule ①: one thing after another"),
    N_(
        "Move x a little. y follows, and z follows y: each step stretches the little change, and the stretches"
        " multiply."
    ),
    N_("y = g(x), z = h(y): Δx → Δy → Δz, and dz/dx = dz/dy · dy/dx, worked out along the path from back to front."),
    (
        rows.choice("g", "g", FUNCTIONS, "`square`", "the function y = g(x)"),
        rows.choice("h", "h", FUNCTIONS, "`line`", "the function z = h(y)"),
        rows.number("x", "x", -REACH, REACH, "`1.5`", "where one stands"),
        rows.number("dx", "change", -1.0, 1.0, "`0.5`", "the little change Δx", zero=False),
        rows.answer("answer", "answer", "what was answered"),
        rows.yes("reveal", "reveal", "show it without an answer"),
    ),
    State(),
    view,
)
