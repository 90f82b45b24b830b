"""The whole working area of the lesson page, assembled from its panels."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from app.changes import undone
from app.comparison import comparison_query
from app.formula import Formula
from app.language import _
from app.lesson import Lesson
from app.lesson_url import query
from app.links import Go, Links
from app.moment import Moment
from app.numbers import text
from app.panels.drawn import drawn
from app.panels.explanation import explanation
from app.panels.figures import PublishedFigure, figures, preset_of, printed_here
from app.panels.guide import Guide, guide
from app.panels.headline import edits_words, looks, title, undo_words
from app.panels.inspector import Inspector, inspector
from app.panels.letters import Letters, letters
from app.panels.picture import Picture
from app.panels.present import present
from app.panels.questions import question
from app.panels.quiz import Quiz, quiz, quiz_me
from app.panels.sentences import sentence
from app.panels.settings import Settings, settings
from app.panels.tables import Table, tables
from app.panels.timeline import Timeline, timeline
from app.panels.transport import Transport, transport
from app.panels.words import DROPPED_WORDS, PHASE_WORDS
from app.presets import Preset
from app.what_if import here_at, seen_later, what_ifs
from app.worksheet import plain_lesson

MOST_LISTED = 16
"""Examples that have a link each; of more, one is chosen by its number."""


@dataclass(frozen=True, slots=True)
class ManyExamples:
    """The choice of one example out of many.

    Attributes:
        count: how many the training step learns from.
        before: to the one before, or None.
        after: to the one after, or None.
        hidden: what the form sends besides.
    """

    count: int
    before: Go | None
    after: Go | None
    hidden: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class WorkingArea:
    """Everything between the head of the page and its foot.

    Attributes:
        phase: the present phase.
        phase_words: as printed in large letters.
        update: the number of the training step, counted from 1.
        learning_rate: η as printed.
        screen: ``page`` or ``projector``.
        picture: the network.
        sentence: what the present step did.
        question: what to ask before the next.
        equations: the present step's equation, a line each.
        split: how to split ∂C/∂z further in the present equation, with its label, or None.
        timeline: every operation of the training step.
        transport: the controls.
        examples: number and way of each example when there are several, but not many.
        many_examples: how to choose one of many, or None.
        train: the page that trains this lesson on from here.
        what_ifs: what could be otherwise from this training step on: label and the page that shows both side by side.
        example: which one is drawn.
        inspector: what is in focus, or None.
        guide: the first minute, or None.
        worksheet: the training step on paper, with blanks.
        cite: the page that gives this moment to a paper or a program.
        quiz: the questions about what is covered, or None.
        quiz_me: covers the pass of the cursor, with its label; or None.
        undo: takes back the last value set by hand, or None.
        undo_words: what it does, in words.
        dropped: what a change of settings could not keep.
        open: the panels that are open.
        toggles: opens or folds each panel.
        settings: the form, when it is open.
        tables: the numbers, when they are open.
        printed: what the source prints of the present step's numbers.
        figures: all of the source's printed numbers, when they are open.
        preset: the prepared lesson that this one builds on.
        title: what the lesson is called.
        changed: whether the recipe is no longer the preset's.
        csv: the address of the numbers as CSV.
        change: the address that forms about this lesson go to.
        here: the parameters of this moment, for a form to send along.
        edits: the parameters set by hand, as printed.
        looks: other ways to look at this moment: label and address.
        letters: what the letters mean.
    """

    phase: str
    phase_words: str
    update: int
    learning_rate: str
    screen: str
    picture: Picture
    sentence: str
    question: str
    equations: tuple[Formula, ...]
    split: tuple[str, Go] | None
    timeline: Timeline
    transport: Transport
    examples: tuple[tuple[int, Go], ...]
    many_examples: ManyExamples | None
    train: str
    what_ifs: tuple[tuple[str, str], ...]
    example: int
    inspector: Inspector | None
    guide: Guide | None
    worksheet: str
    cite: str
    quiz: Quiz | None
    quiz_me: tuple[str, Go] | None
    undo: Go | None
    undo_words: str
    dropped: tuple[str, ...]
    open: tuple[str, ...]
    toggles: dict[str, Go]
    settings: Settings | None
    tables: tuple[Table, ...]
    printed: tuple[PublishedFigure, ...]
    figures: tuple[PublishedFigure, ...]
    preset: Preset
    title: str
    changed: bool
    csv: str
    change: str
    here: tuple[tuple[str, str], ...]
    edits: str
    looks: tuple[tuple[str, str], ...]
    letters: Letters


def working_area(moment: Moment, links: Links) -> WorkingArea:
    """The working area at a moment."""
    lesson = moment.lesson
    now = present(moment)
    phase = lesson.operation.phase if lesson.operation else "start"
    preset, opened = preset_of(lesson), lesson.view.panels
    first_minute = guide(moment, links)
    equations, split = explanation(moment, now, links)
    examples = range(1, moment.batch + 1) if 1 < moment.batch <= MOST_LISTED else ()
    here = tuple(parse_qsl(query(lesson.viewed(guide="")), keep_blank_values=True))
    return WorkingArea(
        phase=phase,
        phase_words=_(PHASE_WORDS[phase]),
        update=lesson.update + 1,
        learning_rate=text(moment.step.conditions.learning_rate),
        screen=lesson.view.screen,
        picture=drawn(moment, now, links),
        sentence=sentence(moment, now),
        question=question(moment),
        equations=equations,
        split=split,
        timeline=timeline(moment, links),
        transport=transport(moment, links),
        examples=tuple((number, links.example(number)) for number in examples),
        many_examples=_many_examples(moment, links, here) if moment.batch > MOST_LISTED else None,
        what_ifs=() if first_minute else _what_ifs(moment, links),
        train=links.here(_trained(lesson), "/train"),
        example=moment.example + 1,
        inspector=None if first_minute else inspector(moment, links),
        guide=first_minute,
        worksheet=links.here(plain_lesson(lesson), "/worksheet"),
        cite=links.cite(lesson.viewed()),
        quiz=quiz(moment, links, here),
        quiz_me=quiz_me(moment, links),
        undo=links.to(undone(lesson)) if lesson.view.was else None,
        undo_words=undo_words(moment),
        dropped=tuple(_(DROPPED_WORDS[name]) for name in lesson.view.dropped),
        open=opened,
        toggles={panel: links.toggled(panel) for panel in ("settings", "table", "figures")},
        settings=settings(moment) if "settings" in opened else None,
        tables=tables(moment, links) if "table" in opened else (),
        printed=printed_here(moment, now, links),
        figures=figures(preset, links, moment) if "figures" in opened else (),
        preset=preset,
        title=title(lesson, preset),
        changed=lesson.recipe != preset.recipe or bool(lesson.edits),
        csv=links.here(lesson.viewed(), "/lesson.csv"),
        change=links.root + "/change",
        here=here,
        edits=edits_words(moment),
        looks=tuple((label, links.viewed(**changes).href) for label, changes in looks(lesson)),
        letters=letters(lesson.view.notation),
    )


def _trained(lesson: Lesson) -> Lesson:
    """Where training goes on from here: nothing is covered there."""
    return lesson.at(lesson.time // len(lesson.program) * len(lesson.program)).viewed(cover=(), answers=())


def _many_examples(moment: Moment, links: Links, here: tuple[tuple[str, str], ...]) -> ManyExamples:
    shown = moment.example + 1
    return ManyExamples(
        moment.batch,
        links.example(shown - 1) if shown > 1 else None,
        links.example(shown + 1) if shown < moment.batch else None,
        tuple(pair for pair in here if pair[0] != "example"),
    )


def _what_ifs(moment: Moment, links: Links) -> tuple[tuple[str, str], ...]:
    here = here_at(moment)
    asked, begun = what_ifs(here, moment.symbols), seen_later(here.lesson)
    return tuple(
        (one.words, f"{links.root}/compare?{comparison_query(begun, seen_later(one.lesson))}") for one in asked
    )
