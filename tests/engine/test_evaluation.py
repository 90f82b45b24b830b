import pytest

from engine.backward import backward
from engine.evaluation import batch_loss
from engine.forward import forward
from engine.network import NetworkError
from tests.engine.networks import PAIRS, batch, network

SIZES = (2, 3, 2)


@pytest.mark.parametrize("reduction", ["sum", "mean"])
@pytest.mark.parametrize(("output", "loss"), PAIRS)
def test_the_loss_alone_is_that_of_the_backward_pass(output: str, loss: str, reduction: str) -> None:
    layers = network(SIZES, ("tanh", output))
    x, targets = batch(SIZES, 3, loss)
    trace = forward(layers, x)
    expected = backward(layers, trace, targets, loss, reduction).loss
    assert batch_loss(layers, trace, targets, loss, reduction) == expected


def test_a_stale_trace_is_refused() -> None:
    layers = network(SIZES, ("tanh", "linear"))
    trace = forward(layers, [1.0, 2.0])
    with pytest.raises(NetworkError, match="not of these layers"):
        batch_loss(network(SIZES, ("tanh", "linear")), trace, [0.0, 1.0], "mse")
