"""Every published example of tests/data, number by number."""

from typing import Any

import numpy as np
import pytest

from engine.activations import Activation
from engine.backward import BackwardTrace, backward
from engine.descent import Frozen, gradient_step
from engine.forward import forward
from engine.network import Layer, NetworkSpec
from engine.training import train

Case = dict[str, Any]


def layers_of(case: Case) -> list[Layer]:
    return [Layer(layer["weights"], layer["biases"], Activation(layer["activation"])) for layer in case["layers"]]


def backward_of(case: Case, layers: list[Layer]) -> BackwardTrace:
    trace = forward(layers, case["inputs"])
    return backward(layers, trace, case["targets"], case["loss"], case["batch_reduction"])


def close(computed: Any, expected: Any, relative: float = 1e-9, absolute: float = 1e-15) -> None:
    """A null in the file is a number that does not exist; nothing is claimed of it."""
    truth = np.array(expected, dtype=np.float64)
    exists = ~np.isnan(truth)
    np.testing.assert_allclose(np.asarray(computed)[exists], truth[exists], rtol=relative, atol=absolute)


def test_forward(worked_example: Case) -> None:
    expected = worked_example["expected"]
    trace = forward(layers_of(worked_example), worked_example["inputs"])
    for record, z, a in zip(trace.layers, expected["z"], expected["a"], strict=True):
        close(record.z, z)
        close(record.a, a)
    close(trace.output, expected["a"][-1])


def test_backward(worked_example: Case) -> None:
    expected = worked_example["expected"]
    if worked_example["loss"] is None:
        pytest.skip("the source gives no loss")
    back = backward_of(worked_example, layers_of(worked_example))
    # The file scales what belongs to one example by 1 / N under "mean"; the engine does not.
    share = len(worked_example["inputs"]) if worked_example["batch_reduction"] == "mean" else 1
    close(back.loss, expected["loss"])
    close(back.loss_per_example, expected["per_example_loss"])
    close(back.loss_terms.sum(axis=1), expected["per_example_loss"])
    close(back.dC_dx / share, expected["dC_dx"])
    close(back.dC_dy / share, expected["dC_da"][-1])
    for index, record in enumerate(back.layers):
        close(record.dC_da / share, expected["dC_da"][index])
        close(record.dC_dz / share, expected["dC_dz"][index])
        close(record.dC_dW, expected["dC_dW"][index])
        close(record.dC_db, expected["dC_db"][index])


@pytest.mark.parametrize("biases_frozen", [False, True])
def test_update(worked_example: Case, biases_frozen: bool) -> None:
    after = worked_example["expected"].get("after_update")
    if after is None:
        pytest.skip("the source gives no update")
    layers = layers_of(worked_example)
    frozen = Frozen.biases(NetworkSpec.of(layers)) if biases_frozen else None
    new = gradient_step(layers, backward_of(worked_example, layers), after["learning_rate"], frozen)
    for old, layer, weights, biases in zip(layers, new, after["weights"], after["biases"], strict=True):
        close(layer.W, weights)
        close(layer.b, old.b if biases_frozen else biases)
    close(backward_of(worked_example, list(new)).loss, after["loss_if_biases_frozen" if biases_frozen else "loss"])


def test_training(worked_example: Case) -> None:
    for run in worked_example["expected"].get("training", []):
        layers: tuple[Layer, ...] = tuple(layers_of(worked_example))
        frozen = Frozen.biases(NetworkSpec.of(layers)) if run["biases_frozen"] else None
        settings = worked_example["loss"], run["learning_rate"], worked_example["batch_reduction"]
        if run.get("mode", "batch") == "batch":
            inputs, targets = worked_example["inputs"], worked_example["targets"]
            layers = train(layers, inputs, targets, *settings, run["epochs"], frozen)
        else:
            for _ in range(run["epochs"]):
                for x, target in zip(worked_example["inputs"], worked_example["targets"], strict=True):
                    layers = train(layers, x, target, *settings, 1, frozen)
        relative = worked_example["tolerance"]["training_relative"]
        absolute = worked_example["tolerance"]["training_absolute"]
        for layer, weights, biases in zip(layers, run["final_weights"], run["final_biases"], strict=True):
            close(layer.W, weights, relative, absolute)
            close(layer.b, biases, relative, absolute)
        close(forward(layers, worked_example["inputs"]).output, run["final_outputs"], relative, absolute)
        close(backward_of(worked_example, list(layers)).loss, run["final_loss"], relative, absolute)


def test_the_figures_in_print(worked_example: Case) -> None:
    """Each printed figure is the engine's number, to its last digit."""
    layers = layers_of(worked_example)
    trace = forward(layers, worked_example["inputs"])
    found: Case = {"z": [r.z.tolist() for r in trace.layers], "a": [r.a.tolist() for r in trace.layers]}
    if worked_example["loss"] is not None:
        back = backward_of(worked_example, layers)
        share = len(worked_example["inputs"]) if worked_example["batch_reduction"] == "mean" else 1
        found |= {
            "loss": back.loss,
            "per_example_loss": back.loss_per_example.tolist(),
            "dC_dx": (back.dC_dx / share).tolist(),
            **{
                name: [(getattr(record, name) / share).tolist() for record in back.layers]
                for name in ("dC_da", "dC_dz")
            },
            **{name: [getattr(record, name).tolist() for record in back.layers] for name in ("dC_dW", "dC_db")},
        }
    checked = 0
    for figure in worked_example["published_figures"]:
        number: Any = found
        path = figure["where"].replace("]", "").replace("[", ".").split(".")
        if path[0] not in found:
            continue
        for step in path:
            number = number[int(step)] if isinstance(number, list) else number[step]
        printed = str(figure["printed"])
        digits = len(printed.partition(".")[2])
        units = 1.5 if "one unit" in figure.get("status", "") else 0.5000001
        assert abs(number * figure.get("factor", 1.0) - float(printed)) <= units * 10.0**-digits, figure
        checked += 1
    assert checked
