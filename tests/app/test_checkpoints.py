from collections.abc import Iterator

import numpy as np
import pytest
from cachetools import LRUCache

from app import checkpoints
from app.checkpoints import STRIDE, state_at
from engine.lesson import Edit, Recipe, State, replay, states
from engine.parameters import Parameter
from tests.app.drawing import lesson

XOR = lesson("xor").recipe
EDITS = (Edit(Parameter("w", 1, 1, 1), 0.5, 3), Edit(Parameter("b", 2, 1), -1.0, 250))


@pytest.fixture(autouse=True)
def empty() -> Iterator[None]:
    checkpoints.clear()
    yield
    checkpoints.clear()


def assert_same(one: State, other: State) -> None:
    assert one.updates == other.updates
    for mine, theirs in zip(one.layers, other.layers, strict=True):
        assert np.array_equal(mine.W, theirs.W)
        assert np.array_equal(mine.b, theirs.b)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (300, 301, 2), (250, 251, 249, 600), (2 * STRIDE, 2 * STRIDE + 7, 5)])
def test_what_was_met_before_changes_no_bit(order: tuple[int, ...]) -> None:
    for updates in order:
        for edits in (EDITS, (), EDITS[:1]):
            assert_same(state_at(XOR, edits, updates), replay(XOR, edits, updates))


def test_a_known_state_is_not_computed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    state = state_at(XOR, EDITS, 300)
    begins = []

    def noting(recipe: Recipe, edits: tuple[Edit, ...], updates: int, begin: State | None) -> State:
        begins.append(begin.updates if begin else 0)
        return replay(recipe, edits, updates, begin)

    monkeypatch.setattr(checkpoints, "replay", noting)
    assert state_at(XOR, EDITS, 300) is state
    state_at(XOR, EDITS, 301)
    state_at(XOR, EDITS, 350)
    assert begins == [300, 300]


def test_an_edit_to_come_leaves_what_was_before_it() -> None:
    assert state_at(XOR, EDITS[:1], 200) is state_at(XOR, EDITS, 200)
    assert state_at(XOR, EDITS[:1], 250) is not state_at(XOR, EDITS, 250)


def test_another_lesson_has_other_states() -> None:
    assert state_at(XOR, (), 5) is not state_at(lesson("preset=xor&seed=2").recipe, (), 5)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    room = 3 * checkpoints._size(state_at(XOR, (), 1)) + 10
    cache: LRUCache[checkpoints.Key, State] = LRUCache(room, getsizeof=checkpoints._size)
    monkeypatch.setattr(checkpoints, "_states", cache)
    for updates in range(9):
        assert_same(state_at(XOR, (), updates), replay(XOR, (), updates))
    assert 1 <= len(cache) <= 3
    tiny: LRUCache[checkpoints.Key, State] = LRUCache(10, getsizeof=checkpoints._size)
    monkeypatch.setattr(checkpoints, "_states", tiny)
    assert_same(state_at(XOR, (), 3), replay(XOR, (), 3))
    assert len(tiny) == 0


TRAINED = (
    "layers=2-3-1&act=tanh,sigmoid&loss=mse&data=moons:20:0.1:1&batch=6&opt=adam&lr=0.1"
    "&set=w1:0.5@90,n3:out@101,lr:0.2@150,w2:frozen@199,n3:in@201,w2:free@230"
)
DIVERGING = "layers=2-8-1&act=relu,linear&loss=half_squared_error&data=moons:60:0.1:1&init=he&lr=50&reduction=mean"


@pytest.mark.parametrize("address", [TRAINED, DIVERGING, f"{DIVERGING}&set=w1:0.1@100,lr:40@150,w2:1@180"])
@pytest.mark.parametrize("order", [(300, 177, 176, 99), (99, 100, 101, 178, 500), (500, 0, 250, 230, 199)])
def test_many_states_at_once_are_those_of_each_alone(address: str, order: tuple[int, ...]) -> None:
    it = lesson(address)
    for updates in order:
        assert_same_memory(state_at(it.recipe, it.edits, updates), replay(it.recipe, it.edits, updates))
        counts = sorted({updates // 3, updates, updates + 7, updates + 120})
        found = list(checkpoints.states_at(it.recipe, it.edits, counts))
        truth = list(states(it.recipe, it.edits, counts))
        assert [state.updates for state in found] == [state.updates for state in truth]
        for mine, theirs in zip(found, truth, strict=True):
            assert_same_memory(mine, theirs)


def assert_same_memory(one: State, other: State) -> None:
    assert_same(one, other)
    assert len(one.memory) == len(other.memory)
    for mine, theirs in zip(one.memory, other.memory, strict=True):
        assert np.array_equal(mine, theirs)
