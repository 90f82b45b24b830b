"""What is wrong with a run at one of its updates, and where it began.

Nothing is said of a network that has learnt its task but that relus are dead or neurons alike: a well-trained network
has saturated neurons and small gradients, and they do no harm any more.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from sys import float_info

import numpy as np

from engine.backward import BackwardTrace
from engine.divergence import first_not_finite
from engine.findings import FAULTS, Fault, Finding
from engine.forward import ForwardTrace, forward
from engine.history import History
from engine.lesson import TrainingStep
from engine.network import Layer
from engine.neuron_faults import Where, neuron_faults
from engine.run_faults import EXPLODED, VANISHED, has_learnt, layer_ratio, rate_too_large

LOOKS = 16
"""So many earlier moments are looked at, evenly over the run, before the one where it began is closed in on."""


@dataclass(frozen=True, eq=False)
class Case:
    """A run, and the moment of it that is examined.

    Attributes:
        updates: the cursor.
        trace: the forward pass there over the whole training set.
        gradients: the backward pass there, likewise.
        loss: the name of the loss.
        history: of the run, from its start to its end.
        plain: whether every update follows the gradient of the whole training set and nothing else: no batches, no
            momentum. There a rise of the loss means that the step was too long.
        edited: counts of updates after which a parameter was set by hand.
        layers_at: the network after a count of updates, at most the cursor; without it nobody looks back.
        broken: of a run that diverged, the traced step whose result is not finite.
    """

    updates: int
    trace: ForwardTrace
    gradients: BackwardTrace
    loss: str
    history: History
    plain: bool
    edited: tuple[int, ...] = ()
    layers_at: Callable[[int], Sequence[Layer]] | None = None
    broken: TrainingStep | None = None
    _seen: dict[int, dict[Fault, list[Where]]] = field(default_factory=dict, init=False, repr=False)

    @property
    def layers(self) -> Sequence[Layer]:
        """The network at the cursor."""
        return self.trace.buffers.layers

    @cached_property
    def learnt(self) -> bool:
        """Whether the network has done its work."""
        now = float(self.gradients.loss_per_example.mean())
        return has_learnt(now, self.loss, self.gradients.targets, float(self.history.loss[0]))

    def faults_at(self, updates: int) -> dict[Fault, list[Where]]:
        """The neurons that cannot learn after so many updates; computed once."""
        if updates not in self._seen:
            layers, trace = self.layers, self.trace
            if updates != self.updates and self.layers_at is not None:
                layers = self.layers_at(updates)
                trace = forward(layers, self.trace.x)
            self._seen[updates] = neuron_faults(layers, trace, self.gradients.targets, self.loss)
        return self._seen[updates]


def diagnose(case: Case) -> tuple[Finding, ...]:
    """All that is wrong, the most serious first."""
    found = [*_diverged(case), *_rate(case), *_neurons(case)]
    if not any(one.fault in ("symmetric", "saturated") or (one.fault == "dead" and one.whole) for one in found):
        found += _gradients(case)  # otherwise those explain them
    return tuple(sorted(found, key=lambda one: (FAULTS.index(one.fault), not one.whole, one.layer)))


def _diverged(case: Case) -> Iterator[Finding]:
    if case.history.diverged is None or case.broken is None:
        return
    first = first_not_finite(case.broken, case.loss)
    if first is None:
        return
    operation, value, example = first
    yield Finding(
        "diverged", operation.layer, (operation.neuron,) if operation.neuron else (), case.history.diverged,
        value, float_info.max, case.history.diverged - 1, operation=operation, example=example,
    )  # fmt: skip


def _rate(case: Case) -> Iterator[Finding]:
    said = rate_too_large(case.history, case.updates, plain=case.plain, edited=case.edited)
    if said is not None and not case.learnt:
        update, before, value, limit = said
        yield Finding("rate", 0, (), update, value, limit, before)


def _neurons(case: Case) -> Iterator[Finding]:
    for fault, places in case.faults_at(case.updates).items():
        if fault == "saturated" and case.learnt:
            continue
        for layer, neurons, value, limit in places:
            update, before = _began(case, fault, layer, set(neurons))
            whole = len(neurons) == case.layers[layer - 1].n_out
            yield Finding(fault, layer, neurons, update, value, limit, before, whole)


def _began(case: Case, fault: Fault, layer: int, neurons: set[int]) -> tuple[int, int | None]:
    """Since which count of updates one of these neurons has been so, and the last count before at which none was."""

    def so(updates: int) -> bool:
        return any(at == layer and neurons & set(them) for at, them, _, _ in case.faults_at(updates)[fault])

    if case.layers_at is None:
        return case.updates, None
    looks = sorted({round(count) for count in np.linspace(0, case.updates, LOOKS + 1).tolist()})
    well, ill = None, case.updates
    for count in reversed(looks[:-1]):
        if not so(count):
            well = count
            break
        ill = count
    while well is not None and ill - well > 1:
        middle = (well + ill) // 2
        well, ill = (well, middle) if so(middle) else (middle, ill)
    return ill, well


def _gradients(case: Case) -> Iterator[Finding]:
    if len(case.layers) < 2 or case.learnt:
        return
    norms = np.array([np.linalg.norm(gradient) for gradient in case.gradients.buffers.gradients])
    now = float(layer_ratio(case.layers, norms))
    history = case.history
    past = history.updates < case.updates
    ratios, counts = layer_ratio(case.layers, history.gradient_norms[past]), history.updates[past]
    faults: tuple[tuple[Fault, float, bool, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]], ...] = (
        ("vanishing", VANISHED, now < VANISHED, ratios < VANISHED),
        ("exploding", EXPLODED, now > EXPLODED, ratios > EXPLODED),
    )
    for fault, limit, ill, was in faults:
        if not ill:
            continue
        healthy = np.flatnonzero(~was)
        begin = int(healthy[-1]) + 1 if len(healthy) else 0
        since = int(counts[begin]) if begin < len(counts) else case.updates
        yield Finding(fault, 1, (), since, now, limit, int(counts[begin - 1]) if begin else None)
