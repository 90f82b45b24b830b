"""The curves of a run: loss, accuracy and the gradient of each layer over the updates, under one cursor."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import nan

from app.axes import Axis, decades, linear, spans_decades, time_axis
from app.charts import COLUMNS, Chart, Marks, Series, columns, lines, marks, plot_box
from app.epochs import then_words
from app.language import N_, _, ngettext
from app.links import Go
from app.numbers import data
from engine.arrays import Array
from engine.history import History

LOG_FROM = 3
"""Decades of a loss beyond which its axis is logarithmic."""

LOSS_HEIGHT, ACCURACY_HEIGHT, GRADIENT_HEIGHT = 144.0, 100.0, 144.0  # one below the other on a projector's screen
_NOTHING = " = 0"  # said at a line's end, because on a logarithmic axis 0 has no place
_PARTS = (("train", N_("training")), ("test", N_("test")))


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of a line at the cursor.

    Attributes:
        id: ``loss-train``, ``accuracy-test``, ``gradient-2``.
        name: the line's.
        dash: its pattern of dashes.
        content: the value as printed.
        data: at full precision.
    """

    id: str
    name: str
    dash: int
    content: str
    data: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One chart with its heading.

    Attributes:
        title: what it shows.
        unit: of what, in words or symbols.
        readings: at the cursor.
        chart: the drawing.
    """

    title: str
    unit: str
    readings: tuple[Reading, ...]
    chart: Chart


@dataclass(frozen=True, slots=True)
class Note:
    """What was done by hand, in words, and the way there."""

    update: int
    words: str
    go: Go


@dataclass(frozen=True, slots=True)
class Curves:
    """All curves of a run.

    Attributes:
        after: the count of updates that the readings belong to, in words.
        curves: loss; accuracy, where the data has classes; the gradients.
        notes: the marks of the time axis.
        ended: why the run ends, where it diverged, else "".
    """

    after: str
    curves: tuple[Curve, ...]
    notes: tuple[Note, ...]
    ended: str


_Scale = Callable[[list[float], float, float], Axis]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a chart is made of."""

    id: str
    title: str
    unit: str
    css: str
    height: float
    series: tuple[Series, ...]
    axis: _Scale

    @property
    def columns(self) -> int:
        return COLUMNS if self.id == "loss" else COLUMNS // 2

    @property
    def values(self) -> list[float]:
        return [value for one in self.series for value in one.values]


def curves(
    history: History, cursor: int, noted: Marks, at: Callable[[int], Go], layer_names: tuple[str, ...]
) -> Curves:
    """The curves of a run with the cursor after so many updates.

    Args:
        history: of the run. Where it leaves out the cursor's count, the readings are those of the last one before.
        cursor: the count of updates that the page shows.
        noted: what was done by hand: after how many updates, and what in words.
        at: the way to the page after so many updates.
        layer_names: one a layer; they stand at the ends of its lines.
    """
    updates = [int(update) for update in history.updates]
    loss, shares = _parts(history.loss, history.test_loss), _parts(history.accuracy, history.test_accuracy)
    norms = tuple(
        Series(str(n + 1), name if values[-1] else f"{name}{_NOTHING}", n, values)
        for n, (name, values) in enumerate(zip(layer_names, history.gradient_norms.T.tolist(), strict=True))
    )
    plans = (
        _Plan("loss", _("Loss"), _("mean C of an example"), "fore", LOSS_HEIGHT, loss, _loss_axis),
        _Plan(
            "accuracy", _("Accuracy"), _("share of the examples recognised"), "fore", ACCURACY_HEIGHT, shares, _shares,
        ),
        _Plan(
            "gradient", _("Gradient"), _("‖∂L/∂(W, b)‖ of each layer"), "back", GRADIENT_HEIGHT, norms, decades,
        ),
    )  # fmt: skip
    ended = "" if history.diverged is None else _("Update {n} gave numbers that are not finite.", n=history.diverged)
    return _curves(plans, updates, cursor, noted, at, ended)


