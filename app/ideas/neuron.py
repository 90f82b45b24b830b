"""«One neuron»: Δw → Δz → ΔC, and the two factors of ∂C/∂w, one easy to compute and one hard."""

from dataclasses import dataclass, field, replace

from app.address.entry import Entry
from app.asking import Question, Reply, reply
from app.formula import Formula
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.neuron_numbers import ACTIVATIONS, FOCUS, LOSSES, MOVABLE, Changes, One, changes, numbers, slopes
from app.ideas.neuron_questions import NAMES, hard_or_easy, product, which_number
from app.ideas.of_lesson import NOTHING_LIT, PictureLinks
from app.ideas.rows import answer, choice, number, yes
from app.language import _
from app.lesson import Lesson
from app.links import Go, Links
from app.moment import Moment
from app.numbers import data, plain, text
from app.panels.equations import Equations
from app.panels.picture import Picture, picture
from engine.losses import allowed_losses
from engine.words import N_

REACH = 5.0
LONGEST = 2.0


@dataclass(frozen=True, slots=True)
class Neuron:
    """What the page shows.

    Attributes:
        one: the neuron's numbers.
        which: the parameter that is moved: ``w1``, ``w2`` or ``b``.
        nudge: Δ of it.
        input: the answer to the first question, which number.
        hard: the answer to the second, which factor.
        slope: the answer to the third, how much.
        reveal: whether everything is shown without an answer.
    """

    one: One = field(default_factory=One)
    which: str = "w1"
    nudge: float = 0.4
    input: str = ""
    hard: str = ""
    slope: str = ""
    reveal: bool = False


