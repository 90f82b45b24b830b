"""«Backward pass: the reversed neuron»: one by itself, then a whole network of them, and that it is linear."""

from dataclasses import dataclass, field, replace

from app.asking import Question, Reply, reply
from app.formula import Formula
from app.ideas import rows
from app.ideas.backward_network import FACTORS, Amplified, travels, twice
from app.ideas.backward_neuron import FUNCTIONS, REACH, Drawn, Neuron, drawn, equation, question, sentence, slopes
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.networks import Networks, at_end_of_backward, networks
from app.ideas.of_lesson import LESSON_ROWS, NOTHING_LIT, OPENING, PictureLinks, checked, plainly
from app.ideas.plot import Plot
from app.language import _
from app.lesson import Lesson
from app.links import Go
from app.listing import one_by_one
from app.moment import moment
from app.numbers import plain, text
from app.panels.picture import Picture
from app.panels.reversed_picture import reversed_picture
from engine.words import N_


@dataclass(frozen=True, slots=True)
class Backward:
    """What the page shows.

    Attributes:
        z: of the one neuron.
        w3: on its first wire.
        d3: ∂C/∂z′, what comes along it.
        w4: on its second wire.
        d4: ∂C/∂z″.
        function: its activation.
        answer: what was answered to its question.
        reveal: whether it is shown without an answer.
        lesson: the network below.
        factor: how many times ∂C/∂y is put into it.
        twice: what was answered to what twice as much makes.
        travels: what was answered to what travels.
    """

    z: float = 0.0
    w3: float = 3.0
    d3: float = 0.25
    w4: float = -1.0
    d4: float = -0.25
    function: str = "sigmoid"
    answer: str = ""
    reveal: bool = False
    lesson: Lesson = field(default_factory=lambda: plainly(OPENING))
    factor: float = 1.0
    twice: str = ""
    travels: str = ""

    @property
    def neuron(self) -> Neuron:
        """The one neuron."""
        return Neuron(self.z, (self.w3, self.d3), (self.w4, self.d4), self.function)


ROUND = (
    Backward(),
    Backward(0.0, 2.0, -0.5, 1.0, 2.0),
    Backward(0.0, -1.0, 0.5, 3.0, 0.5, "tanh"),
    Backward(-3.0, 5.0, 1.0, 2.0, -0.5, "relu"),
    Backward(8.0, 4.0, 1.0, 2.0, 0.5),
    Backward(2.0, -2.0, 0.25, 1.0, 0.125, "relu"),
)
"""Questions that can be answered in the head: an open neuron, opposite paths, two dead ones, gain 1."""

Asked = tuple[Question, Reply | None]


@dataclass(frozen=True, slots=True)
class View:
    """The page.

    Attributes:
        state: of the address.
        here: this very state's address.
        open: whether the answer about the one neuron is in sight.
        neuron: as it is drawn.
        functions: the activations there are.
        plot: σ′ over z.
        asked: its question, and what was said to the answer.
        said: what there is to see of it.
        sentence: what there is to see of the network.
        equation: its formula.
        reveal: shows the number without an answer; None where it is in sight.
        again: the next question, its number, and how many there are.
        networks: the choice of the network.
        picture: it in reverse.
        twice: the question about twice as much.
        factors: other factors, once that was answered.
        factor: this one, as printed.
        travels: the question what travels, once the one before was answered.
    """

    state: Backward
    here: Go
    open: bool
    neuron: Drawn
    functions: tuple[str, ...]
    plot: Plot
    asked: Asked
    said: str
    sentence: str
    equation: Formula
    reveal: Go | None
    again: tuple[Go, int, int]
    networks: Networks
    picture: Picture
    twice: Asked
    factors: tuple[tuple[str, Go, bool], ...]
    factor: str
    travels: Asked | None


