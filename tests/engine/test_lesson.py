from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Activation
from engine.backward import backward
from engine.descent import gradient_step
from engine.forward import forward
from engine.freezing import frozen
from engine.lesson import Edit, Recipe, State, apply, replay, start, training_step
from engine.network import Initialisation, LayerSpec, NetworkSpec
from engine.parameters import Parameter, parameter_named

RECIPE = Recipe(
    spec=NetworkSpec(2, (LayerSpec(3, Activation("tanh")), LayerSpec(2, Activation("sigmoid")))),
    weights=((0.5, -1.0, 0.25, 2.0, -0.125, 1.5), None),
    biases=(None, (0.75, -0.5)),
    initialisation=Initialisation("xavier"),
    seed=3,
    loss="half_squared_error",
    inputs=((1.0, -1.0), (0.5, 0.25), (0.0, 2.0)),
    targets=((1.0, 0.0), (0.0, 1.0), (1.0, 1.0)),
    learning_rate=0.5,
    reduction="sum",
)
SIZES = RECIPE.sizes
EDITS = (
    Edit(parameter_named(SIZES, "w2"), 0.75),
    Edit(parameter_named(SIZES, "b4"), -2.0, 3),
    Edit(parameter_named(SIZES, "w9"), 1.0, 3),
    Edit(parameter_named(SIZES, "w2"), -0.25, 5),
)

edits = st.lists(
    st.builds(
        lambda name, value, updates: Edit(parameter_named(SIZES, name), value, updates),
        st.sampled_from(["w1", "w6", "w7", "w12", "b1", "b5"]),
        st.floats(-3, 3),
        st.integers(0, 6),
    ),
    max_size=4,
).map(lambda found: tuple(sorted(found, key=lambda edit: edit.updates)))


def bits(state: State) -> list[bytes]:
    return [values.tobytes() for layer in state.layers for values in (layer.W, layer.b)]


def value(state: State, name: str) -> float:
    place = parameter_named(SIZES, name)
    layer = state.layers[place.layer - 1]
    return float(layer.W[place.to - 1, place.source - 1] if place.kind == "w" else layer.b[place.to - 1])


def by_hand(recipe: Recipe, made: Sequence[Edit], updates: int) -> State:
    """Updates one by one with the traced engine, every edit right after its count of updates."""
    state = start(recipe)
    for count in range(updates + 1):
        if count:
            trace = forward(state.layers, np.array(recipe.inputs))
            back = backward(state.layers, trace, np.array(recipe.targets), recipe.loss, recipe.reduction)
            state = State(count, gradient_step(state.layers, back, recipe.learning_rate, frozen(recipe)))
        for edit in made:
            if edit.updates == count:
                state = apply(state, edit)
    return state


def test_a_recipe_is_a_value() -> None:
    assert replace(RECIPE) == RECIPE
    assert hash(RECIPE) == hash(replace(RECIPE))
    assert replace(RECIPE, seed=4) != RECIPE
    assert (RECIPE.sizes, RECIPE.batch) == ((2, 3, 2), 3)


def test_given_parameters_stand_row_by_row_and_the_others_are_drawn() -> None:
    state = start(RECIPE)
    np.testing.assert_array_equal(state.layers[0].W, [[0.5, -1.0], [0.25, 2.0], [-0.125, 1.5]])
    np.testing.assert_array_equal(state.layers[0].b, [0.0, 0.0, 0.0])
    np.testing.assert_array_equal(state.layers[1].b, [0.75, -0.5])
    drawn = start(replace(RECIPE, weights=(None, None)))
    np.testing.assert_array_equal(state.layers[1].W, drawn.layers[1].W)
    assert not np.array_equal(drawn.layers[0].W, state.layers[0].W)
    assert not np.array_equal(start(replace(RECIPE, seed=4)).layers[1].W, state.layers[1].W)


