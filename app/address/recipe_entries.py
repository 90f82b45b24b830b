"""The rows of the table that say what a lesson starts from."""

from dataclasses import replace
from itertools import pairwise
from typing import Literal

from app.address import grammar, network
from app.address.data_entries import DATA_ENTRIES, LEARNING_ENTRIES
from app.address.defaults import prepared, resized, with_activations
from app.address.edits import read_rate
from app.address.entry import Entry, choice, in_recipe, one_of
from app.address.grammar import Unreadable
from app.language import _
from app.lesson import Lesson
from app.limits import (
    MAX_LEARNING_RATE,
    MAX_LESSON_EXAMPLES,
    MAX_LESSON_LAYERS,
    MAX_LESSON_NUMBER,
    MAX_LESSON_WIDTH,
    MAX_SEED,
)
from app.numbers import plain
from app.own_weights import is_name, numbers_of
from app.presets import PRESETS
from engine.activations import ACTIVATIONS, Activation
from engine.lesson import Numbers, Rows
from engine.losses import LOSSES
from engine.network import SCHEMES
from engine.words import N_

_BOUND = plain(MAX_LESSON_NUMBER)
_PRESET = N_("the preset's")
_LAYERS = N_("a part a layer, separated by semicolons; an empty part")


def _read_examples(text: str, width: int, what: Literal["inputs", "outputs"]) -> Rows:
    read = grammar.rows(text, width, what)
    if len(read) > MAX_LESSON_EXAMPLES:
        raise Unreadable(_("{n} examples are more than {most}", n=len(read), most=MAX_LESSON_EXAMPLES))
    return read


def _weight_counts(lesson: Lesson) -> list[int]:
    sizes = lesson.recipe.sizes
    return [n_in * n_out for n_in, n_out in pairwise(sizes)]


def _put_weights(lesson: Lesson, weights: str | tuple[Numbers | None, ...]) -> Lesson:
    """The lesson with these weights; a name stands for weights and biases that the store has."""
    if not isinstance(weights, str):
        return replace(lesson, kept="", recipe=replace(lesson.recipe, weights=weights))
    kept, biases = numbers_of(weights, lesson.recipe.sizes)
    return replace(lesson, kept=weights, recipe=replace(lesson.recipe, weights=kept, biases=biases))


def _put_activations(lesson: Lesson, activations: tuple[Activation, ...]) -> Lesson:
    spec = with_activations(lesson.recipe.sizes, activations)
    return replace(lesson, recipe=replace(lesson.recipe, spec=spec))


