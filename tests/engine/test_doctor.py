import math
from dataclasses import replace

import numpy as np
import pytest

from engine.arrays import Array
from engine.backward import backward
from engine.doctor import diagnose
from engine.edits import Edit
from engine.findings import FAULTS, Finding
from engine.forward import forward
from engine.network import Initialisation
from engine.operations import Operation
from engine.parameters import Parameter
from tests.engine.runs import Run, recipe, run

DEEP = (6,) * 6


def first(findings: tuple[Finding, ...], fault: str) -> Finding:
    return next(one for one in findings if one.fault == fault)


def faults(findings: tuple[Finding, ...]) -> list[str]:
    return [one.fault for one in findings]


def losses(of: Run, end: int) -> Array:
    """The mean loss after every count of updates."""
    made = []
    for count in range(end + 1):
        layers = of.state_at(count).layers
        trace = forward(layers, of.recipe.inputs)
        each = backward(layers, trace, of.recipe.targets, of.recipe.loss).loss_per_example
        made.append(sum(each.tolist()) / len(each))
    return np.array(made)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(
    ("data", "hidden", "sizes", "output", "rate", "batch_size"),
    [
        ("xor", "tanh", (4,), "sigmoid", 0.5, 0),
        ("xor", "sigmoid", (4,), "sigmoid", 1.0, 0),
        ("xor", "gelu", (4,), "sigmoid", 0.3, 10),
        ("moons", "tanh", (4,), "sigmoid", 0.5, 0),
        ("moons", "tanh", (8, 8), "sigmoid", 0.3, 10),
        ("spiral", "tanh", (8, 8), "sigmoid", 0.5, 0),
        ("spiral", "softplus", (8, 8), "sigmoid", 0.3, 0),
        ("three", "tanh", (4,), "softmax", 0.5, 0),
        ("sine", "tanh", (8,), "linear", 0.1, 0),
    ],
)
def test_nothing_is_wrong_with_a_healthy_run(
    data: str, hidden: str, sizes: tuple[int, ...], output: str, rate: float, batch_size: int, seed: int
) -> None:
    healthy = run(
        recipe(data, hidden, sizes, output=output, rate=rate, seed=seed, batch_size=batch_size, noise=0.03), 2000
    )
    assert healthy.history.loss[-1] < healthy.history.loss[0]
    for updates in (0, 1, 10, 100, 500, 1000, 2000):
        assert diagnose(healthy.case(updates)) == ()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_a_relu_run_that_learns_no_more_is_said_than_that_some_relus_are_dead(seed: int) -> None:
    healthy = run(recipe("moons", "relu", (8, 8), rate=0.3, seed=seed), 2000)
    assert all(one.mild for updates in (0, 10, 100) for one in diagnose(healthy.case(updates)))
    assert diagnose(healthy.case()) == ()


@pytest.mark.parametrize("data", ["xor", "moons", "spiral"])
def test_relus_with_a_learning_rate_of_50_die_and_the_loss_climbs(data: str) -> None:
    ill = run(recipe(data, "relu", (8, 8), rate=50.0), 300)
    found = diagnose(ill.case())
    assert found[0].fault == "rate"
    assert (found[0].update, found[0].before) == (1, 0)
    assert found[0].value > 2 * found[0].limit == 2 * ill.history.loss[0]
    dead = first(found, "dead")
    assert dead.whole
    assert dead.update == 1
    z = forward(ill.state_at(300).layers, ill.recipe.inputs).layers[dead.layer - 1].z
    assert (z <= 0).all()
    assert dead.value == z.max()