def _in_one(row: Entry[One]) -> Entry[Neuron]:
    """The same parameter, said by a state that holds the numbers."""
    return Entry(
        row.name, row.default, row.allowed, row.meaning,
        of=lambda state: row.of(state.one),
        put=lambda state, value: replace(state, one=row.put(state.one, value)),
        read=lambda said, state: row.read(said, state.one),
        write=lambda state: row.write(state.one),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slider:
    """A number that can be dragged: parameter, letter, value for the field, and as printed."""

    name: str
    letter: str
    value: str
    printed: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed and at full precision."""

    text: str
    data: str


@dataclass(frozen=True, slots=True)
class Card:
    """One quantity of the chain.

    Attributes:
        id: of its change.
        name: its letter.
        before: its value.
        after: its value after the step; None as long as it is covered.
        change: its change, evaluated; None as long as it is covered.
        said: its change as the derivatives say; None where it is covered, or the quantity is the moved one.
        bar: the change on the scale of all of them: x and width in hundredths, from the middle; None where covered.
        css: ``neg`` for a change below 0.
    """

    id: str
    name: str
    before: Number
    after: Number | None
    change: Number | None
    said: Number | None
    bar: tuple[float, float] | None
    css: str


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow of the chain: a factor and its value, None as long as it is covered."""

    id: str
    name: str
    value: Number | None


@dataclass(frozen=True, slots=True)
class Row:
    """Measured ratios of one step: Δw, Δz/Δw, ΔC/Δz, ΔC/Δw."""

    by: Number
    ratios: tuple[Number, Number, Number]


@dataclass(frozen=True, slots=True)
class NeuronView:
    """The page.

    Attributes:
        here: the address of the page as it is seen.
        picture: the neuron.
        sentence: the chain in words.
        name: the moved parameter's letter.
        which: its name in the address.
        movable: the others, with the way to each.
        questions: each question with what was said to the answer; the next comes when the one before is answered.
        seen: how many of them are answered, or 3 where everything is shown.
        reveal: shows everything; None where it is shown.
        cover: asks again; None where nothing is shown.
        sliders: the numbers to drag.
        activation: σ.
        activations: all that there are.
        loss: C.
        losses: those that go with σ, name and formula.
        hidden: the parameters of the address, for the forms of the questions.
        settled: the same without what the settings' form has fields for, and without answers that a change undoes.
        easy: ∂z/∂w.
        gain: σ'(z).
        after: ∂C/∂a.
        hard: ∂C/∂z.
        whole: ∂C/∂w.
        cards: w, z, a, C.
        rows: ratios of shorter and shorter steps; none as long as they are covered.
        equations: what may be written by now.
        lesson: the neuron as a lesson.
    """

    here: Go
    picture: Picture
    sentence: str
    name: str
    which: str
    movable: tuple[tuple[str, str, Go], ...]
    questions: tuple[tuple[Question, Reply | None], ...]
    seen: int
    reveal: Go | None
    cover: Go | None
    sliders: tuple[Slider, ...]
    activation: str
    activations: tuple[str, ...]
    loss: str
    losses: tuple[tuple[str, str], ...]
    hidden: tuple[tuple[str, str], ...]
    settled: tuple[tuple[str, str], ...]
    easy: Link
    gain: Link
    after: Link
    hard: Link
    whole: Link
    cards: tuple[Card, ...]
    rows: tuple[Row, ...]
    equations: tuple[Formula, ...]
    lesson: str


SLIDERS = (("w1", "w₁"), ("x1", "x₁"), ("w2", "w₂"), ("x2", "x₂"), ("b", "b"), ("target", "ŷ"))


def _view(state: Neuron, links: IdeaLinks[Neuron]) -> NeuronView:
    one, which, name = state.one, state.which, NAMES[state.which]
    slope = slopes(one, which)
    asked = [
        _asked(which_number(one, which), state.input),
        _asked(hard_or_easy(which), state.hard),
        _asked(product(one, which, slope), state.slope),
    ]
    seen = 3 if state.reveal else next((place for place, one_ in enumerate(asked) if not _answered(one_)), 3)
    after = _settled(state, seen == 3)
    step = changes(one, which, state.nudge)
    now = numbers(one, which, backward=seen == 3)

    def look(lesson: Lesson) -> Neuron:
        other = next((name for name, focus in FOCUS.items() if focus == lesson.view.focus), which)
        return replace(after, which=other, input="" if other != which else after.input)

    return NeuronView(
        here=links.to(state),
        picture=replace(
            picture(now, NOTHING_LIT, _NeuronLinks(now.lesson, links, look)),
            legend="",
            zooms=(),
        ),
        sentence=_sentence(name, step, seen),
        name=name,
        which=which,
        movable=tuple((one_, NAMES[one_], links.to(look(now.lesson.viewed(focus=FOCUS[one_])))) for one_ in MOVABLE),
        questions=() if state.reveal else tuple(asked[: seen + 1]),
        seen=seen,
        reveal=links.to(replace(after, input="", hard="", slope="", reveal=True)) if seen < 3 else None,
        cover=links.to(replace(state, input="", hard="", slope="", reveal=False)) if seen else None,
        sliders=tuple(
            Slider(key, letter, plain(getattr(one, key)), text(getattr(one, key))) for key, letter in SLIDERS
        ),
        activation=one.activation,
        activations=ACTIVATIONS,
        loss=one.loss,
        losses=tuple((loss, words) for loss, words in LOSSES.items() if loss in allowed_losses(one.activation)),
        hidden=links.hidden(state),
        settled=links.hidden(after, "act", "loss", "nudge", *(key for key, _letter in SLIDERS)),
        easy=Link("dz_dw", f"∂z/∂{name}", _number(slope.dz_dw) if seen else None),
        gain=Link("da_dz", "σ′(z)", _number(slope.da_dz) if seen > 1 else None),
        after=Link("dC_da", "∂C/∂a", _number(slope.dC_da) if seen > 1 else None),
        hard=Link("dC_dz", "∂C/∂z", _number(slope.dC_dz) if seen > 1 else None),
        whole=Link("dC_dw", f"∂C/∂{name}", _number(slope.dC_dw) if seen > 2 else None),
        cards=_cards(one, which, step, seen),
        rows=_rows(one, which, state.nudge) if seen > 2 else (),
        equations=_equations(now, which, seen),
        lesson=Links(one.lesson(), links.root).here(now.lesson.viewed(step="neuron")),
    )


class _NeuronLinks(PictureLinks):
    """A click on a weight or the bias moves that one; a click elsewhere changes nothing."""

    def focus(self, key: str) -> str:
        """The page on which the parameter with this key is moved."""
        return self.to(self.lesson.viewed(focus=key)).href


def _asked(question: Question, given: str) -> tuple[Question, Reply | None]:
    return question, reply(question, given) if given else None


def _answered(asked: tuple[Question, Reply | None]) -> bool:
    return asked[1] is not None and asked[1].right is not None


def _settled(state: Neuron, shown: bool) -> Neuron:
    """The state that a change leads on from: answers that do not depend on numbers stay, what was shown stays shown."""
    if shown:
        return replace(state, input="", hard="", slope="", reveal=True)
    return replace(state, slope="")


def _number(value: float) -> Number:
    return Number(text(_clean(value)), data(value))


def _signed(value: float) -> Number:
    return Number(f"+{text(_clean(value))}" if value > 0 else text(_clean(value)), data(value))


def _clean(value: float) -> float:
    """The number without the dust that subtracting 1.1 from 1.7 leaves in its sixteenth digit."""
    return float(f"{value:.12g}")


def _cards(one: One, which: str, step: Changes, seen: int) -> tuple[Card, ...]:
    before, after = numbers(one), numbers(one.moved(which, step.by))
    top = max(abs(change) for change in (step.by, step.z, step.a, step.C)) or 1.0
    own = getattr(one, which)
    found: list[tuple[str, str, float, float, float, float | None, int]] = [
        ("w", NAMES[which], own, own + step.by, step.by, None, 0)
    ]
    for name, change, said, place, level in (
        ("z", step.z, step.predicted[0], (1, 1), 1),
        ("a", step.a, step.predicted[1], (1, 1), 3),
        ("C", step.C, step.predicted[2], (), 3),
    ):
        found.append((name, name, before.number(name, *place), after.number(name, *place), change, said, level))
    return tuple(
        Card(
            f"change-{key}", name, _number(old),
            _number(new) if seen >= level else None,
            _signed(change) if seen >= level else None,
            _signed(said) if said is not None and seen >= level else None,
            (min(50.0, 50 + 50 * change / top), 50 * abs(change) / top) if seen >= level else None,
            "neg" if change < 0 else "",
        )
        for key, name, old, new, change, said, level in found
    )  # fmt: skip


def _rows(one: One, which: str, by: float) -> tuple[Row, ...]:
    rows = []
    for part in (1, 10, 100, 1000):
        step = changes(one, which, by / part)
        if step.by and step.z:
            ratios = (step.z / step.by, step.C / step.z, step.C / step.by)
            rows.append(Row(_signed(step.by), (_number(ratios[0]), _number(ratios[1]), _number(ratios[2]))))
    return tuple(rows)


def _sentence(name: str, step: Changes, seen: int) -> str:
    if seen < 1:
        return _("{name} moves by {by}. How far do z and C move?", name=name, by=_signed(step.by).text)
    if seen < 3:
        return _(
            "{name} moves by {by}, so z moves by {z}. How far does C move?",
            name=name,
            by=_signed(step.by).text,
            z=_signed(step.z).text,
        )
    return _(
        "{name} moves by {by}, z by {z}, a by {a} and C by {C}; the derivatives say {said}.",
        name=name,
        by=_signed(step.by).text,
        z=_signed(step.z).text,
        a=_signed(step.a).text,
        C=_signed(step.C).text,
        said=_signed(step.predicted[2]).text,
    )


def _equations(now: Moment, which: str, seen: int) -> tuple[Formula, ...]:
    write, source = Equations(now), MOVABLE.index(which) + 1
    lines = [write.weighted_sum(1, 1), write.activation(1, 1), write.loss()]
    if seen and which != "b":
        lines.append(write.read_off(1, 1, source))
    if seen > 2:
        lines.append(write.bias_gradient(1, 1, 1) if which == "b" else write.weight_gradient(1, 1, source, 1))
    return tuple(lines)


IDEA: Idea[Neuron] = Idea(
    name="neuron",
    title=N_("One neuron: Δw → Δz → ΔC"),
    lead=N_("A weight moves z, and z moves C. So the slope ∂C/∂w has two factors, and only one of them is work."),
    notes=N_(
        "One neuron, w some parameter of it: z = z(w), C = C(z), Δw → Δz → ΔC, therefore ∂C/∂w = ∂C/∂z ·"
        " ∂z/∂w. ∂z/∂w is easy to compute, it has an expression; ∂C/∂z is hard to compute. The forward pass"
        " gives the first, the backward pass the second."
    ),
    table=(
        *(
            _in_one(row)
            for row in (
                choice("act", "activation", ACTIVATIONS, "`sigmoid`", "σ"),
                choice("loss", "loss", LOSSES, "`half_squared_error`", "C"),
                number("w1", "w1", -REACH, REACH, "`0.75`", "w₁"),
                number("x1", "x1", -REACH, REACH, "`1.5`", "x₁"),
                number("w2", "w2", -REACH, REACH, "`2`", "w₂"),
                number("x2", "x2", -REACH, REACH, "`-0.5`", "x₂"),
                number("b", "b", -REACH, REACH, "`0.5`", "b"),
                number("target", "target", -REACH, REACH, "`0`", "ŷ, the target"),
            )
        ),
        choice("move", "which", MOVABLE, "`w1`", "which parameter is moved"),
        number("nudge", "nudge", -LONGEST, LONGEST, "`0.4`", "by how much"),
        answer("input", "input", "the answer to the first question, which number ∂z/∂w is"),
        answer("hard", "hard", "the answer to the second question, which factor is hard"),
        answer("slope", "slope", "the answer to the third question, ∂C/∂w"),
        yes("reveal", "reveal", "shows everything without an answer"),
    ),
    first=Neuron(),
    view=_view,
    canonical=lambda state: replace(state, one=state.one.fitting()),
)
