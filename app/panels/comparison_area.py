"""The working area of the page that shows two runs side by side."""

from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from app.address import moments
from app.address.grammar import Unreadable
from app.comparison import VS, Comparison, comparison_query
from app.epochs import after_words, then_words
from app.language import N_, _
from app.lesson import Lesson
from app.lesson_data import names_of
from app.links import Go, Links
from app.numbers import data, text
from app.panels.curves import Curves, compared_curves
from app.panels.figures import preset_of
from app.panels.headline import edit_words, looks, title
from app.panels.player import Player, player
from app.panels.train_moment import PictureLinks, TrainMoment
from app.panels.train_picture import TrainPicture, train_picture
from app.panels.training_area import bare
from app.symbols import Symbols
from app.training_run import Run
from engine.edits import AnyEdit


class ComparisonLinks(Links):
    """The links out of a comparison, under one path prefix."""

    def __init__(self, one: Lesson, other: Lesson, root: str = "") -> None:
        """Links for the two lessons; what is looked at, and when, is the first one's."""
        self.other = other
        super().__init__(one, root, "/compare")

    def _said(self, lesson: Lesson) -> str:
        moved = replace(self.other, time=lesson.time, view=lesson.view)
        return comparison_query(lesson, moved)

    def here(self, lesson: Lesson, path: str = "") -> str:
        """The address of the two, moved as the lesson is."""
        return f"{self.root}{path or self.path}?{self._said(lesson)}"

    def to(self, lesson: Lesson) -> Go:
        """To another moment or view of the two."""
        said = self._said(lesson)
        return Go(f"{self.root}{self.path}?{said}", f"{self.root}/panels{self.path}?{said}")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two runs.

    Attributes:
        name: ``A`` or ``B``.
        heading: where it stands.
        picture: its network.
        keep: the page of this run alone.
    """

    name: str
    heading: str
    picture: TrainPicture
    keep: str


@dataclass(frozen=True, slots=True)
class ComparisonArea:
    """Everything between the head of the page and its foot.

    Attributes:
        title: what the lessons are called.
        heading: where they stand.
        screen: ``page`` or ``projector``.
        differs: what is otherwise: in words, and the text of A and of B.
        sides: A and B.
        figures: the measures of both: name, and printed and full value of A and of B.
        curves: of both in the same charts.
        player: the controls of time, for both.
        looks: other ways to look at this moment: label and address.
        change: the address that the form goes to.
        hidden: what the form sends along.
        names: the parameters that may differ, each with what it is called.
    """

    title: str
    heading: str
    screen: str
    differs: tuple[tuple[str, str, str], ...]
    sides: tuple[Side, Side]
    figures: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    curves: Curves
    player: Player
    looks: tuple[tuple[str, str], ...]
    change: str
    hidden: tuple[tuple[str, str], ...]
    names: tuple[tuple[str, str], ...]


_WORDS = {
    "lr": N_("learning rate η"), "act": N_("activations"), "init": N_("initialisation"), "opt": N_("optimiser"),
    "batch": N_("batch"), "seed": N_("seed"), "set": N_("by hand"), "layers": N_("layers"), "loss": N_("loss"),
    "data": N_("data"), "test": N_("kept for testing"), "reduction": N_("over the examples"), "frozen": N_("frozen"),
    "w": N_("weights"), "b": N_("biases"), "preset": N_("prepared lesson"), "x": N_("inputs"), "target": N_("targets"),
}  # fmt: skip
_NOT_OFFERED = ("x", "target", "w", "b", "set", "preset")


def comparison_area(both: Comparison, links: ComparisonLinks) -> ComparisonArea:
    """The working area of a comparison."""
    one, other = both.one, both.other
    lesson = one.lesson
    end = max(one.end, other.end)
    asked = max(run.history.diverged or run.end for run in (one, other))
    most = min(lesson.most_updates, max(one.most, other.most))  # the one that ends earlier stands still there
    noted = [
        (edit.updates, _("{name}: {change}", name=name, change=edit_words(_symbols(run, lesson), edit)))
        for name, run in (("A", one), ("B", other))
        for edit in run.lesson.edits
        if edit not in (other if run is one else one).lesson.edits
    ]

    def at(updates: int) -> Go:
        longest = max(updates, asked)
        moved = lesson.at(updates * len(lesson.program))
        return links.to(replace(moved, view=replace(moved.view, run=longest if longest > updates else 0)))

    here = max(one.updates, other.updates)
    return ComparisonArea(
        title=_("{title}, twice", title=title(lesson, preset_of(lesson))),
        heading=after_words(here),
        screen=lesson.view.screen,
        differs=tuple(_differing(both, *one) for one in both.differs),
        sides=(_side("A", one, links), _side("B", other, links)),
        figures=_figures(one, other),
        curves=compared_curves((("A", one.history), ("B", other.history)), here, noted, at),
        player=player(here, end, max(most, here), one.per_epoch, at, ""),
        looks=tuple((words, links.viewed(**view).href) for words, view in looks(lesson)),
        change=links.root + "/compare/change",
        hidden=tuple(parse_qsl(comparison_query(lesson, other.lesson), keep_blank_values=True)),
        names=tuple((name, _(words)) for name, words in _WORDS.items() if name not in _NOT_OFFERED),
    )


def _differing(both: Comparison, name: str, a: str, b: str) -> tuple[str, str, str]:
    """What differs, in words, and the text of A and of B; of what was done by hand only what the other has not."""
    if name == "set":
        edits = [run.lesson.edits for run in (both.one, both.other)]
        a, b = (
            _("; ").join(_done(run, edit) for edit in mine if edit not in others)
            for run, mine, others in ((both.one, edits[0], edits[1]), (both.other, edits[1], edits[0]))
        )
    return _(_WORDS.get(name, name)), _short(a), _short(b)


def _done(run: Run, edit: AnyEdit) -> str:
    words = edit_words(_symbols(run, run.lesson), edit)
    return _("{change} after update {n}", change=words, n=edit.updates) if edit.updates else words


def _symbols(run: Run, lesson: Lesson) -> Symbols:
    return Symbols(run.recipe.sizes, lesson.view.notation)


def _side(name: str, run: Run, links: ComparisonLinks) -> Side:
    lesson, alone = run.lesson, Links(run.lesson, links.root, "/train")

    def focus(key: str) -> str:
        try:
            return links.focus(moments.focus(key, links.lesson.recipe.sizes))
        except Unreadable:  # only this one of the two has it
            return alone.focus(key)

    screen = "pair" if lesson.view.screen == "projector" else "page"
    picture = train_picture(
        TrainMoment(
            run.recipe, run.state.layers, run.updates, lesson.view.focus, 0, run.conditions.left_out, (),
            names_of(lesson.data), lesson.view.notation, screen,
        ),
        PictureLinks(focus, lambda _number: None, alone.here(bare(lesson), "/train/maps.png")),
    )  # fmt: skip
    heading = _("{name}: {after}", name=name, after=then_words(run.updates))
    if run.history.diverged is not None:
        heading = _(
            "{name}: {after}; it ends there, update {n:,} was not finite",
            name=name, after=then_words(run.updates), n=run.history.diverged,
        )  # fmt: skip
    return Side(name, heading, picture, alone.here(lesson))


def _figures(one: Run, other: Run) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    found = []
    for words, attribute, percent in (
        (_("training loss"), "loss", False), (_("test loss"), "test_loss", False),
        (_("training accuracy"), "accuracy", True), (_("test accuracy"), "test_accuracy", True),
    ):  # fmt: skip
        pair = [_at_cursor(run, attribute) for run in (one, other)]
        if None not in pair:
            values = [value for value in pair if value is not None]
            found.append((words, tuple((_printed(value, percent), data(value)) for value in values)))
    return tuple(found)


def _at_cursor(run: Run, attribute: str) -> float | None:
    values = getattr(run.history, attribute)
    if not len(values):
        return None
    return float(values[run.history.updates.tolist().index(run.updates)])


def _printed(value: float, percent: bool) -> str:
    return f"{text(100 * value)} %" if percent else text(value)


def _short(written: str) -> str:
    return written if len(written) <= 60 else f"{written[:57]}…"


__all__ = ["VS", "ComparisonArea", "ComparisonLinks", "Side", "comparison_area"]
