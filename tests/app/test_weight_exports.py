import csv
import io
import zipfile
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from app.weight_exports import history_csv, state_json, state_npz
from app.weight_files import read_weights
from engine.activations import Activation
from engine.history import History
from engine.network import Initialisation, Layer, LayerSpec, NetworkSpec, initialise
from tests.app.given_weights import same
from tests.client import Client

NOTHING = np.empty(0)


def test_a_run_is_a_row_a_count_and_a_column_a_curve() -> None:
    run = History(
        np.array([0, 10]), np.array([0.1, 1 / 3]), NOTHING, np.array([0.5, 1.0]), NOTHING,
        np.array([[1e-300, 2.0], [np.inf, 4.0]]), np.array([0.5, 0.5]),
    )  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(history_csv(run))))
    assert list(rows[0]) == ["update", "loss", "accuracy", "gradient_norm_1", "gradient_norm_2", "learning_rate"]
    assert [row["update"] for row in rows] == ["0", "10"]
    assert [float(row["loss"]) for row in rows] == [0.1, 1 / 3]
    assert [float(row["gradient_norm_1"]) for row in rows] == [1e-300, np.inf]


def test_the_test_part_has_columns_where_there_is_one() -> None:
    one = np.array([0.25])
    text = history_csv(History(np.array([0]), one, one, one, one, np.array([[1.0]]), one))
    assert text == (
        "update,loss,test_loss,accuracy,test_accuracy,gradient_norm_1,learning_rate\n0,0.25,0.25,0.25,0.25,1.0,0.25\n"
    )


FUNCTIONS = st.sampled_from(["sigmoid", "tanh", "relu", "softplus", "gelu", "linear"]).map(Activation) | st.floats(
    0, 1, exclude_max=True
).map(lambda slope: Activation("leaky_relu", slope))


@st.composite
def networks(draw: st.DrawFn) -> tuple[Layer, ...]:
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    numbers = st.floats(-1e6, 1e6)
    return tuple(
        Layer(
            draw(arrays(float, (n_out, n_in), elements=numbers)),
            draw(arrays(float, n_out, elements=numbers)),
            draw(FUNCTIONS),
        )
        for n_in, n_out in pairwise(sizes)
    )


@settings(deadline=None)
@given(networks())
def test_what_is_written_is_read_back(layers: tuple[Layer, ...]) -> None:
    for data in (state_json(layers).encode(), state_npz(layers)):
        weights = read_weights(data)
        same(weights, *(array for layer in layers for array in (layer.W, layer.b)))
        assert weights.activations == tuple(layer.activation for layer in layers)


def test_a_written_network_can_be_sent_to_the_api(client: Client) -> None:
    spec = NetworkSpec(2, (LayerSpec(3, Activation("leaky_relu", 0.2)), LayerSpec(2, Activation("softmax"))))
    layers = initialise(spec, Initialisation("xavier"), 1)
    body = state_json(layers, inputs=[1, -1], targets=[1, 0], loss="cross_entropy", learning_rate=0.5)
    response = client.post("/api/step", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 200, response.text


def test_an_npz_has_the_same_bytes_at_any_time_and_numpy_reads_it() -> None:
    layers = initialise(NetworkSpec(2, (LayerSpec(3, Activation("tanh")),)), Initialisation("he"), 1)
    data = state_npz(layers)
    assert data == state_npz(layers)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
    with np.load(io.BytesIO(data), allow_pickle=False) as read:
        assert np.array_equal(read["W1"], layers[0].W)
        assert read["activations"].tolist() == ["tanh"]