RECIPE_ENTRIES: tuple[Entry[Lesson], ...] = (
    Entry(
        "preset", "`notes`", one_of(PRESETS),
        N_("the prepared lesson that the others change"),
        lambda lesson: lesson.preset, lambda _, name: prepared(name),
        lambda text, _: grammar.choice(text, PRESETS), lambda lesson: lesson.preset,
    ),
    Entry(
        "layers", _PRESET,
        N_(
            "2 to {layers} sizes from 1 to {width}, joined by `-`",
            layers=MAX_LESSON_LAYERS + 1, width=MAX_LESSON_WIDTH,
        ),
        N_("neurons a layer, the input layer first; with other sizes than the preset's, nothing of its parameters and"
        " data is left"),
        lambda lesson: lesson.recipe.sizes, resized,
        lambda text, _: network.sizes(text), lambda lesson: network.write_sizes(lesson.recipe.sizes),
    ),
    Entry(
        "act", _PRESET,
        N_(
            "{activations} (the last layer only): one for all layers of weights, or one for each, separated by"
            " commas; `leaky_relu:0.2` has that slope below 0 (0.01 unless said)",
            activations=one_of(ACTIVATIONS),
        ),
        N_("the activation functions"),
        lambda lesson: lesson.recipe.spec.activations, _put_activations,
        lambda text, lesson: network.activations(text, len(lesson.recipe.spec.layers)),
        lambda lesson: network.write_activations(lesson.recipe.spec.activations),
    ),
    choice("loss", "recipe.loss", LOSSES, _PRESET, N_("the loss C of one example; it must suit the last activation")),
    *DATA_ENTRIES,
    Entry(
        "x", N_("{preset}; `1,-1,1,…` for other layers", preset=_PRESET),
        N_(
            "1 to {most} examples, separated by semicolons, each with a number an input, separated by"
            " commas, from -{bound} to {bound}",
            most=MAX_LESSON_EXAMPLES, bound=_BOUND,
        ),
        N_("the inputs"),
        lambda lesson: lesson.recipe.inputs, in_recipe("inputs"),
        lambda text, lesson: _read_examples(text, lesson.recipe.sizes[0], "inputs"),
        lambda lesson: grammar.write_rows(lesson.recipe.inputs),
    ),
    Entry(
        "target", N_("{preset}; `1,0,0,…` for other layers", preset=_PRESET),
        N_("as many examples as `x`, each with a number an output; `cross_entropy` wants numbers from 0 on,"
        " `binary_cross_entropy` numbers from 0 to 1"),
        N_("the targets"),
        lambda lesson: lesson.recipe.targets, in_recipe("targets"),
        lambda text, lesson: _read_examples(text, lesson.recipe.sizes[-1], "outputs"),
        lambda lesson: grammar.write_rows(lesson.recipe.targets),
    ),
    Entry(
        "w", N_("{preset}; drawn for other layers", preset=_PRESET),
        N_(
            "{layers} is drawn, and so are all when there is no text; the weights of a layer neuron by neuron,"
            " separated by commas, from -{bound} to {bound}",
            layers=_LAYERS, bound=_BOUND,
        ),
        N_("the weights at the start; `~…`, as the page `/own` writes it: weights and biases that this server keeps"),
        lambda lesson: lesson.kept or lesson.recipe.weights, _put_weights,
        lambda text, lesson: text if is_name(text) else grammar.layers(text, _weight_counts(lesson)),
        lambda lesson: lesson.kept or grammar.write_layers(lesson.recipe.weights),
    ),
    Entry(
        "b", N_("{preset}; 0 for other layers", preset=_PRESET),
        N_(
            "{layers} is 0, and so are all when there is no text; the biases of a layer separated by commas, from"
            " -{bound} to {bound}",
            layers=_LAYERS, bound=_BOUND,
        ),
        N_("the biases at the start"),
        lambda lesson: lesson.recipe.biases, in_recipe("biases"),
        lambda text, lesson: grammar.layers(text, lesson.recipe.sizes[1:]),
        lambda lesson: grammar.write_layers(lesson.recipe.biases),
    ),
    Entry(
        "init", _PRESET,
        N_(
            "{schemes}; `normal:0.5` has that standard deviation, `constant:0.5` that value (1 unless said)",
            schemes=one_of(SCHEMES),
        ),
        N_("how weights are drawn that are not given"),
        lambda lesson: lesson.recipe.initialisation, in_recipe("initialisation"),
        lambda text, _: network.initialisation(text),
        lambda lesson: network.write_initialisation(lesson.recipe.initialisation),
    ),
    Entry(
        "seed", _PRESET, N_("a whole number from 0 to {most}", most=MAX_SEED),
        N_("the seed that they are drawn from"),
        lambda lesson: lesson.recipe.seed, in_recipe("seed"),
        lambda text, _: grammar.whole(text, 0, MAX_SEED), lambda lesson: str(lesson.recipe.seed),
    ),
    Entry(
        "lr", _PRESET, N_("a number above 0, up to {most}", most=plain(MAX_LEARNING_RATE)),
        N_("the learning rate η"),
        lambda lesson: lesson.recipe.learning_rate, in_recipe("learning_rate"),
        lambda text, _: read_rate(text), lambda lesson: plain(lesson.recipe.learning_rate),
    ),
    *LEARNING_ENTRIES,
    choice(
        "reduction", "recipe.reduction", ("sum", "mean"), _PRESET,
        N_("whether L and its gradient add the examples up or average them"),
    ),
    Entry(
        "frozen", N_("{preset}; none for other layers", preset=_PRESET),
        N_("any of `biases`, `layer1` …, `w1` …, `b1` …, separated by commas"),
        N_("what no update changes"),
        lambda lesson: lesson.recipe.frozen, in_recipe("frozen"),
        lambda text, lesson: network.frozen(text, lesson.recipe.sizes), lambda lesson: ",".join(lesson.recipe.frozen),
    ),
)  # fmt: skip
"""From the preset on, in the order of a canonical address."""
