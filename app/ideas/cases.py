"""«The two cases»: who needs whom, left to right; then the numbers, right to left, each predicted before it is seen."""

from dataclasses import dataclass, field, replace

from app.asking import Question, Reply, reply
from app.formula import Formula
from app.ideas import rows
from app.ideas.cases_picture import at_number, before_backward, picture_of_needs, picture_of_numbers
from app.ideas.cases_steps import Step, case, needs, number, steps
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.networks import Networks, at_end_of_backward, networks
from app.ideas.of_lesson import LESSON_ROWS, NOTHING_LIT, OPENING, PictureLinks, checked, plainly
from app.language import _, ngettext
from app.lesson import Lesson
from app.links import Go
from app.moment import Moment, moment
from app.panels.equations import Equations
from app.panels.picture import Picture
from app.panels.reversed_picture import reversed_picture
from engine.words import N_

MOST_STEPS = 64
MOST_LINES = 16


@dataclass(frozen=True, slots=True)
class Cases:
    """What the page shows.

    Attributes:
        lesson: its network.
        done: how many steps are done with.
        answer: what was answered to the next one; ``show`` to see it without an answer.
    """

    lesson: Lesson = field(default_factory=lambda: plainly(OPENING))
    done: int = 0
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Stop:
    """A step in the list of all.

    Attributes:
        label: its neuron or number.
        kind: ``needs`` or ``number``.
        go: back to it, where it is done.
        now: whether it is the present one.
    """

    label: str
    kind: str
    go: Go | None
    now: bool


@dataclass(frozen=True, slots=True)
class View:
    """The page.

    Attributes:
        here: this very state's address.
        networks: the choice of the network.
        picture: the network in reverse, as far as one has come.
        stops: all steps.
        heading: which way one goes.
        case: which of the two cases it is, in words; "" where one only asks who needs whom.
        sentence: what there is to see.
        asked: the question and what was said to the answer; None where nothing is asked.
        hidden: what the question's form sends besides.
        show: shows it without an answer; None where it is in sight.
        next: on to the next step, once this one is answered.
        again: from the start.
        equations: of every number as far as one has come, the present one first.
    """

    here: Go
    networks: Networks
    picture: Picture
    stops: tuple[Stop, ...]
    heading: str
    case: str
    sentence: str
    asked: tuple[Question, Reply | None] | None
    hidden: tuple[tuple[str, str], ...]
    show: Go | None
    next: Go | None
    again: Go
    equations: tuple[Formula, ...]


SHOW = "show"


def _view(state: Cases, links: IdeaLinks[Cases]) -> View:
    lesson, every = state.lesson, steps(state.lesson.recipe.sizes)
    step = every[state.done] if state.done < len(every) else None

    def put(other: Lesson) -> Cases:
        return Cases(plainly(other))

    def look(other: Lesson) -> Cases:
        return replace(state, lesson=lesson.viewed(focus=other.view.focus, zoom=other.view.zoom))

    def drawn(now: Moment) -> PictureLinks:
        return PictureLinks(now.lesson, links, look)

    start = moment(before_backward(lesson))
    asked: Question | None = None
    said: Reply | None = None
    if step is None:
        now = moment(at_end_of_backward(lesson))
        shown, picture = True, reversed_picture(now, NOTHING_LIT, drawn(now))
        heading, words = _("All of them"), ""
        sentence = _summary(now)
    elif step.kind == "needs":
        asked = needs(start, step)
        said, shown = _said(asked, state.answer)
        now, heading, words = start, _("First: who needs whom, from left to right"), ""
        picture = picture_of_needs(lesson, drawn(start), step, shown)
        sentence = asked.because if shown and not said else _("Wanted: {delta}.", delta=start.symbols.delta(1, 1))
    else:
        asked = number(moment(at_number(lesson, step, shown=True).viewed(cover=())), step)
        said, shown = _said(asked, state.answer)
        now = moment(at_number(lesson, step, shown=shown))
        picture = picture_of_numbers(now, drawn(now))
        heading, words = _("Then: the numbers, from right to left"), case(start, step)
        sentence = asked.because if shown and not said else words
    return View(
        here=links.to(state),
        networks=networks(lesson, links, put),
        picture=picture,
        stops=tuple(_stop(start, one, place, state, links) for place, one in enumerate(every)),
        heading=heading,
        case=words,
        sentence=sentence,
        asked=(asked, said) if asked and (said or not shown) else None,
        hidden=links.hidden(state, "answer"),
        show=None if shown else links.to(replace(state, answer=SHOW)),
        next=links.to(replace(state, done=state.done + 1, answer="")) if step and shown else None,
        again=links.to(replace(state, done=0, answer="")),
        equations=_equations(now, [one for one in every[: state.done + 1] if one.kind == "number"])[
            :: -1 if step else 1
        ],
    )


