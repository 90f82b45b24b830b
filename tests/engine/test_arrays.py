import numpy as np
import pytest

from engine.arrays import ShapeError, examples, freeze, readonly


def test_a_readonly_array_is_a_copy_in_c_order_that_cannot_be_written() -> None:
    source = np.asfortranarray([[1, 2], [3, 4]])
    array = readonly(source, "weights", 2)
    source[0, 0] = 9
    assert array.tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert array.dtype == np.float64
    assert array.flags.c_contiguous
    with pytest.raises(ValueError, match="read-only"):
        array[0, 0] = 5.0


def test_a_view_of_something_writable_is_copied() -> None:
    source = np.zeros(3)
    view = source[:]
    view.setflags(write=False)
    array = readonly(view)
    source[:] = 7.0
    assert array.tolist() == [0.0, 0.0, 0.0]


def test_what_is_readonly_already_is_not_copied() -> None:
    array = readonly([1.0, 2.0])
    assert readonly(array) is array
    assert np.shares_memory(readonly(array[:1]), array)


def test_memory_that_is_no_array_is_copied() -> None:
    memory = bytearray(np.arange(3.0).tobytes())
    view = np.frombuffer(memory)
    view.setflags(write=False)
    array = readonly(view)
    memory[:8] = bytes(8 * [1])
    assert array.tolist() == [0.0, 1.0, 2.0]


def test_errors_name_the_array_and_what_is_wrong() -> None:
    with pytest.raises(ShapeError, match="weights must be a matrix, not an array of 1 dimensions"):
        readonly([1.0], "weights", 2)
    with pytest.raises(ShapeError, match="biases must be numbers, in rows of equal length"):
        readonly(["one"], "biases", 1)
    with pytest.raises(ShapeError, match="weights must be numbers, in rows of equal length"):
        readonly([[1.0], [2.0, 3.0]], "weights", 2)


def test_one_example_is_a_batch_of_one() -> None:
    assert examples([1.0, 2.0], "inputs", 2).tolist() == [[1.0, 2.0]]
    assert examples([[1.0], [2.0]], "inputs", 1).tolist() == [[1.0], [2.0]]
    with pytest.raises(ValueError, match="read-only"):
        examples([1.0, 2.0], "inputs", 2)[0, 0] = 3.0


@pytest.mark.parametrize("values", [[], [[]], [[1.0, 2.0]], [[[1.0]]], 1.0, np.empty((0, 3))])
def test_a_batch_of_another_width_is_refused(values: object) -> None:
    with pytest.raises(ShapeError, match="inputs"):
        examples(values, "inputs", 3)  # type: ignore[arg-type]


def test_a_frozen_array_gives_frozen_views() -> None:
    array = np.zeros((2, 2))
    freeze(array)
    assert not array.T.flags.writeable
    assert not array[0].flags.writeable