def compared_curves(runs: Sequence[tuple[str, History]], cursor: int, noted: Marks, at: Callable[[int], Go]) -> Curves:
    """The curves of several runs in the same charts: training loss, training accuracy and the first layer's gradient.

    Args:
        runs: the name and the history of each, all measured at the same counts as far as each of them goes.
        cursor: the count of updates that the page shows.
        noted: what was done by hand.
        at: the way to the page after so many updates.
    """
    updates = max(([int(update) for update in history.updates] for _name, history in runs), key=len)

    def series(values: Callable[[History], Array]) -> tuple[Series, ...]:
        rows = [values(history).tolist() for _name, history in runs]
        names = [name for name, _history in runs]
        return tuple(
            Series(name.lower(), name, n, [*row, *[nan] * (len(updates) - len(row))])
            for n, (name, row) in enumerate(zip(names, rows, strict=True))
            if row
        )

    plans = (
        _Plan(
            "loss", _("Loss"), _("mean C of a training example"), "fore", LOSS_HEIGHT, series(lambda h: h.loss),
            _loss_axis,
        ),
        _Plan(
            "accuracy", _("Accuracy"), _("share of the training examples recognised"), "fore", ACCURACY_HEIGHT,
            series(lambda h: h.accuracy), _shares,
        ),
        _Plan(
            "gradient", _("Gradient"), _("‖∂L/∂(W, b)‖ of the first layer"), "back", GRADIENT_HEIGHT,
            series(lambda h: h.gradient_norms[:, 0]), decades,
        ),
    )  # fmt: skip
    broken = [
        _("Update {n} of {name} gave numbers that are not finite.", n=history.diverged, name=name)
        for name, history in runs
        if history.diverged is not None
    ]
    return _curves(plans, updates, cursor, noted, at, " ".join(broken))


def _curves(
    planned: Sequence[_Plan], updates: Sequence[int], cursor: int, noted: Marks, at: Callable[[int], Go], ended: str
) -> Curves:
    run, index = updates[-1], max(bisect_right(updates, cursor) - 1, 0)
    plans = [plan for plan in planned if plan.series]
    # All have the same margins, so that one upright line could be drawn through all their cursors.
    names = [one.name for plan in plans for one in plan.series]
    ticks = [tick.label for plan in plans for tick in plan.axis(plan.values, 1.0, 0.0).ticks]
    way = cache(at)  # an address costs more to print than a column

    def said(title: str, readings: Sequence[Reading]) -> str:
        over = ngettext("{title} over {n:,} update", "{title} over {n:,} updates", run, title=title, n=run)
        values = _(", ").join(f"{one.name} {one.content}" for one in readings)
        return _("{curve}; {after}: {values}", curve=over, after=then_words(updates[index]), values=values)

    def curve(plan: _Plan) -> Curve:
        plot = plot_box(plan.height, ticks, names)
        across, up = time_axis(run, plot.x, plot.right), plan.axis(plan.values, plot.bottom, plot.y)
        readings = tuple(_reading(plan.id, one, one.values[index], up) for one in plan.series)
        return Curve(plan.title, plan.unit, readings, Chart(
            plan.id, said(plan.title, readings), plan.css, plan.height, plot, across, up,
            lines(updates, plan.series, across, up, index),
            across.place(cursor) or across.start, marks(noted, across), columns(run, across, way, plan.columns),
            across.place(run) if ended else None,
        ))  # fmt: skip

    return Curves(
        then_words(updates[index]), tuple(curve(plan) for plan in plans),
        tuple(Note(update, words, at(min(update, run))) for update, words in sorted(noted)), ended,
    )  # fmt: skip


def _loss_axis(values: list[float], start: float, end: float) -> Axis:
    """From 0, unless the values span so many decades that the small ones would lie on the ground."""
    return (decades if spans_decades(values, LOG_FROM) else linear)(values, start, end)


def _shares(_values: list[float], start: float, end: float) -> Axis:
    return Axis(0.0, 1.0, start, end, (0.0, 0.5, 1.0), percent=True)


def _parts(train: Array, test: Array) -> tuple[Series, ...]:
    pairs = zip(_PARTS, (train, test), strict=True)
    return tuple(Series(id, _(name), n, values.tolist()) for n, ((id, name), values) in enumerate(pairs) if len(values))


def _reading(chart: str, line: Series, value: float, up: Axis) -> Reading:
    return Reading(f"{chart}-{line.id}", line.name.removesuffix(_NOTHING), line.dash, up.printed(value), data(value))
