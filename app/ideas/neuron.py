"""«One neuron»: Δw → Δz → ΔC, and the two factors of ∂C/∂w, one easy to compute and one hard."""

from dataclasses import dataclass, replace

from app.asking import Question, Reply, reply
from app.formula import Formula
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.neuron_cards import Card, Number, Row, as_number, cards, ratio_rows, signed
from app.ideas.neuron_numbers import ACTIVATIONS, FOCUS, LOSSES, MOVABLE, Changes, changes, numbers, slopes
from app.ideas.neuron_questions import NAMES, hard_or_easy, product, which_number
from app.ideas.neuron_state import LONGEST, REACH, Neuron, in_one, settled_state
from app.ideas.of_lesson import NOTHING_LIT, PictureLinks
from app.ideas.rows import answer, choice, number, yes
from app.language import _
from app.lesson import Lesson
from app.links import Go, Links
from app.moment import Moment
from app.numbers import plain, text
from app.panels.equations import Equations
from app.panels.picture import Picture, picture
from engine.losses import allowed_losses
from engine.words import N_


@dataclass(frozen=True, slots=True)
class Slider:
    """A number that can be dragged: parameter, letter, value for the field, and as printed."""

    name: str
    letter: str
    value: str
    printed: str


@dataclass(frozen=True, slots=True)
class Link:
    """One arrow of the chain: a factor and its value, None as long as it is covered."""

    id: str
    name: str
    value: Number | None


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
    after = settled_state(state, seen == 3)
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
        easy=Link("dz_dw", f"∂z/∂{name}", as_number(slope.dz_dw) if seen else None),
        gain=Link("da_dz", "σ′(z)", as_number(slope.da_dz) if seen > 1 else None),
        after=Link("dC_da", "∂C/∂a", as_number(slope.dC_da) if seen > 1 else None),
        hard=Link("dC_dz", "∂C/∂z", as_number(slope.dC_dz) if seen > 1 else None),
        whole=Link("dC_dw", f"∂C/∂{name}", as_number(slope.dC_dw) if seen > 2 else None),
        cards=cards(one, which, step, seen),
        rows=ratio_rows(one, which, state.nudge) if seen > 2 else (),
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


def _sentence(name: str, step: Changes, seen: int) -> str:
    if seen < 1:
        return _("{name} moves by {by}. How far do z and C move?", name=name, by=signed(step.by).text)
    if seen < 3:
        return _(
            "{name} moves by {by}, so z moves by {z}. How far does C move?",
            name=name,
            by=signed(step.by).text,
            z=signed(step.z).text,
        )
    return _(
        "{name} moves by {by}, z by {z}, a by {a} and C by {C}; the derivatives say {said}.",
        name=name,
        by=signed(step.by).text,
        z=signed(step.z).text,
        a=signed(step.a).text,
        C=signed(step.C).text,
        said=signed(step.predicted[2]).text,
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
            in_one(row)
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