def _view(state: Backward, links: IdeaLinks[Backward]) -> View:
    it = state.neuron
    asked = _asked(question(it), state.answer)
    shown = state.reveal or _answered(asked)
    number = next((k for k, one in enumerate(ROUND) if one.neuron == it), -1)
    nearby = (number + 1) % len(ROUND)

    def put(lesson: Lesson) -> Backward:
        return replace(state, lesson=plainly(lesson), factor=1.0, twice="")

    def look(lesson: Lesson) -> Backward:
        return replace(state, lesson=state.lesson.viewed(focus=lesson.view.focus, zoom=lesson.view.zoom))

    now = moment(at_end_of_backward(state.lesson))
    amplified = Amplified(now.lesson, now.step, factor=state.factor)
    doubling = _asked(twice(now), state.twice)
    told = _answered(doubling)
    return View(
        state=state,
        here=links.to(state),
        open=shown,
        neuron=drawn(it, shown),
        functions=FUNCTIONS,
        plot=slopes(it),
        asked=asked,
        said=sentence(it, shown),
        sentence=_through(amplified),
        equation=equation(it, shown),
        reveal=None if shown else links.to(replace(state, answer="", reveal=True)),
        again=(links.to(_with_neuron(state, ROUND[nearby])), nearby + 1, len(ROUND)),
        networks=networks(state.lesson, links, put),
        picture=reversed_picture(amplified, NOTHING_LIT, PictureLinks(now.lesson, links, look)),
        twice=doubling,
        factors=tuple((f"×{text(one)}", links.to(replace(state, factor=one)), one == state.factor) for one in FACTORS)
        if told or state.factor != 1.0
        else (),
        factor=plain(state.factor),
        travels=_asked(travels(), state.travels) if told else None,
    )


def _through(it: Amplified) -> str:
    outputs = range(1, min(it.sizes[-1], 4) + 1)
    put_in = one_by_one(f"∂C/∂{it.symbols.output(n)} = {text(it.number('dC_dy', it.last, n))}" for n in outputs)
    if it.factor == 1.0:
        return _(
            "What enters at the right is ∂C/∂y: {put_in}. What leaves at the left: {leaving}.",
            put_in=put_in,
            leaving=_leaving(it),
        )
    return _(
        "What enters at the right is ∂C/∂y times {factor}: {put_in}. What leaves at the left: {leaving}.",
        factor=text(it.factor),
        put_in=put_in,
        leaving=_leaving(it),
    )


def _leaving(it: Amplified) -> str:
    shown = range(1, min(it.sizes[1], 4) + 1)
    return one_by_one(f"{it.symbols.delta(1, n)} = {text(it.number('dC_dz', 1, n))}" for n in shown)


def _with_neuron(state: Backward, other: Backward) -> Backward:
    return replace(
        state, z=other.z, w3=other.w3, d3=other.d3, w4=other.w4, d4=other.d4, function=other.function,
        answer="", reveal=False,
    )  # fmt: skip


def _asked(about: Question, given: str) -> Asked:
    return about, reply(about, given) if given else None


def _answered(asked: Asked) -> bool:
    return asked[1] is not None and asked[1].right is not None


def _canonical(state: Backward) -> Backward:
    return checked(replace(state, lesson=plainly(state.lesson)))


IDEA: Idea[Backward] = Idea(
    name="backward",
    title=N_("Backward pass: the reversed neuron"),
    lead=N_(
        "Run a neuron from right to left. What its followers want of it comes in along the same wires, is"
        " summed, and is made σ′(z) times as large. That factor is a constant: the forward pass has fixed z."
    ),
    notes=N_(
        "«A reversed neuron»: ∂C/∂z = σ′(z) [w₃ ∂C/∂z′ + w₄ ∂C/∂z″], drawn as a triangle, an amplifier with"
        " the constant gain σ′(z). The notes draw it once; below, the whole network is drawn so."
    ),
    table=(
        *LESSON_ROWS,
        rows.number("z", "z", -REACH, REACH, "`0`", "what the forward pass left in the one neuron"),
        rows.number("w3", "w3", -REACH, REACH, "`3`", "the weight on its first wire"),
        rows.number("d3", "d3", -REACH, REACH, "`0.25`", "∂C/∂z′, what comes along it"),
        rows.number("w4", "w4", -REACH, REACH, "`-1`", "the weight on its second wire"),
        rows.number("d4", "d4", -REACH, REACH, "`-0.25`", "∂C/∂z″, what comes along it"),
        rows.choice("function", "function", FUNCTIONS, "`sigmoid`", "the activation of the one neuron"),
        rows.answer("answer", "answer", "what was answered about the one neuron"),
        rows.yes("reveal", "reveal", "shows that number without an answer"),
        rows.number("times", "factor", -1000.0, 1000.0, "`1`", "how many times ∂C/∂y is put in below", zero=False),
        rows.answer("twice", "twice", "what was answered about twice as much"),
        rows.answer("travels", "travels", "what was answered about what travels"),
    ),
    first=Backward(),
    view=_view,
    canonical=_canonical,
)
