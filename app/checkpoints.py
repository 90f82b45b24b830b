"""States of lessons that were met before, so that a late update does not have to be replayed from the start.

Bounded in bytes. Emptying it changes no response: a state is a function of its key, and replaying from a checkpoint
gives the bits that replaying from the start gives.
"""

from collections.abc import Iterator, Sequence
from threading import Lock

from cachetools import LRUCache

from app.limits import CHECKPOINT_BYTES
from engine.edits import AnyEdit
from engine.lesson import Recipe, State, replay, states

Key = tuple[Recipe, tuple[AnyEdit, ...], int]

STRIDE = 100
_lock = Lock()
_states: "LRUCache[Key, State]" = LRUCache(CHECKPOINT_BYTES, getsizeof=lambda state: _size(state))


def state_at(recipe: Recipe, edits: tuple[AnyEdit, ...], updates: int) -> State:
    """The state after so many updates: taken from the longest known prefix, the rest replayed and remembered.

    Of a run that diverges it is the last one whose numbers are all finite, as ``engine.lesson.replay`` has it.
    """
    begin, known_to = _known(recipe, edits, updates)
    if begin is not None and (begin.updates == updates or begin.updates < known_to):
        return begin
    state = replay(recipe, edits, updates, begin)
    _keep(recipe, edits, updates, state)
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


def _known(recipe: Recipe, edits: tuple[AnyEdit, ...], updates: int) -> tuple[State | None, int]:
    """The state itself or the one an update before, else the latest known multiple of the stride; and its count."""
    tries = [updates, updates - 1, *range(updates - updates % STRIDE, 0, -STRIDE)]
    with _lock:
        for count in tries:
            state = _states.get(_key(recipe, edits, count))
            if state is not None:
                return state, count
    return None, 0


def _key(recipe: Recipe, edits: tuple[AnyEdit, ...], updates: int) -> Key:
    return recipe, tuple(edit for edit in edits if edit.updates <= updates), updates


def _size(state: State) -> int:
    memory = sum(one.nbytes + 100 for one in state.memory)
    return 200 + memory + sum(layer.W.nbytes + layer.b.nbytes + 200 for layer in state.layers)
