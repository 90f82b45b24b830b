"""The rows of the table about data that an address names, and about how a network learns from it."""

from dataclasses import replace

from app.address import grammar
from app.address.entry import Entry, in_recipe, one_of
from app.address.grammar import Unreadable
from app.language import _
from app.lesson import Lesson
from app.lesson_data import (
    DEFAULT_COUNT,
    DEFAULT_NOISE,
    Data,
    Split,
    read_data,
    read_split,
    rows_of,
    write_data,
    write_split,
)
from app.limits import MAX_NOISE, MAX_SEED, MAX_TABLE_ROWS
from app.numbers import plain
from engine.datasets import DATASETS, MAX_TEST_SHARE
from engine.optimisers import OPTIMISERS, Optimiser
from engine.words import N_

_PRESET = N_("the preset's")


def with_data(lesson: Lesson, data: Data | None, part: Split) -> Lesson:
    """The lesson that learns from other data; none: from the rows that it has, with none to test on.

    Raises:
        Unreadable: its network cannot.
        BadInput, Unavailable: own data that is not to be had.
    """
    recipe = lesson.recipe
    if data is None:
        bare = replace(recipe, test_inputs=(), test_targets=()) if recipe.test_inputs else recipe
        return replace(lesson, data=None, split=part, recipe=bare)
    rows = rows_of(data, part, recipe.sizes[0], recipe.sizes[-1], recipe.spec.activations[-1].name)
    return replace(
        lesson, data=data, split=part,
        recipe=replace(
            recipe, inputs=rows.inputs, targets=rows.targets, test_inputs=rows.test_inputs,
            test_targets=rows.test_targets,
        ),
    )  # fmt: skip


def _put_split(lesson: Lesson, part: Split) -> Lesson:
    if part.share and lesson.data is None:
        raise Unreadable(_("only of the data that `data` names a part is kept for testing"))
    return with_data(lesson, lesson.data, part)


def _read_batch(text: str) -> int:
    return 0 if text == "all" else grammar.whole(text, 1, MAX_TABLE_ROWS)


def _read_optimiser(text: str) -> Optimiser:
    name, *rest = text.split(":")
    known = next((one for one in OPTIMISERS if one == name), None)
    if known is None or len(rest) > len(Optimiser(known).memories):
        raise Unreadable(_("it is gd, momentum with its β, or adam with its β₁ and β₂"))
    betas = [grammar.number(part) for part in rest]
    if not all(0.0 <= beta < 1.0 for beta in betas):
        raise Unreadable(_("a β is from 0 up to, but not including, 1"))
    return Optimiser(known, *betas)


def _write_optimiser(lesson: Lesson) -> str:
    it = lesson.recipe.optimiser
    betas = [plain(beta) for beta in (it.beta, it.beta2)[: len(it.memories)]]
    return ":".join([it.name, *(betas if it != Optimiser(it.name) else ())])


DATA_ENTRIES: tuple[Entry[Lesson], ...] = (
    Entry(
        "data", N_("none"),
        N_(
            "{names}, with count, noise and seed, as in `{example}` (up to {points} points, noise up to {noise});"
            " `own:…`, as the page `/own` writes it; empty: none",
            names=one_of(DATASETS), example=f"moons:{DEFAULT_COUNT}:{plain(DEFAULT_NOISE)}:1", points=MAX_TABLE_ROWS,
            noise=plain(MAX_NOISE),
        ),
        N_("a set of examples by its name, instead of `x` and `target`"),
        lambda lesson: lesson.data, lambda lesson, data: with_data(lesson, data, lesson.split),
        lambda text, _: read_data(text), lambda lesson: write_data(lesson.data),
    ),
    Entry(
        "test", "`0`",
        N_(
            "a share from 0 to {share}, and a seed from 0 to {seed} if it is not 0: `0.3`, `0.3:5`",
            share=plain(MAX_TEST_SHARE), seed=MAX_SEED,
        ),
        N_("how much of `data` is kept out of training, to test on"),
        lambda lesson: lesson.split, _put_split,
        lambda text, _: read_split(text), lambda lesson: write_split(lesson.split),
    ),
)  # fmt: skip
"""Which examples."""

LEARNING_ENTRIES: tuple[Entry[Lesson], ...] = (
    Entry(
        "opt", _PRESET, N_("`gd`, `momentum`, `momentum:0.9`, `adam` or `adam:0.9:0.999`"),
        N_(
            "how the gradient moves the parameters: gradient descent as in the notes, or with momentum β, or Adam with"
            " β₁ and β₂"
        ),
        lambda lesson: lesson.recipe.optimiser, in_recipe("optimiser"),
        lambda text, _: _read_optimiser(text), _write_optimiser,
    ),
    Entry(
        "batch", _PRESET, N_("`all`, or a whole number from 1 to {most}", most=MAX_TABLE_ROWS),
        N_("how many examples one update learns from; shuffled by the seed in each epoch"),
        lambda lesson: lesson.recipe.batch_size, in_recipe("batch_size"),
        lambda text, _: _read_batch(text), lambda lesson: str(lesson.recipe.batch_size or "all"),
    ),
)  # fmt: skip
"""How it is learnt from them."""
