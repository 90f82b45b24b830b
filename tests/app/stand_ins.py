"""Things that look like models of PyTorch and scikit-learn, where neither is installed."""

from collections.abc import Iterator
from typing import Any


class Tensor:
    """Numbers that are taken off as those of PyTorch are."""

    def __init__(self, values: Any) -> None:
        self._values = values

    def detach(self) -> "Tensor":
        return self

    def cpu(self) -> "Tensor":
        return self

    def tolist(self) -> Any:
        return self._values


class Module:
    def named_parameters(self) -> None:
        """What every module of PyTorch has."""


class Linear(Module):
    def __init__(self, W: Any, b: Any) -> None:
        self.weight = Tensor(W)
        self.bias = None if b is None else Tensor(b)


class Sequential(Module):
    def __init__(self, *modules: Module) -> None:
        self._modules = modules

    def __iter__(self) -> Iterator[Module]:
        return iter(self._modules)


def module(kind: str, **attributes: object) -> Module:
    """A module of any other kind."""
    it: Module = type(kind, (Module,), attributes)()
    return it


class MLPClassifier:
    """A fitted one: weights are in × out."""

    def __init__(self, coefs: Any, intercepts: Any, activation: str, out: str, classes: Any = ()) -> None:
        self.coefs_, self.intercepts_ = coefs, intercepts
        self.activation, self.out_activation_, self.classes_ = activation, out, classes
