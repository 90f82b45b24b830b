"""States of lessons that were met before, so that a late update does not have to be replayed from the start.

Bounded in bytes. Emptying it changes no response: a state is a function of its key, and replaying from a checkpoint
gives the bits that replaying from the start gives.
"""

from threading import Lock

from cachetools import LRUCache

from app.limits import CHECKPOINT_BYTES
from engine.lesson import Edit, Recipe, State, replay

Key = tuple[Recipe, tuple[Edit, ...], int]

STRIDE = 100
_lock = Lock()
_states: "LRUCache[Key, State]" = LRUCache(CHECKPOINT_BYTES, getsizeof=lambda state: _size(state))


def state_at(recipe: Recipe, edits: tuple[Edit, ...], updates: int) -> State:
    """The state after so many updates: taken from the longest known prefix, the rest replayed and remembered."""
    begin = _known(recipe, edits, updates)
    if begin is not None and begin.updates == updates:
        return begin
    state = replay(recipe, edits, updates, begin)
    with _lock:
        if _size(state) <= _states.maxsize:
            _states[_key(recipe, edits, updates)] = state
    return state


def clear() -> None:
    """Forget everything."""
    with _lock:
        _states.clear()


def _known(recipe: Recipe, edits: tuple[Edit, ...], updates: int) -> State | None:
    """The state itself or the one an update before, else the latest known multiple of the stride."""
    tries = [updates, updates - 1, *range(updates - updates % STRIDE, 0, -STRIDE)]
    with _lock:
        for count in tries:
            state = _states.get(_key(recipe, edits, count))
            if state is not None:
                return state
    return None


def _key(recipe: Recipe, edits: tuple[Edit, ...], updates: int) -> Key:
    return recipe, tuple(edit for edit in edits if edit.updates <= updates), updates


def _size(state: State) -> int:
    return 200 + sum(layer.W.nbytes + layer.b.nbytes + 200 for layer in state.layers)
