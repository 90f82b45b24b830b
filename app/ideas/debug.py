"""«Broken programs»: five training steps with a classic mistake each; find the first wrong number, then the mistake."""

from dataclasses import dataclass, replace

from app.address import grammar
from app.address.entry import Entry
from app.asking import Question, Reply
from app.covering import number_of
from app.ideas.debug_cases import CASES, FAULT_WORDS, first_wrong, printed, same, true_moment
from app.ideas.debug_lines import Line, Stretch, rule, stretches
from app.ideas.debug_replies import Debug, said_to_mistake, said_to_pick, sentence, which_mistake
from app.ideas.idea import Idea, IdeaLinks
from app.ideas.of_lesson import NOTHING_LIT, PictureLinks
from app.ideas.rows import choice, putting, whole, yes
from app.language import _
from app.links import Go, Links, backward_done
from app.numbers import data, text
from app.panels.picture import Picture, picture
from app.quantity_names import name_of
from engine.words import N_


@dataclass(frozen=True, slots=True)
class DebugView:
    """The page.

    Attributes:
        case: which program.
        cases: the number, state and way of each.
        picture: its network with the input read: all that the program was given.
        given: what is not on the picture: the functions, the loss, η, the targets.
        stretches: what it printed, pass by pass.
        said: the reply to the number that was picked, or None.
        question: which mistake it is, once the first wrong number is found; else None.
        answered: the reply to that, or None.
        code: the wrong line and the right one, once the mistake is named; else None.
        lesson: the same network as a lesson, once it is solved; else "".
        score: how many of the five are found.
        sentence: where one stands, in words.
        next: to the next program, once this one is solved.
        reveal: shows the answers; None where they are shown or found.
        hidden: what the form of the question sends along.
    """

    case: int
    cases: tuple[tuple[int, str, Go], ...]
    picture: Picture
    given: str
    stretches: tuple[Stretch, ...]
    said: Reply | None
    question: Question | None
    answered: Reply | None
    code: tuple[str, str] | None
    lesson: str
    score: str
    sentence: str
    next: Go | None
    reveal: Go | None
    hidden: tuple[tuple[str, str], ...]


def _view(state: Debug, links: IdeaLinks[Debug]) -> DebugView:
    now, case = true_moment(state.case), CASES[state.case - 1]
    first = first_wrong(state.case, case.fault)
    found = state.pick == first or state.reveal
    named = found and (state.mistake == case.fault or state.reveal)
    solved = tuple(sorted({*state.solved, *([str(state.case)] if named and not state.reveal else [])}))
    right, wrong = printed(state.case, ""), printed(state.case, case.fault)
    there = backward_done(now.lesson).viewed(step="neuron")

    def line(key: str, value: float) -> Line:
        number = number_of(key)
        marks = ""
        if key == state.pick or (key == first and found):
            marks = "first" if key == first else "fine" if same(value, right[key]) else "follows"
        true = (text(right[key]), data(right[key])) if marks in ("first", "follows") else ("", "")
        return Line(
            key, name_of(now.symbols, number), rule(now, number), text(value), data(value), marks, true,
            links.to(replace(state, pick=key, mistake="", reveal=False)),
        )  # fmt: skip

    question = which_mistake(case.fault) if found else None
    return DebugView(
        case=state.case,
        cases=tuple(
            (n, "solved" if str(n) in solved else "", links.to(Debug(case=n, solved=solved)))
            for n in range(1, len(CASES) + 1)
        ),
        picture=picture(now, NOTHING_LIT, PictureLinks(now.lesson, links, lambda _lesson: state)),
        given=_given(state),
        stretches=stretches(tuple(line(key, value) for key, value in wrong.items())),
        said=said_to_pick(state, first) if state.pick and not state.reveal else None,
        question=question,
        answered=said_to_mistake(state, case.fault) if found and state.mistake and not state.reveal else None,
        code=(FAULT_WORDS[case.fault].wrong, FAULT_WORDS[case.fault].right) if named else None,
        lesson=Links(there, links.root).here(there) if named else "",
        score=_("{found} of {programs} found", found=len(solved), programs=len(CASES)),
        sentence=sentence(state, first, found=found, named=named),
        next=links.to(Debug(case=state.case % len(CASES) + 1, solved=solved)) if named else None,
        reveal=links.to(replace(state, reveal=True, pick="", mistake="")) if not named else None,
        hidden=links.hidden(state, "mistake"),
    )  # fmt: skip


def _given(state: Debug) -> str:
    now = true_moment(state.case)
    recipe = now.lesson.recipe
    names = [layer.activation.name for layer in recipe.spec.layers]
    loss = {"half_squared_error": "C = ½ Σ(y − ŷ)²", "squared_error": "C = Σ(y − ŷ)²"}[recipe.loss]
    rate, first = text(recipe.learning_rate), f"{names[0][0].upper()}{names[0][1:]}"
    if len(set(names)) == 1:
        return _("{name} in both layers; {loss}; η = {rate}.", name=first, loss=loss, rate=rate)
    return _("{name}, then {then}; {loss}; η = {rate}.", name=first, then=names[-1], loss=loss, rate=rate)


def _read_pick(said: str, state: Debug) -> str:
    if said and said not in printed(state.case, ""):
        raise grammar.Unreadable(_("the program printed nothing that is called “{said}”", said=said[:40]))
    return said


def _read_solved(said: str, _state: Debug) -> tuple[str, ...]:
    return grammar.subset(said, tuple(str(n) for n in range(1, len(CASES) + 1)))


_PICK: Entry[Debug] = Entry(
    "pick", "nothing", N_("the id of a number that the program printed, such as `dC_dz-2-1`"),
    "the number that was picked as the first wrong one",
    lambda state: state.pick, putting("pick"), _read_pick, lambda state: state.pick,
)  # fmt: skip
_SOLVED: Entry[Debug] = Entry(
    "solved", "none", N_("numbers of programs, separated by commas"), "the programs whose mistake was found before",
    lambda state: state.solved, putting("solved"), _read_solved, lambda state: ",".join(state.solved),
)  # fmt: skip

IDEA: Idea[Debug] = Idea(
    name="debug",
    title=N_("Broken programs"),
    lead=N_(
        "Five programs compute one training step each, and each has one classic mistake in it. A mistake spreads:"
        " everything behind it is wrong as well. Find the first wrong number; then say which mistake it is."
    ),
    notes=N_(
        "The notes derive each rule once. A program that breaks one still prints numbers, and often still learns.",
    ),
    table=(
        whole("case", "case", 1, len(CASES), "`1`", "which program"),
        _PICK,
        choice("mistake", "mistake", ("", *FAULT_WORDS), "nothing", "which mistake it is said to be"),
        _SOLVED,
        yes("reveal", "reveal", "whether the answers are shown"),
    ),
    first=Debug(),
    view=_view,
)  # fmt: skip
