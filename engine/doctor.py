"""What is wrong with a run at one of its updates, and where it began.

Of a network that has learnt its task nothing of this is said: such networks have saturated neurons, small gradients
and relus without work, and their η was small enough. That neurons are alike is said of those that began so.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from engine.backward import BackwardTrace, backward
from engine.divergence import first_not_finite
from engine.findings import FAULTS, Fault, Finding
from engine.forward import ForwardTrace, forward
from engine.history import History
from engine.lesson import TrainingStep
from engine.network import Layer
from engine.network_faults import Where, network_faults
from engine.operations import Operation
from engine.run_faults import RISE, has_learnt, rate_too_large

LOOKS = 16
"""So many earlier moments are looked at, evenly over the run, before the one where it began is closed in on."""

_LARGEST = float(np.finfo(np.float64).max)
_WHY_GRADIENTS_CHANGE = ("symmetric", "saturated")


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
        layers_at: the network after a count of updates, up to the end of the run; without it nobody looks back.
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
    _faults: dict[int, dict[Fault, list[Where]]] = field(default_factory=dict, init=False, repr=False)

    @property
    def layers(self) -> Sequence[Layer]:
        """The network at the cursor."""
        return self.trace.buffers.layers

    @cached_property
    def learnt(self) -> bool:
        """Whether the network has done its work."""
        return has_learnt(_mean_loss(self.gradients), self.loss, self.gradients.targets, float(self.history.loss[0]))

    def seen_at(self, updates: int) -> tuple[ForwardTrace, BackwardTrace]:
        """Both passes over the whole training set after so many updates."""
        if updates == self.updates or self.layers_at is None:
            return self.trace, self.gradients
        layers = self.layers_at(updates)
        trace = forward(layers, self.trace.x)
        return trace, backward(layers, trace, self.gradients.targets, self.loss)

    def faults_at(self, updates: int) -> dict[Fault, list[Where]]:
        """What is wrong with the network after so many updates; computed once."""
        if updates not in self._faults:
            trace, gradients = self.seen_at(updates)
            self._faults[updates] = network_faults(trace.buffers.layers, trace, gradients, self.loss)
        return self._faults[updates]


def diagnose(case: Case) -> tuple[Finding, ...]:
    """All that is wrong, the most serious first."""
    with np.errstate(all="ignore"):
        found = [*_diverged(case), *_rate(case), *_network(case)]
    if case.learnt:
        found = [one for one in found if one.fault in ("diverged", "symmetric")]
    if any(one.fault in _WHY_GRADIENTS_CHANGE or (one.fault == "dead" and one.whole) for one in found):
        found = [one for one in found if one.fault not in ("exploding", "vanishing")]
    return tuple(sorted(found, key=lambda one: (FAULTS.index(one.fault), not one.whole, one.layer)))


def _diverged(case: Case) -> Iterator[Finding]:
    """The first number of the run that is not finite: of its last step, or a loss too large to be a number before."""
    history, loss = case.history, None
    infinite = np.flatnonzero(~np.isfinite(history.loss))
    if len(infinite):
        count = int(history.updates[infinite[0]])
        before = int(history.updates[infinite[0] - 1]) if infinite[0] else None
        if before is not None and case.layers_at is not None:
            before, count = _closed_in(before, count, lambda at: not np.isfinite(_mean_loss(case.seen_at(at)[1])))
        loss = Finding(
            "diverged", len(case.layers), (), count + 1, float(history.loss[infinite[0]]), _LARGEST,
            None if before is None else before + 1, operation=Operation("loss", len(case.layers)),
        )  # fmt: skip
    if loss is not None and loss.update != history.diverged:
        yield loss
    elif history.diverged is not None and case.broken is not None:
        first = first_not_finite(case.broken, case.loss)
        if first is not None:
            operation, value, row = first
            example = int(case.broken.rows[row - 1]) + 1 if row else 0
            yield Finding(
                "diverged", operation.layer, (operation.neuron,) if operation.neuron else (), history.diverged, value,
                _LARGEST, history.diverged - 1, operation=operation, example=example,
            )  # fmt: skip


def _rate(case: Case) -> Iterator[Finding]:
    said = rate_too_large(case.history, case.updates, plain=case.plain, edited=case.edited)
    if said is None:
        return
    update, before, value, limit = said
    if case.layers_at is not None and update - before > 1:
        losses = [_mean_loss(case.seen_at(count)[1]) for count in range(before, update + 1)]
        rose = [not later <= (1.0 + RISE) * former for former, later in pairwise(losses)]
        if True in rose:
            update = before + rose.index(True) + 1
            before = update - 1
    yield Finding("rate", 0, (), update, value, limit, before)


def _network(case: Case) -> Iterator[Finding]:
    for fault, places in case.faults_at(case.updates).items():
        for layer, neurons, value, limit in places:
            update, before = _began(case, fault, layer, set(neurons))
            whole = len(neurons) == case.layers[layer - 1].n_out
            if fault != "symmetric" or before is None:  # where numbers run away neurons may become alike
                yield Finding(fault, layer, neurons, update, value, limit, before, whole)


def _began(case: Case, fault: Fault, layer: int, neurons: set[int]) -> tuple[int, int | None]:
    """Since which count of updates one of these neurons has been so, and the last count before at which none was."""
    if case.layers_at is None:
        return case.updates, None

    def so(updates: int) -> bool:
        places = case.faults_at(updates)[fault]
        return any(at == layer and (not neurons or neurons & set(them)) for at, them, _, _ in places)

    ill = case.updates
    looks = {round(count) for count in np.linspace(0, case.updates, LOOKS + 1).tolist()} - {ill}
    for count in sorted(looks, reverse=True):
        if not so(count):
            well, ill = _closed_in(count, ill, so)
            return ill, well
        ill = count
    return ill, None


def _closed_in(well: int, ill: int, so: Callable[[int], bool]) -> tuple[int, int]:
    """Two counts in a row, between these, of which the first is well and the second ill."""
    while ill - well > 1:
        middle = (well + ill) // 2
        well, ill = (well, middle) if so(middle) else (middle, ill)
    return well, ill


def _mean_loss(gradients: BackwardTrace) -> float:
    with np.errstate(all="ignore"):  # it may be too large for a number
        return float(gradients.loss_per_example.mean())
