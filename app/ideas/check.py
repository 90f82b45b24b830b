"""«Check it»: the gradient of any parameter of any lesson by the backward pass and by trial, and a nudge to feel it."""

from dataclasses import dataclass, replace

from app.asking import Question, Reply, reply
from app.ideas.check_nudge import Nudge, nudge
from app.ideas.check_questions import how_much, which_way
from app.ideas.check_trial import Trial, trial
from app.ideas.chosen import PARAMETER_ROW, Chosen, chosen, on_a_parameter, parameter_in_focus
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.of_lesson import LESSON_ROWS, NOTHING_LIT, OPENING, PictureLinks, checked, forward_pass, plainly
from app.ideas.rows import answer, choice, number, yes
from app.language import _
from app.lesson import Lesson
from app.links import Go
from app.moment import Moment
from app.numbers import plain, text
from app.panels.picture import Picture, picture
from engine.probe import Probe, Quantity
from engine.words import N_

WINDOWS = ("0.001", "0.01", "0.1", "1", "10", "100")


@dataclass(frozen=True, slots=True)
class Check:
    """What the page shows.

    Attributes:
        lesson: its focus is the parameter.
        nudge: Δw.
        window: how far the picture reaches to either side.
        predict: the answer to the first question, which way.
        amount: the answer to the second, how much.
        reveal: whether everything is shown without an answer.
    """

    lesson: Lesson = on_a_parameter(OPENING)  # noqa: RUF009  # frozen: all may share it
    nudge: float = 0.5
    window: str = "1"
    predict: str = ""
    amount: str = ""
    reveal: bool = False


def _canonical(state: Check) -> Check:
    state = checked(replace(state, lesson=on_a_parameter(plainly(state.lesson))))
    window = next(one for one in WINDOWS if float(one) >= max(abs(state.nudge), float(state.window)))
    return replace(state, window=window)


@dataclass(frozen=True, slots=True)
class CheckView:
    """The page.

    Attributes:
        here: the address of the page as it is seen.
        chosen: which lesson, update and parameter.
        picture: the network after its forward pass.
        sentence: the moment in words.
        loss: C, or L of several examples.
        name: the parameter.
        what: the parameter in words.
        questions: each question with what was answered; the second comes when the first is answered.
        reveal: shows everything; None where it is shown.
        cover: asks again; None where nothing was answered.
        trial: by trial; None as long as it is covered.
        nudge: the step; None as long as it is covered.
        hidden: the parameters of the address as it stands, for the forms of the questions.
        settled: the same with the answers done with, for the forms that change a number.
        window: how far the picture of the loss reaches.
        range: the ends and the step of the slider, for its attributes.
        windows: the other windows, with the way to each.
    """

    here: Go
    chosen: Chosen
    picture: Picture
    sentence: str
    loss: str
    name: str
    what: str
    questions: tuple[tuple[Question, Reply | None], ...]
    reveal: Go | None
    cover: Go | None
    trial: Trial | None
    nudge: Nudge | None
    hidden: tuple[tuple[str, str], ...]
    settled: tuple[tuple[str, str], ...]
    range: tuple[str, str, str]
    windows: tuple[tuple[str, Go], ...]
    window: str


