import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from app import checkpoints, shelf, training_run
from app.breaker import Breaker
from app.shelf import Away
from app.shelf_file import FileShelf
from engine.lesson import State, replay
from tests.app.drawing import lesson

FAR = "layers=2-8-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:60:0.1:1&batch=20&reduction=mean"
ADDRESSES = (
    f"{FAR}&set=w1:0.5@90,n3:out@101,lr:0.2@150&opt=adam&lr=0.1", f"{FAR}&opt=momentum", FAR,
    "layers=2-8-1&act=relu,linear&loss=half_squared_error&data=moons:60:0.1:1&init=he&lr=50&reduction=mean",
)  # fmt: skip


class Memory:
    """A shelf that forgets nothing and counts what it is asked."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.found = 0
        self.reading, self.writing = Breaker("reading"), Breaker("writing")

    def get(self, names: Sequence[str]) -> list[bytes | None]:
        found = [self.kept.get(name) for name in names]
        self.found += sum(one is not None for one in found)
        return found

    def put(self, name: str, content: bytes) -> None:
        self.kept[name] = content


class Gone(Memory):
    """One that cannot be reached."""

    def get(self, _: Sequence[str]) -> list[bytes | None]:
        raise Away

    def put(self, _: str, __: bytes) -> None:
        raise Away


@pytest.fixture
def use() -> Iterator[Callable[[shelf.Shelf | None], None]]:
    """Puts a shelf in place, in a process that knows nothing yet."""

    def use(one: shelf.Shelf | None) -> None:
        checkpoints.clear()
        training_run.clear()
        shelf.use(one)

    yield use
    use(None)


def bits(state: State) -> tuple[object, ...]:
    return state.updates, *(layer.matrix.tobytes() for layer in state.layers), *(one.tobytes() for one in state.memory)


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_one_worker_replayed_another_takes_bit_for_bit(
    address: str, use: Callable[[shelf.Shelf | None], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    it = lesson(address)
    truth = {count: bits(replay(it.recipe, it.edits, count)) for count in (1730, 1731, 1750, 1650)}
    memory = Memory()
    use(memory)
    assert bits(checkpoints.state_at(it.recipe, it.edits, 1730)) == truth[1730]
    assert memory.kept
    begins = []

    def noting(*given: object) -> State:
        begin = given[3]
        begins.append(begin.updates if isinstance(begin, State) else 0)
        return replay(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(checkpoints, "replay", noting)
    for count in (1730, 1731, 1750):
        use(memory)
        assert bits(checkpoints.state_at(it.recipe, it.edits, count)) == truth[count]
    if "lr=50" not in address:
        assert begins == [1730, 1700]
    use(memory)
    assert bits(checkpoints.state_at(it.recipe, it.edits, 1650)) == truth[1650]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_run_that_another_worker_measured_is_the_same_run(
    address: str, use: Callable[[shelf.Shelf | None], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    it = lesson(f"{address}&updates=1730")
    use(None)
    truth = training_run.run_of(it)
    memory = Memory()
    use(memory)
    first = training_run.run_of(it)
    use(memory)
    monkeypatch.setattr(training_run, "states_at", None)
    for run in (first, training_run.run_of(it)):
        assert (run.end, run.history.diverged) == (truth.end, truth.history.diverged)
        for name in ("updates", "loss", "test_loss", "accuracy", "test_accuracy", "gradient_norms", "learning_rate"):
            assert np.array_equal(getattr(run.history, name), getattr(truth.history, name), equal_nan=True)


def test_a_near_update_asks_nobody(use: Callable[[shelf.Shelf | None], None]) -> None:
    memory = Memory()
    use(memory)
    it = lesson("mazur")
    checkpoints.state_at(it.recipe, it.edits, 20)
    assert not memory.kept


def test_a_shelf_that_is_away_or_full_of_rubbish_changes_no_bit(use: Callable[[shelf.Shelf | None], None]) -> None:
    it = lesson(ADDRESSES[0])
    truth = bits(replay(it.recipe, it.edits, 1730))
    use(Gone())
    assert bits(checkpoints.state_at(it.recipe, it.edits, 1730)) == truth
    memory = Memory()
    use(memory)
    checkpoints.state_at(it.recipe, it.edits, 1730)
    training_run.run_of(lesson(f"{ADDRESSES[0]}&updates=1730"))
    good = dict(memory.kept)
    others = [*list(good.values())[1:], next(iter(good.values()))]
    for rubbish in (os.urandom(500), b"", next(iter(good.values()))[:-8], *others[:2]):
        memory.kept = dict.fromkeys(good, rubbish)
        use(memory)
        assert bits(checkpoints.state_at(it.recipe, it.edits, 1730)) == truth
    assert set(memory.kept) >= set(good)


def test_numbers_of_another_shape_are_no_state() -> None:
    it = lesson(ADDRESSES[0])
    state = replay(it.recipe, it.edits, 300)
    numbers = checkpoints._numbers(state)
    back = checkpoints._state(it.recipe, 300, numbers)
    assert back is not None
    assert bits(back) == bits(state)
    assert checkpoints._state(it.recipe, 299, numbers) is None
    assert checkpoints._state(it.recipe, 300, numbers[:-1]) is None
    assert checkpoints._state(lesson(FAR).recipe, 300, numbers) is None


def test_names_differ_with_all_that_numbers_depend_on(monkeypatch: pytest.MonkeyPatch) -> None:
    it = lesson(ADDRESSES[0])
    names = [
        shelf.name("state", it.recipe, it.edits, 1730), shelf.name("measures", it.recipe, it.edits, 1730),
        shelf.name("state", it.recipe, it.edits, 1731), shelf.name("state", it.recipe, it.edits[:-1], 1730),
        shelf.name("state", lesson(FAR).recipe, it.edits, 1730),
    ]  # fmt: skip
    monkeypatch.setattr(shelf, "build_id", lambda: "another build")
    names.append(shelf.name("state", it.recipe, it.edits, 1730))
    assert len(set(names)) == len(names)
    assert shelf.name("state", it.recipe, it.edits, 50) == shelf.name("state", it.recipe, (), 50)


def test_a_file_keeps_things_for_other_workers_and_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "deeper" / "states.sqlite3"
    one, other = FileShelf(path, 400_000), FileShelf(path, 400_000)
    assert other.get(["a"]) == [None]
    assert not path.exists()
    for number in range(60):
        one.put(f"n{number}", bytes([number]) * 20_000)
    assert other.get(["n59", "n0", "never"]) == [bytes([59]) * 20_000, None, None]
    assert path.stat().st_size <= 400_000
    one.put("n59", b"again")
    assert other.get(["n59"]) == [b"again"]


def test_a_damaged_file_is_replaced_and_a_place_that_is_none_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "states.sqlite3"
    one = FileShelf(path)
    one.put("a", bytes(50_000))
    path.write_bytes(path.read_bytes()[:100] + os.urandom(40_000))
    with pytest.raises(Away):
        one.get(["a"])
    one.put("a", b"new")
    assert one.get(["a"]) == [b"new"]
    assert caplog.text.count("is damaged") == 1
    nowhere = FileShelf(tmp_path / "states.sqlite3" / "below a file" / "states.sqlite3")
    for _ in range(3):
        with pytest.raises(Away):
            nowhere.put("a", b"b")
    assert caplog.text.count("cannot be written") == 1


def test_a_locked_file_costs_a_moment(tmp_path: Path) -> None:
    path = tmp_path / "states.sqlite3"
    one = FileShelf(path, pause=0)
    one.put("a", b"b")
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Away):
            one.put("a", b"c")
        other.execute("ROLLBACK")
    assert one.get(["a"]) == [b"b"]
