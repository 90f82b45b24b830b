"""Chain rule ②: x = g(s), y = h(s), z = f(x, y); s reaches z on two paths, and the paths add up."""

from dataclasses import dataclass, replace

from app.asking import Question, Reply, reply
from app.formula import Formula
from app.ideas import rows
from app.ideas.chain_2_question import REACH, ROUND, State, cancels, of, question, same_question, why
from app.ideas.equation import Equation
from app.ideas.fork_picture import Arrows, Edge, arrows, edges
from app.ideas.functions import WRITTEN, WRITTEN2, Written, Written2
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.number_lines import Shown
from app.language import _
from app.links import Go
from app.numbers import text
from engine.calculus import FUNCTIONS, FUNCTIONS2, Fork
from engine.words import N_

NUDGES = (1.0, 0.5, 0.1, 0.01)
HALVINGS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """A row of the table: a smaller Δs.

    Attributes:
        change: Δs.
        ratios: Δz/Δs when x alone moves, when y alone moves, when both do.
        gap: how far the last is from dz/ds.
    """

    change: Shown
    ratios: tuple[Shown, Shown, Shown]
    gap: Shown


@dataclass(frozen=True, slots=True)
class View:
    """What is drawn.

    Attributes:
        state: of the address.
        here: this very state's address.
        open: whether the answer is in sight.
        functions: every function of s: its name and how it is written.
        functions2: every function of x and y: its name and how it is written.
        g, h, f: the three as they are written.
        values: s, x, y and z: the letter, the value, and its change or None while it is covered.
        edges: the four arrows with their derivatives.
        arrows: the two paths tip to tail, and their sum; None while they are covered.
        rule: both paths' products and their sum; () while they are covered.
        question: what is asked.
        reply: what is said to an answer; None: there was none.
        why: why two of them are partial.
        why_reply: what is said to an answer.
        sentence: what there is to see.
        equations: the rule and its factors.
        trials: rows of smaller and smaller Δs.
        shares: what each path contributes, in words; "" while it is covered.
        nudges: other Δs: label, where to, whether it is this one.
        reveal: where to see it without an answer; None: it is in sight.
        again: the next question, and its number.
    """

    state: State
    here: Go
    open: bool
    functions: tuple[tuple[str, str], ...]
    functions2: tuple[tuple[str, str], ...]
    g: Written
    h: Written
    f: Written2
    values: tuple[tuple[str, Shown, Shown | None], ...]
    edges: tuple[Edge, ...]
    arrows: Arrows | None
    rule: tuple[Shown, ...]
    question: Question
    reply: Reply | None
    why: Question
    why_reply: Reply | None
    sentence: str
    equations: tuple[Formula, ...]
    trials: tuple[Trial, ...]
    shares: str
    nudges: tuple[tuple[str, Go, bool], ...]
    reveal: Go | None
    again: tuple[Go, int, int]


def view(state: State, links: IdeaLinks[State]) -> View:
    """What is drawn of a state; nothing that is asked for is in it before the answer."""
    it = of(state, state.change)
    asked = question(it, state)
    said = reply(asked, state.answer) if state.answer else None
    shown = state.reveal or (said is not None and said.right is not None)
    seen = replace(state, answer="", reveal=shown)
    number = next((k for k, one in enumerate(ROUND) if same_question(one, state)), -1)

    def change(value: float) -> Shown | None:
        return Shown.of(value) if shown else None

    return View(
        state, links.to(state), shown,
        tuple((name, one.of("s")) for name, one in WRITTEN.items()),
        tuple((name, one.plain) for name, one in WRITTEN2.items()),
        WRITTEN[state.g], WRITTEN[state.h], WRITTEN2[state.f],
        (
            ("s", Shown.of(it.s), Shown.of(it.delta_s)),
            ("x", Shown.of(it.x), change(it.delta_x)),
            ("y", Shown.of(it.y), change(it.delta_y)),
            ("z", Shown.of(it.z), change(it.delta_z)),
        ),
        edges(it, shown), arrows(it.path_x, it.path_y) if shown else None,
        (Shown.of(it.path_x), Shown.of(it.path_y), total(it)) if shown else (),
        asked, said, why(), reply(why(), state.why) if state.why else None,
        sentence(it, shown), equations(it, state, shown),
        trials(it, state) if shown else (), shares(it) if shown else "",
        tuple((text(one), links.to(replace(seen, change=one)), one == state.change) for one in (*NUDGES, -NUDGES[2])),
        None if shown else links.to(replace(state, answer="", reveal=True)),
        (links.to(ROUND[(number + 1) % len(ROUND)]), (number + 1) % len(ROUND) + 1, len(ROUND)),
    )  # fmt: skip


def total(it: Fork) -> Shown:
    """dz/ds; where it is nothing but rounding it is printed as 0 and kept at full precision."""
    return Shown("0", Shown.of(it.dz_ds).data) if cancels(it) else Shown.of(it.dz_ds)


