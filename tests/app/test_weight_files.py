import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from app.errors import BadInput
from app.weight_archives import TO_JSON
from app.weight_files import read_weights
from engine.activations import Activation
from tests.app.given_weights import API, B1, B2, GOOD, W1, W2, as_json, lists, same


@pytest.mark.parametrize("kind", GOOD)
def test_the_same_network_in_every_kind_of_file(kind: str) -> None:
    weights = read_weights(GOOD[kind])
    same(weights, W1, B1, W2, B2)
    assert weights.sizes == (2, 3, 1)
    from_api = kind in ("the API's JSON", "with a mark", "a whole body")
    assert weights.activations == ((Activation("tanh"), Activation("sigmoid")) if from_api else None)


def test_activations_are_chosen_where_the_file_has_none() -> None:
    hidden, output = Activation("relu"), Activation("softmax")
    assert read_weights(GOOD["safetensors"]).with_activations(hidden, output).activations == (hidden, output)
    assert read_weights(as_json(API)).with_activations(hidden, output).activations == (
        Activation("tanh"),
        Activation("sigmoid"),
    )
    with pytest.raises(BadInput, match="softmax can only be"):
        read_weights(GOOD["safetensors"]).with_activations(output, output)


def test_a_layer_without_biases_has_zeros() -> None:
    same(read_weights(lists({"0.weight": W1, "2.weight": W2, "2.bias": B2})), W1, np.zeros(3), W2, B2)
    same(read_weights(as_json({"layers": [{"weights": [[1, 2]]}]})), np.array([[1.0, 2.0]]), np.zeros(1))


FAKE_TORCH = """
import numpy
def load(path, map_location, weights_only):
    assert (path, map_location, weights_only) == ("model.pt", "cpu", True)
    return {"0.weight": numpy.array([[1.0, 2.0]]), "0.bias": numpy.array([0.5])}
"""


def test_the_one_liner_makes_json_that_is_read(tmp_path: Path) -> None:
    (tmp_path / "torch.py").write_text(FAKE_TORCH)
    command = TO_JSON.replace("python ", f"{shlex.quote(sys.executable)} ", 1)
    subprocess.run(["sh", "-c", command], cwd=tmp_path, check=True, env={"PYTHONPATH": str(tmp_path)})
    same(read_weights((tmp_path / "model.json").read_bytes()), np.array([[1.0, 2.0]]), np.array([0.5]))


def test_the_readme_has_the_one_liner() -> None:
    assert f"\n{TO_JSON}\n" in (Path(__file__).parents[2] / "README.md").read_text()
