"""The same training step in the frameworks that a course would use instead; nothing else here needs them."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from engine.arrays import Array
from tests.bench.cases import LEARNING_RATE, Case

Run = Callable[[int], list[tuple[Array, Array]] | None]


def torch_eager(case: Case) -> Run:
    """PyTorch with autograd, as its tutorials write it."""
    torch: Any = import_module("torch")
    functional = torch.nn.functional
    torch.set_num_threads(1)
    x, targets = (torch.tensor(array) for array in case.data)
    sigma = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}

    def loss(z: Any) -> Any:
        if case.loss == "cross_entropy":
            return functional.cross_entropy(z, targets, reduction="sum")
        if case.loss == "binary_cross_entropy":
            return functional.binary_cross_entropy_with_logits(z, targets, reduction="sum")
        return 0.5 * functional.mse_loss(torch.sigmoid(z), targets, reduction="sum")

    def run(n: int) -> list[tuple[Array, Array]]:
        parameters = [tuple(torch.tensor(array, requires_grad=True) for array in pair) for pair in case.parameters]
        for _ in range(n):
            a = x
            for (W, b), name in zip(parameters, case.activations[:-1], strict=False):
                a = sigma[name](functional.linear(a, W, b))
            loss(functional.linear(a, *parameters[-1])).backward()
            with torch.no_grad():
                for pair in parameters:
                    for parameter in pair:
                        parameter -= LEARNING_RATE * parameter.grad
                        parameter.grad = None
        return [(W.detach().numpy(), b.detach().numpy()) for W, b in parameters]

    return run


def jax_jit(case: Case) -> Run:
    """JAX with the whole step compiled, one call a step."""
    jax: Any = import_module("jax")
    jnp = jax.numpy
    jax.config.update("jax_enable_x64", True)
    x, targets = (jnp.asarray(array) for array in case.data)
    sigma = {"sigmoid": jax.nn.sigmoid, "tanh": jnp.tanh, "relu": jax.nn.relu}

    def loss(parameters: Any) -> Any:
        a = x
        for (W, b), name in zip(parameters, case.activations[:-1], strict=False):
            a = sigma[name](a @ W.T + b)
        z = a @ parameters[-1][0].T + parameters[-1][1]
        if case.loss == "cross_entropy":
            return -(targets * jax.nn.log_softmax(z)).sum()
        if case.loss == "binary_cross_entropy":
            return (jax.nn.softplus(z) - targets * z).sum()
        return 0.5 * ((jax.nn.sigmoid(z) - targets) ** 2).sum()

    @jax.jit  # type: ignore[untyped-decorator]
    def step(parameters: Any) -> Any:
        return jax.tree.map(lambda p, g: p - LEARNING_RATE * g, parameters, jax.grad(loss)(parameters))

    def run(n: int) -> list[tuple[Array, Array]]:
        parameters: Any = [(jnp.asarray(W), jnp.asarray(b)) for W, b in case.parameters]
        for _ in range(n):
            parameters = step(parameters)
        return [(np.asarray(W), np.asarray(b)) for W, b in jax.block_until_ready(parameters)]

    return run