def _view(state: Check, links: IdeaLinks[Check]) -> CheckView:
    now = forward_pass(state.lesson)
    place = parameter_in_focus(state.lesson)
    several = now.batch > 1
    loss, name = "L" if several else "C", now.symbols.settable(place.kind, _place(now))
    probe, gradient = _probe(now), now.number(f"dL_d{place.kind}", *_place(now))
    step = nudge(probe, gradient, state.nudge, float(state.window), (loss, name))
    actual = float(step.actual[1])
    questions = [_asked(which_way((loss, name), probe.value, state.nudge, gradient, actual), state.predict)]
    if state.reveal or _answered(questions[0]):
        rate = now.step.conditions.learning_rate
        questions.append(_asked(how_much((loss, name), state.nudge, gradient, actual, rate), state.amount))
    shown = state.reveal or (len(questions) == 2 and _answered(questions[1]))
    after = _settled(state, shown)

    def put(lesson: Lesson) -> Check:
        return replace(after, lesson=lesson)

    def look(lesson: Lesson) -> Check:
        return put(state.lesson.viewed(focus=lesson.view.focus, zoom=lesson.view.zoom))

    drawn = picture(now, NOTHING_LIT, PictureLinks(now.lesson, links, look))
    return CheckView(
        here=links.to(state),
        chosen=chosen(state.lesson, links, put),
        picture=replace(drawn, legend=_("Click a weight or a bias to check that one.")),
        sentence=_("The network after its forward pass, {loss} = {number}", loss=loss, number=text(now.number("L"))),
        loss=loss,
        name=name,
        what=_what(now),
        questions=() if state.reveal else tuple(questions),
        reveal=None if shown else links.to(replace(state, predict="", amount="", reveal=True)),
        cover=links.to(replace(state, predict="", amount="", reveal=False)) if shown else None,
        trial=trial(probe, gradient, (loss, name)) if shown else None,
        nudge=step if shown else None,
        hidden=links.hidden(state),
        settled=links.hidden(after),
        range=(plain(-float(state.window)), state.window, plain(float(state.window) / 100)),
        windows=tuple((one, links.to(_zoomed(after, one))) for one in WINDOWS),
        window=state.window,
    )


def _zoomed(state: Check, window: str) -> Check:
    """The same step, as a share of another window."""
    by = float(f"{state.nudge / float(state.window) * float(window):.12g}")
    return replace(state, window=window, nudge=by)


def _asked(question: Question, given: str) -> tuple[Question, Reply | None]:
    return question, reply(question, given) if given else None


def _answered(asked: tuple[Question, Reply | None]) -> bool:
    return asked[1] is not None and asked[1].right is not None


def _settled(state: Check, shown: bool) -> Check:
    """The state that a change leads on from: what was answered is done with, and what was shown stays shown."""
    return replace(state, predict="", amount="", reveal=shown)


def _place(now: Moment) -> tuple[int, ...]:
    place = parameter_in_focus(now.lesson)
    return (place.layer, place.to, place.source) if place.kind == "w" else (place.layer, place.to)


def _what(now: Moment) -> str:
    place, symbols = parameter_in_focus(now.lesson), now.symbols
    if place.kind == "b":
        return _("the bias of {neuron}", neuron=symbols.neuron(place.layer, place.to))
    source = symbols.activation(place.layer - 1, place.source)
    return _("the weight from {source} to {neuron}", source=source, neuron=symbols.neuron(place.layer, place.to))


def _probe(now: Moment) -> Probe:
    """The loss of the batch of the moment's training step over the parameter in focus."""
    place, step, recipe = parameter_in_focus(now.lesson), now.step, now.lesson.recipe
    index = (place.to - 1, place.source - 1) if place.kind == "w" else (place.to - 1,)
    quantity: Quantity = "W" if place.kind == "w" else "b"
    return Probe(
        step.layers,
        step.trace.x,
        step.gradients.targets,
        recipe.loss,
        recipe.reduction,
        place.layer - 1,
        quantity,
        index,
    )


IDEA: Idea[Check] = Idea(
    name="check",
    title=N_("Check it: the gradient by trial"),
    lead=N_(
        "A gradient is a promise: move this weight a little, and the loss changes by ∂C/∂w times as much. Any"
        " promise can be checked. Move the weight, run the forward pass again, and compare."
    ),
    notes=N_(
        "The notes compute ∂L/∂w by the backward pass for all parameters at once. The slow way, one parameter"
        " at a time, needs nothing but forward passes, and is how every implementation is tested."
    ),
    table=(
        *LESSON_ROWS,
        PARAMETER_ROW,
        number("nudge", "nudge", -100.0, 100.0, "`0.5`", "Δw, the step of the parameter"),
        choice(
            "window", "window", WINDOWS, "`1`", "how far the picture of the loss reaches to either side; Δw fits in"
        ),
        answer("predict", "predict", "the answer to the first question: `+`, `0` or `-`"),
        answer("amount", "amount", "the answer to the second question, a number"),
        yes("reveal", "reveal", "shows everything without an answer"),
    ),
    first=Check(),
    view=_view,
    canonical=_canonical,
)
