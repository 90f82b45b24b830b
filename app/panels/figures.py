"""The figures that a preset's source prints, beside the engine's own."""

from dataclasses import dataclass

from app.figures import Figure
from app.lesson import Lesson
from app.links import Go, Links
from app.moment import Moment
from app.panels.present import Present
from app.presets import PRESETS, Preset
from app.published import compute, seen
from app.symbols import Symbols


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure.

    Attributes:
        label: what it is, in words.
        short: the same where it is said already that it comes after one update.
        updated: whether it comes after one update.
        printed: as the source prints it.
        ours: the engine's number, rounded like it.
        data: the engine's number at full precision.
        agrees: whether they agree to the last printed digit.
        erratum: why the source is wrong, or "".
        go: the moment at which the engine computes it.
    """

    label: str
    short: str
    updated: bool
    printed: str
    ours: str
    data: str
    agrees: bool
    erratum: str
    go: Go


def figures(preset: Preset, links: Links, moment: Moment | None = None) -> tuple[PublishedFigure, ...]:
    """All figures of a preset, but for those that a moment has covered."""
    symbols = Symbols(preset.recipe.sizes, links.lesson.view.notation)
    return tuple(
        PublishedFigure(
            label=one.figure.label(symbols),
            short=one.figure.label(symbols, updated=True),
            updated=one.figure.after == 1,
            printed=one.figure.printed,
            ours=one.printed_like,
            data=repr(one.value),
            agrees=one.agrees,
            erratum=one.figure.erratum,
            go=links.to(seen(preset, one.figure)),
        )
        for one in compute(preset)
        if moment is None or not moment.hides(*_number(one.figure))
    )


def _number(figure: Figure) -> tuple[str, int, int, int]:
    return figure.quantity, figure.layer, figure.to, figure.source


def printed_here(moment: Moment, present: Present, links: Links) -> tuple[PublishedFigure, ...]:
    """What the source prints of the present step's numbers; once the update is done, of all new parameters."""
    lesson, preset = moment.lesson, preset_of(moment.lesson)
    if lesson.recipe != preset.recipe or lesson.edits:
        return ()
    updated = lesson.done == len(lesson.program)
    begun = [operation.kind for operation in present.operations] == ["loss"]  # L of the new parameters is C again

    def now(figure: Figure) -> bool:
        if figure.inputs or figure.example != lesson.view.example:
            return False
        of_update = figure.quantity in ("w_new", "b_new", "L_new")
        if moment.hides(*_number(figure)):
            return False
        here = figure.reference in present.results or (updated and of_update)
        return (here and figure.updates == lesson.update) or (
            begun and of_update and figure.updates == lesson.update - 1
        )

    return tuple(shown for shown, figure in zip(figures(preset, links), preset.figures, strict=True) if now(figure))


def preset_of(lesson: Lesson) -> Preset:
    """The preset that a lesson builds on."""
    return PRESETS[lesson.preset]
