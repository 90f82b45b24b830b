"""Lessons of every kind, for tests that have to hold for all of them."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from hypothesis import strategies as st

from app.covering import Covering, Number, key_of
from app.lesson import DRAWN, Lesson, View
from app.lesson_url import DROPPED, PANELS
from app.limits import MAX_LEARNING_RATE, MAX_LESSON_NUMBER, MAX_SEED, MAX_UPDATES, most_updates
from app.presets import PRESETS
from engine.activations import ACTIVATIONS, Activation
from engine.edits import AnyEdit, Edit, ExampleEdit, FreezeEdit, RateEdit
from engine.lesson import Recipe
from engine.losses import allowed_losses
from engine.network import SCHEMES, Initialisation, LayerSpec, NetworkSpec
from engine.operations import STEP_SIZES
from engine.optimisers import OPTIMISERS, Optimiser
from engine.parameters import parameter_name, parameters

numbers = st.floats(-MAX_LESSON_NUMBER, MAX_LESSON_NUMBER).map(lambda value: value + 0.0)
sizes = st.one_of(
    st.lists(st.integers(1, 4), min_size=2, max_size=5).map(tuple),
    st.sampled_from([preset.recipe.sizes for preset in PRESETS.values()]),
)


def rows(count: int, width: int, values: st.SearchStrategy[float]) -> st.SearchStrategy[tuple[tuple[float, ...], ...]]:
    row = st.lists(values, min_size=width, max_size=width).map(tuple)
    return st.lists(row, min_size=count, max_size=count).map(tuple)


def some_layers(counts: Iterable[int]) -> st.SearchStrategy[tuple[tuple[float, ...] | None, ...]]:
    return st.tuples(*(st.none() | st.lists(numbers, min_size=n, max_size=n).map(tuple) for n in counts))


def activation(names: tuple[str, ...]) -> st.SearchStrategy[Activation]:
    slopes = st.floats(0, 1, exclude_max=True).map(lambda slope: Activation("leaky_relu", slope + 0.0))
    return st.sampled_from(names).map(Activation) | slopes


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    shape = draw(sizes)
    hidden = [draw(activation(ACTIVATIONS[:-1])) for _ in shape[1:-1]]
    output = draw(activation(ACTIVATIONS))
    spec = NetworkSpec(shape[0], tuple(LayerSpec(n, one) for n, one in zip(shape[1:], [*hidden, output], strict=True)))
    batch = draw(st.integers(1, 3))
    names = ["biases", *(f"layer{n}" for n in range(1, len(shape)))]
    names += (parameter_name(shape, place) for place in parameters(shape))
    held = draw(st.sets(st.sampled_from(names), max_size=4))
    scheme = draw(st.sampled_from(SCHEMES))
    value = draw(st.floats(0, 10)) if scheme in ("normal", "constant") else 1.0
    return Recipe(
        spec,
        draw(some_layers(n_in * n_out for n_in, n_out in pairwise(shape))),
        draw(some_layers(shape[1:])),
        Initialisation(scheme, value),
        draw(st.integers(0, MAX_SEED)),
        draw(st.sampled_from(allowed_losses(output.name))),
        draw(rows(batch, shape[0], numbers)),
        draw(rows(batch, shape[-1], st.floats(0, 1))),
        draw(st.floats(0, MAX_LEARNING_RATE, exclude_min=True)),
        draw(st.sampled_from(["sum", "mean"])),
        tuple(name for name in names if name in held),
        draw(optimisers),
        draw(st.integers(0, 4)),
    )


betas = st.floats(0, 1, exclude_max=True).map(lambda beta: beta + 0.0)
optimisers = st.one_of(
    st.sampled_from(OPTIMISERS).map(Optimiser),
    st.builds(Optimiser, st.just("momentum"), betas),
    st.builds(Optimiser, st.just("adam"), betas, betas),
)


def parameter_edits(lesson: Lesson) -> list[Edit]:
    """The parameters that were set by hand."""
    return [edit for edit in lesson.edits if isinstance(edit, Edit)]


def some_edits(recipe: Recipe) -> st.SearchStrategy[list[AnyEdit]]:
    counts = st.integers(0, MAX_UPDATES)
    every = list(parameters(recipe.sizes))
    names = ["biases", "layer1", *(parameter_name(recipe.sizes, place) for place in every)]
    rates = st.floats(0, MAX_LEARNING_RATE, exclude_min=True)
    kinds: list[st.SearchStrategy[AnyEdit]] = [
        st.builds(Edit, st.sampled_from(every), numbers, counts),
        st.builds(RateEdit, rates, counts),
        st.builds(FreezeEdit, st.sampled_from(names), st.booleans(), counts),
    ]
    if len(recipe.inputs) > 1:  # the first example always stays
        kinds.append(st.builds(ExampleEdit, st.integers(2, len(recipe.inputs)), st.booleans(), counts))
    return st.lists(st.one_of(kinds), max_size=3, unique_by=lambda edit: (type(edit), *_what(edit), edit.updates))


def _what(edit: AnyEdit) -> tuple[object, ...]:
    match edit:
        case Edit(parameter):
            return (parameter,)
        case FreezeEdit(name):
            return (name,)
        case ExampleEdit(example):
            return (example,)
    return ()


answers = st.one_of(
    st.sampled_from(["pos", "neg", "0", "show"]),
    st.floats(-1000, 1000).map(lambda value: f"{value:.4g}".replace("e+", "e")),
)


def coverable(recipe: Recipe) -> list[str]:
    """The ids of some numbers that a training step computes, each by its one name, in the order of computation."""
    covering, sizes = Covering.of(recipe), recipe.sizes
    last = len(sizes) - 1
    numbers: list[Number] = [("C", ()), ("L_new", ())]
    for layer in range(1, last + 1):
        for kind in ("z", "a", "dC_dz", "dC_db", "b_new", "dC_dy" if layer == last else "dC_da"):
            numbers += [(kind, (layer, to)) for to in range(1, sizes[layer] + 1)]
        numbers += [(kind, (layer, 1, sizes[layer - 1])) for kind in ("forward", "backward", "dC_dw", "w_new")]
    return [key_of(one) for one in sorted(numbers, key=covering.order)]


@st.composite
def some_cover(draw: st.DrawFn, recipe: Recipe) -> tuple[str, ...]:
    if draw(st.booleans()):
        return draw(st.sampled_from([(), ("pass",)]))
    keys = draw(st.sets(st.sampled_from(coverable(recipe)), max_size=4))
    return tuple(key + draw(st.sampled_from(["", ":sign"])) for key in coverable(recipe) if key in keys)


@st.composite
def lessons(draw: st.DrawFn) -> Lesson:
    preset = draw(st.sampled_from(list(PRESETS)))
    recipe = draw(st.just(PRESETS[preset].recipe) | recipes())
    every = list(parameters(recipe.sizes))
    made = draw(some_edits(recipe))
    drawn = [f"z-{p.layer}-{p.to}" if p.kind == "b" else p.key for p in every]
    lesson = Lesson(
        preset,
        recipe,
        tuple(sorted(made, key=lambda edit: edit.updates)),
        view=View(
            example=draw(st.integers(1, recipe.batch)),
            step=draw(st.sampled_from(STEP_SIZES)),
            focus=draw(st.sampled_from(["", "C", "x-0-1", *drawn, *(p.key for p in every)])),
            unfold=draw(st.integers(0, 2)),
            with_dC_dx=draw(st.booleans()),
            panels=tuple(sorted(draw(st.sets(st.sampled_from(PANELS))))),
            guide=draw(st.sampled_from(["", "ask", "rises", "falls", "all"])),
            drawn=draw(st.sampled_from(DRAWN)),
            screen=draw(st.sampled_from(["page", "projector"])),
            theme=draw(st.sampled_from(["auto", "light", "dark"])),
            notation=draw(st.sampled_from(["notes", "common"])),
            cover=draw(some_cover(recipe)),
            answers=tuple(draw(st.lists(st.tuples(st.sampled_from(coverable(recipe)), answers), max_size=3))),
            dropped=tuple(name for name in DROPPED if draw(st.booleans())),
        ),
    )
    most = most_updates(recipe.sizes, recipe.batch)
    moved = replace(lesson, time=draw(st.integers(0, most * len(lesson.program))))
    run = draw(st.integers(0, most))
    return replace(moved, view=replace(moved.view, run=run if run > moved.time // len(moved.program) else 0))
