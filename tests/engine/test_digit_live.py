import numpy as np

from engine.digit_live import score, trained_now
from engine.digit_networks import digit_spec
from engine.network import Initialisation, Layer, initialise


def same(one: tuple[Layer, ...], other: tuple[Layer, ...]) -> bool:
    return all(np.array_equal(a.matrix, b.matrix) for a, b in zip(one, other, strict=True))


def test_no_update_is_the_untrained_network() -> None:
    drawn = initialise(digit_spec("32-relu"), Initialisation("he"), 7)
    assert same(trained_now("32-relu", 7, 0), drawn)
    drawn = initialise(digit_spec("16-16-tanh"), Initialisation("xavier"), 7)
    assert same(trained_now("16-16-tanh", 7, 0), drawn)


def test_training_is_the_same_whatever_was_asked_for_before() -> None:
    first = trained_now("16-16-relu", 3, 150)
    trained_now("16-16-relu", 3, 250)
    trained_now("16-16-relu", 3, 20)
    assert same(trained_now("16-16-relu", 3, 150), first)
    assert not same(trained_now("16-16-relu", 3, 149), first)
    assert not same(trained_now("16-16-relu", 4, 150), first)


def test_what_was_remembered_is_not_changed_by_going_on() -> None:
    first = trained_now("32-tanh", 1, 100)
    before = [layer.matrix.copy() for layer in first]
    trained_now("32-tanh", 1, 130)
    assert all(np.array_equal(layer.matrix, old) for layer, old in zip(first, before, strict=True))
    assert same(trained_now("32-tanh", 1, 100), first)


def test_it_learns() -> None:
    untrained, begun, trained = (score(trained_now("32-relu", 1, updates)) for updates in (0, 100, 1000))
    assert untrained < 0.25
    assert begun > 0.8
    assert trained > 0.95