def sentence(it: Fork, shown: bool) -> str:
    """What there is to see, to be read out."""
    start = _(
        "s = {s} makes x = {x} and y = {y}, and both make z = {z}.",
        s=text(it.s),
        x=text(it.x),
        y=text(it.y),
        z=text(it.z),
    )
    if not shown:
        return _("{start} When s moves, z hears of it twice: through x and through y.", start=start)
    return _(
        "{start} Through x z moves {path_x} times as far as s, through y {path_y} times: together dz/ds = {total}.",
        start=start,
        path_x=text(it.path_x),
        path_y=text(it.path_y),
        total=total(it).text,
    )


def shares(it: Fork) -> str:
    """What each path contributes, in words."""
    size = abs(it.path_x) + abs(it.path_y)
    if size == 0:
        return _("Neither path moves z here.")
    part = round(100 * abs(it.path_x) / size)
    if cancels(it):
        return _("The two paths pull in opposite directions, equally hard: z stays where it is.")
    if it.path_x * it.path_y < 0:
        return _(
            "The two paths pull in opposite directions: {path_x} and {path_y}. Of all that pulls, {part} % go"
            " through x and {rest} % through y.",
            path_x=text(it.path_x),
            path_y=text(it.path_y),
            part=part,
            rest=100 - part,
        )
    said = _("{part} % of dz/ds comes through x, {rest} % through y.", part=part, rest=100 - part)
    if 0 not in (it.path_x, it.path_y):
        return said
    return _("{said} One path is dead here: a factor of it is 0.", said=said)


def equations(it: Fork, state: State, shown: bool) -> tuple[Formula, ...]:
    """The rule with its numbers, and its factors as they are written."""
    g, h, f = WRITTEN[state.g], WRITTEN[state.h], WRITTEN2[state.f]
    rule = Equation()

    def factor(symbol: str, ref: str, value: float) -> str:
        return rule.under(symbol, ref, value if shown else None)

    written = (
        r"\frac{dz}{ds} = "
        + factor(r"\frac{\partial z}{\partial x}", "dz_dx", it.dz_dx)
        + r" \cdot "
        + factor(r"\frac{dx}{ds}", "dx_ds", it.dx_ds)
        + " + "
        + factor(r"\frac{\partial z}{\partial y}", "dz_dy", it.dz_dy)
        + r" \cdot "
        + factor(r"\frac{dy}{ds}", "dy_ds", it.dy_ds)
    )
    partial = Equation().line(
        rf"\frac{{\partial z}}{{\partial x}} = {f.tex_dx} \qquad \frac{{\partial z}}{{\partial y}} = {f.tex_dy}"
    )
    straight = Equation().line(
        rf"\frac{{dx}}{{ds}} = {g.tex_slope_of('s')} \qquad \frac{{dy}}{{ds}} = {h.tex_slope_of('s')}"
    )
    if not shown:
        return (rule.line(written), partial, straight)
    result = rule.result("dz_ds", 0.0 if cancels(it) else it.dz_ds)
    return (rule.line(f"{written} {result}"), partial, straight)


def trials(it: Fork, state: State) -> tuple[Trial, ...]:
    """The same with Δs halved again and again."""
    found = []
    for power in range(HALVINGS):
        one = of(state, state.change / 2**power)
        measured = (one.through_x, one.through_y, one.delta_z)
        x, y, both = (gap(value / one.delta_s, one) for value in measured)
        found.append(Trial(Shown.of(one.delta_s), (x, y, both), gap(one.ratio - it.dz_ds, one)))
    return tuple(found)


def gap(value: float, it: Fork) -> Shown:
    """A ratio or a gap; what is below the rounding of float64 is printed as 0 and kept at full precision."""
    size = (abs(it.z) + abs(it.delta_z)) / abs(it.delta_s) + abs(it.path_x) + abs(it.path_y)
    return Shown("0" if abs(value) <= 1e-14 * size else text(value), Shown.of(value).data)


IDEA: Idea[State] = Idea(
    "chain-2",
    N_("Chain rule ②: two paths add up"),
    N_("s moves x and it moves y, and both move z. Along a path the rates multiply; the paths add up."),
    N_("x = g(s), y = h(s), z = f(x, y): dz/ds = ∂z/∂x · dx/ds + ∂z/∂y · dy/ds."),
    (
        rows.choice("g", "g", FUNCTIONS, "`square`", "the function x = g(s)"),
        rows.choice("h", "h", FUNCTIONS, "`line`", "the function y = h(s)"),
        rows.choice("f", "f", FUNCTIONS2, "`product`", "the function z = f(x, y)"),
        rows.number("s", "s", -REACH, REACH, "`1`", "where one stands"),
        rows.number("ds", "change", -1.0, 1.0, "`0.5`", "the little change Δs", zero=False),
        rows.answer("answer", "answer", "what was answered to the number"),
        rows.answer("why", "why", "what was answered to why two of them are partial"),
        rows.yes("reveal", "reveal", "show the number without an answer"),
    ),
    State(),
    view,
)