def _said(asked: Question, answer: str) -> tuple[Reply | None, bool]:
    """What is said to an answer, and whether the truth may be seen."""
    if answer == SHOW:
        return None, True
    said = reply(asked, answer) if answer else None
    return said, said is not None and said.right is not None


def _stop(start: Moment, step: Step, place: int, state: Cases, links: IdeaLinks[Cases]) -> Stop:
    name = start.symbols.delta(step.layer, step.neuron)
    label = _("{name} needs", name=name) if step.kind == "needs" else name
    go = links.to(replace(state, done=place, answer="")) if place < state.done else None
    return Stop(label, step.kind, go, place == state.done)


def _equations(now: Moment, reached: list[Step]) -> tuple[Formula, ...]:
    """The formula of every number as far as one has come; of the present one without its result while it is covered."""
    write, found = Equations(now), []
    for step in reached:
        if step.layer == now.last:
            if now.lesson.recipe.spec.layers[-1].activation.elementwise:
                found.append(write.loss_slope(step.neuron))
            found.append(write.delta(step.layer, step.neuron, 1))
        else:
            found.append(write.delta(step.layer, step.neuron, 2))
    return tuple(found[-MOST_LINES:])


def _summary(now: Moment) -> str:
    symbols = now.symbols
    if now.last < 2:
        return _("One layer: every neuron is in the output layer, and there was nothing to go on to.")
    used, count = symbols.delta(2, 1), now.sizes[1]
    return ngettext(
        "Nothing was computed twice: {used} was needed by {n} neuron before it, and worked out once. From the"
        " left one sees who needs whom; from the right everything is there when it is needed.",
        "Nothing was computed twice: {used} was needed by {n} neurons before it, and worked out once. From the"
        " left one sees who needs whom; from the right everything is there when it is needed.",
        count,
        used=used,
        n=count,
    )


def _canonical(state: Cases) -> Cases:
    lesson = plainly(state.lesson)
    return checked(replace(state, lesson=lesson, done=min(state.done, len(steps(lesson.recipe.sizes)))))


IDEA: Idea[Cases] = Idea(
    name="cases",
    title=N_("The two cases: at the output, and before it"),
    lead=N_(
        "Each ∂C/∂z needs those of the neurons that it feeds; at the output the definition of C is enough. So"
        " one asks from left to right, and works out from right to left."
    ),
    notes=N_(
        "① z′, z″ not in the output layer: find their ∂C/∂z the same way, layer by layer, until the output"
        " layer. ② in the output layer: ∂C/∂z′ = σ′(z′) ∂C/∂y₁. Then z₁ … z₆ as here: ∂L/∂z₅, ∂L/∂z₃ ="
        " σ′(z₃)(w₁ ∂L/∂z₅ + w₂ ∂L/∂z₆), ∂L/∂z₁. The notes write L for C there, and use w₁ … w₄ for three"
        " layers; here every weight has a name of its own."
    ),
    table=(
        *LESSON_ROWS,
        rows.whole("done", "done", 0, MOST_STEPS, "`0`", "how many steps are done with"),
        rows.answer("answer", "answer", "what was answered to the next one; `show` to see it"),
    ),
    first=Cases(),
    view=_view,
    canonical=_canonical,
)