def test_an_edit_sets_one_parameter_and_nothing_else() -> None:
    before = start(RECIPE)
    after = apply(before, Edit(Parameter("w", 1, 2, 1), 9.0))
    expected = before.layers[0].W.copy()
    expected[1, 0] = 9.0
    np.testing.assert_array_equal(after.layers[0].W, expected)
    np.testing.assert_array_equal(after.layers[0].b, before.layers[0].b)
    assert after.layers[1] is before.layers[1]
    assert value(before, "w3") == 0.25
    assert value(apply(before, Edit(Parameter("b", 2, 2), 4.0)), "b5") == 4.0
    assert not after.layers[0].W.flags.writeable


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize("held", [(), ("biases", "w3", "layer2")])
def test_replay_is_update_after_update_with_each_edit_at_its_own(reduction: str, held: tuple[str, ...]) -> None:
    recipe = replace(RECIPE, reduction=reduction, frozen=held)
    for updates in range(8):
        assert bits(replay(recipe, EDITS, updates)) == bits(by_hand(recipe, EDITS, updates))


def test_an_edit_is_in_place_right_after_its_update_and_not_before() -> None:
    assert value(replay(RECIPE, EDITS, 0), "w2") == 0.75
    assert value(replay(RECIPE, EDITS, 2), "b4") != -2.0
    state = replay(RECIPE, EDITS, 3)
    assert (value(state, "b4"), value(state, "w9")) == (-2.0, 1.0)
    assert value(replay(RECIPE, EDITS, 4), "b4") != -2.0


def test_an_edit_yet_to_come_changes_nothing() -> None:
    assert bits(replay(RECIPE, EDITS, 2)) == bits(replay(RECIPE, EDITS[:1], 2))


def test_replay_is_deterministic() -> None:
    assert bits(replay(RECIPE, EDITS, 40)) == bits(replay(replace(RECIPE), tuple(EDITS), 40))


@given(edits, st.integers(0, 6), st.integers(0, 6))
@settings(deadline=None)
def test_replay_from_a_later_state_is_replay_from_the_start(made: tuple[Edit, ...], first: int, more: int) -> None:
    recipe = replace(RECIPE, frozen=("b2",))
    begin = replay(recipe, made, first)
    later = replay(recipe, made, first + more, begin)
    assert later.updates == first + more
    assert bits(later) == bits(replay(recipe, made, first + more))


def test_a_training_step_leads_to_the_next_state() -> None:
    state = replay(RECIPE, EDITS, 4)
    step = training_step(RECIPE, state)
    assert step.updates == 4
    assert step.layers is state.layers
    following = replay(RECIPE, (), 5, begin=state)
    assert bits(State(5, step.updated)) == bits(following)
    assert step.updated_loss == training_step(RECIPE, following).gradients.loss


def test_what_is_frozen_stays_and_the_rest_moves() -> None:
    before, after = start(RECIPE), replay(replace(RECIPE, frozen=("w1", "b2", "layer2")), (), 5)
    np.testing.assert_array_equal(after.layers[1].W, before.layers[1].W)
    np.testing.assert_array_equal(after.layers[1].b, before.layers[1].b)
    assert (after.layers[0].W != before.layers[0].W).tolist() == [[False, True], [True, True], [True, True]]
    assert (after.layers[0].b != before.layers[0].b).tolist() == [True, False, True]


def test_an_edit_moves_what_is_frozen() -> None:
    recipe = replace(RECIPE, frozen=("layer1", "layer2"))
    assert value(replay(recipe, EDITS, 7), "w2") == -0.25
    assert value(replay(recipe, EDITS, 7), "b4") == -2.0


def test_all_biases_are_frozen_by_one_word() -> None:
    state = replay(replace(RECIPE, frozen=("biases",)), (), 5)
    np.testing.assert_array_equal(np.concatenate([layer.b for layer in state.layers]), [0, 0, 0, 0.75, -0.5])


@pytest.mark.parametrize("name", ["layer0", "layer3", "layer", "layer01", "w13", "b6", "weights", ""])
def test_nothing_else_can_be_frozen(name: str) -> None:
    with pytest.raises(KeyError):
        frozen(replace(RECIPE, frozen=(name,)))