def test_a_run_that_diverges_is_told_by_its_first_operation_that_is_not_finite() -> None:
    ill = run(recipe("moons", "linear", (8, 8), rate=2.0, output="linear"), 300)
    assert ill.history.diverged is not None
    found = diagnose(ill.case(0))
    assert faults(found) == ["diverged"]  # θ⁰ itself is well
    told = found[0]
    assert told.operation is not None
    assert (told.update, told.before) == (ill.history.diverged, ill.history.diverged - 1)
    trace = forward(ill.state_at(told.update - 1).layers, ill.recipe.inputs)
    assert told.operation.kind == "z"
    z = trace.layers[told.operation.layer - 1].z
    assert all(np.isfinite(before.a).all() for before in trace.layers[: told.operation.layer - 1])
    assert np.isfinite(z[:, : told.operation.neuron - 1]).all()
    assert not math.isfinite(z[told.example - 1, told.operation.neuron - 1])
    assert np.isfinite(z[: told.example - 1, told.operation.neuron - 1]).all()


def test_the_example_where_a_batch_diverged_is_named_by_its_number_in_the_training_set() -> None:
    ill = run(recipe("moons", "linear", (4,), rate=5.0, output="linear", batch_size=7, seed=3), 300)
    told = diagnose(ill.case())[0]
    assert ill.broken is not None
    assert told.operation is not None
    assert told.operation.kind == "z"
    layers = ill.state_at(told.update - 1).layers
    z = forward(layers, ill.recipe.inputs).layers[told.operation.layer - 1].z[:, told.operation.neuron - 1]
    assert told.example - 1 in ill.broken.rows
    assert not math.isfinite(z[told.example - 1])


def test_a_loss_that_is_no_number_any_more_is_found_long_before_a_parameter_is_not() -> None:
    ill = run(recipe("moons", "relu", (8, 8), rate=50.0, output="linear"), 300)
    told = diagnose(ill.case())[0]
    assert told.fault == "diverged"
    assert told.operation == Operation("loss", 3)
    assert told.update < (ill.history.diverged or 0)
    finite = np.isfinite(losses(ill, told.update))
    assert finite[: told.update - 1].all()  # the loss of θ⁰ belongs to update 1
    assert not finite[told.update - 1]


def test_sigmoids_with_huge_weights_are_saturated_from_the_start() -> None:
    ill = run(recipe("xor", "sigmoid", init=Initialisation("normal", 100.0)), 100)
    told = diagnose(ill.case())[0]
    assert told.fault == "saturated"
    assert (told.update, told.before, told.layer) == (0, None, 1)
    z = forward(ill.state_at(100).layers, ill.recipe.inputs).layers[0].z
    slow = (abs(z) > math.log(1 / 0.0025 - 2)).mean(axis=0) >= 0.95  # σ'(z) ≈ e^-|z|, of at most 1/4
    assert told.neurons == tuple(np.flatnonzero(slow) + 1)
    assert told.value < told.limit == 0.0025


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_sigmoids_with_a_learning_rate_of_50_saturate_and_it_is_known_when(reduction: str) -> None:
    ill = run(recipe("moons", "sigmoid", rate=50.0, reduction=reduction), 300)
    told = first(diagnose(ill.case()), "saturated")
    assert told.before == told.update - 1
    assert any(one.fault == "saturated" and one.layer == told.layer for one in diagnose(ill.case(told.update)))


def test_a_saturated_output_is_stuck_only_when_it_is_wrong() -> None:
    ill = run(recipe("moons", "sigmoid", rate=50.0, reduction="sum", loss="half_squared_error"), 300)
    told = first(diagnose(ill.case()), "saturated")
    assert (told.layer, told.whole) == (2, True)
    well = run(recipe("gaussians", "tanh", rate=20.0, loss="half_squared_error"), 5000)
    trace = forward(well.state_at(5000).layers, well.recipe.inputs)
    assert (abs(trace.output - well.recipe.targets) < 0.02).all()
    assert diagnose(well.case()) == ()


