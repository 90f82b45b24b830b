"""States of lessons that were met before, so that a late update does not have to be replayed from the start.

Bounded in bytes. Emptying it changes no response: a state is a function of its key, and replaying from a checkpoint
gives the bits that replaying from the start gives. What takes long to replay is shared with others (``app.shelf``).
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from threading import Lock
from typing import TypeGuard

import numpy as np
from cachetools import LRUCache

from app import shelf
from app.limits import CHECKPOINT_BYTES
from engine.arrays import Array, readonly
from engine.edits import AnyEdit
from engine.lesson import Recipe, State, replay, states
from engine.network import Layer

Key = tuple[Recipe, tuple[AnyEdit, ...], int]

STRIDE = 100
_lock = Lock()
_states: "LRUCache[Key, State]" = LRUCache(CHECKPOINT_BYTES, getsizeof=lambda state: _size(state))


def state_at(recipe: Recipe, edits: tuple[AnyEdit, ...], updates: int) -> State:
    """The state after so many updates: taken from the longest known prefix, the rest replayed and remembered.

    Of a run that diverges it is the last one whose numbers are all finite, as ``engine.lesson.replay`` has it.
    """
    begin, known_to = _known(recipe, edits, updates)
    if _is_it(begin, known_to, updates):
        return begin
    dear = shelf.worth_sharing(recipe, updates - known_to)
    if dear:
        begin, known_to = _shared(recipe, edits, updates, begin, known_to)
        if _is_it(begin, known_to, updates):
            return begin
        # Other workers will be asked for other counts nearby.
        milestone = updates - updates % STRIDE
        if shelf.worth_sharing(recipe, milestone - known_to):
            begin = replay(recipe, edits, milestone, begin)
            _keep(recipe, edits, milestone, begin)
            shelf.given(_name(recipe, edits, milestone), _numbers(begin))
    state = replay(recipe, edits, updates, begin)
    _keep(recipe, edits, updates, state)
    if dear and shelf.worth_sharing(recipe, updates - known_to):
        shelf.given(_name(recipe, edits, updates), _numbers(state))
    return state


def states_at(recipe: Recipe, edits: tuple[AnyEdit, ...], counts: Sequence[int]) -> Iterator[State]:
    """The state at each of these rising counts, as ``engine.lesson.states`` gives them, some of them remembered."""
    begin, _ = _known(recipe, edits, counts[0])
    for state in states(recipe, edits, counts, begin):
        if state.updates % STRIDE == 0 or state.updates == counts[-1]:
            _keep(recipe, edits, state.updates, state)
        yield state


def clear() -> None:
    """Forget everything."""
    with _lock:
        _states.clear()


def _keep(recipe: Recipe, edits: tuple[AnyEdit, ...], updates: int, state: State) -> None:
    with _lock:
        if _size(state) <= _states.maxsize:
            _states[_key(recipe, edits, updates)] = state


def _is_it(begin: State | None, known_to: int, updates: int) -> TypeGuard[State]:
    """Whether nothing has to be replayed: it is the state asked for, or the last one of a run that diverged."""
    return begin is not None and (begin.updates == updates or begin.updates < known_to)


def _shared(
    recipe: Recipe, edits: tuple[AnyEdit, ...], updates: int, begin: State | None, known_to: int
) -> tuple[State | None, int]:
    """What others have put on the shelf, where it is later than what is known here; else that."""
    counts = [count for count in _tries(updates) if count > known_to]
    for count, numbers in zip(counts, shelf.taken([_name(recipe, edits, one) for one in counts]), strict=True):
        state = None if numbers is None else _state(recipe, count, numbers)
        if state is not None:
            _keep(recipe, edits, count, state)
            return state, count
    return begin, known_to


def _name(recipe: Recipe, edits: tuple[AnyEdit, ...], updates: int) -> str:
    return shelf.name("state", recipe, edits, updates)


def _numbers(state: State) -> Array:
    return np.concatenate([[state.updates], *(layer.matrix.ravel() for layer in state.layers), *state.memory])


def _state(recipe: Recipe, most: int, numbers: Array) -> State | None:
    """The state that these numbers are; None where they cannot be one of this lesson."""
    spec, count = recipe.spec, recipe.spec.n_parameters
    updates, parts = int(numbers[0]), numbers[1:]
    if len(parts) != count * (1 + len(recipe.optimiser.memories)) or not 0 <= updates <= most:
        return None
    layers, at = [], 0
    for layer, (n_in, n_out) in zip(spec.layers, pairwise(spec.sizes), strict=True):
        size = (n_in + 1) * n_out
        layers.append(Layer.of(parts[at : at + size].reshape(n_out, n_in + 1), layer.activation))
        at += size
    memory = tuple(readonly(one) for one in np.split(parts[count:], len(recipe.optimiser.memories) or 1) if len(one))
    return State(updates, tuple(layers), memory)


def _tries(updates: int) -> list[int]:
    """Itself, the one an update before, and all multiples of the stride below, latest first."""
    return [updates, updates - 1, *range(updates - updates % STRIDE, 0, -STRIDE)]


def _known(recipe: Recipe, edits: tuple[AnyEdit, ...], updates: int) -> tuple[State | None, int]:
    """The state itself or the one an update before, else the latest known multiple of the stride; and its count."""
    with _lock:
        for count in _tries(updates):
            state = _states.get(_key(recipe, edits, count))
            if state is not None:
                return state, count
    return None, 0


def _key(recipe: Recipe, edits: tuple[AnyEdit, ...], updates: int) -> Key:
    return recipe, tuple(edit for edit in edits if edit.updates <= updates), updates


def _size(state: State) -> int:
    memory = sum(one.nbytes + 100 for one in state.memory)
    return 200 + memory + sum(layer.W.nbytes + layer.b.nbytes + 200 for layer in state.layers)