@pytest.mark.parametrize("scheme", [Initialisation("zeros"), Initialisation("constant", 0.5)])
@pytest.mark.parametrize("hidden", ["tanh", "sigmoid", "relu"])
def test_neurons_that_start_alike_stay_alike(scheme: Initialisation, hidden: str) -> None:
    ill = run(recipe("spiral", hidden, (4, 3), init=scheme), 300)
    for updates in (0, 1, 300):
        alike = [one for one in diagnose(ill.case(updates)) if one.fault == "symmetric"]
        assert [(one.layer, one.neurons, one.whole) for one in alike] == [(1, (1, 2, 3, 4), True), (2, (1, 2, 3), True)]
        assert all((one.update, one.before) == (0, None) for one in alike)
        assert diagnose(ill.case(updates))[0].fault == "symmetric"


def test_one_weight_set_by_hand_parts_two_that_are_alike() -> None:
    edits = (Edit(Parameter("w", 1, 1, 1), 2.0, 0), Edit(Parameter("w", 1, 2, 1), -2.0, 0))
    ill = run(recipe("xor", "tanh", init=Initialisation("constant", 0.5)), 10, edits)
    assert first(diagnose(ill.case()), "symmetric").neurons == (3, 4)


def test_gradients_vanish_in_a_deep_sigmoid_net_and_not_in_a_tanh_one() -> None:
    ill = run(recipe("moons", "sigmoid", DEEP), 300)
    (told,) = diagnose(ill.case())
    assert (told.fault, told.layer, told.update, told.before) == ("vanishing", 1, 0, None)
    back = ill.case().gradients
    rms = [math.sqrt((record.dC_dz**2).mean()) for record in back.layers]
    assert told.value == pytest.approx(rms[0] / rms[-1], rel=1e-12)
    assert told.value < told.limit == 1e-3
    assert diagnose(run(recipe("moons", "tanh", DEEP), 300).case()) == ()


def test_gradients_explode_in_a_deep_net_with_large_weights() -> None:
    ill = run(recipe("moons", "linear", DEEP, init=Initialisation("normal", 3.0), rate=1e-12), 10)
    assert first(diagnose(ill.case()), "exploding").value > 1e3


def test_a_learning_rate_that_is_a_little_too_large_swings() -> None:
    ill = run(recipe("sine", "tanh", rate=1.0, output="linear", count=60, noise=0.05), 1500)
    (told,) = diagnose(ill.case())
    assert told.fault == "rate"
    assert told.before == told.update - 1
    loss = losses(ill, told.update)
    assert loss[-1] > 1.01 * loss[-2]
    assert told.value == ill.history.loss[-1] >= 1.05 * told.limit
    assert told.limit == ill.history.loss.min()
    # With batches or momentum single rises are natural.
    assert diagnose(replace(ill.case(), plain=False)) == ()


def test_what_comes_after_the_cursor_is_not_held_against_it() -> None:
    ill = run(recipe("sine", "tanh", rate=1.0, output="linear", count=60, noise=0.05), 1500)
    assert diagnose(ill.case(100)) == ()


def test_a_rise_that_was_made_by_hand_is_not_the_learning_rates() -> None:
    edit = Edit(Parameter("w", 2, 1, 1), 30.0, 40)
    edited = run(recipe("moons", "tanh", rate=0.05), 40, (edit,))
    assert edited.history.loss[-1] > 2 * edited.history.loss[0]
    assert "rate" not in faults(diagnose(edited.case()))
    assert "rate" in faults(diagnose(replace(edited.case(), edited=())))


def test_without_a_way_back_nobody_says_since_when() -> None:
    ill = run(recipe("xor", "sigmoid", init=Initialisation("normal", 100.0)), 100)
    (told,) = diagnose(ill.case(looks_back=False))
    assert (told.update, told.before) == (100, None)


def test_the_most_serious_comes_first() -> None:
    found = diagnose(run(recipe("xor", "relu", (8, 8), rate=50.0, output="linear"), 300).case())
    order = [FAULTS.index(one.fault) for one in found]
    assert order == sorted(order)
    assert len(order) > 2
