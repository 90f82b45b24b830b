"""The trained networks: they are what their names say, recognise what they should, and training repeats itself."""

import numpy as np
import pytest

from engine.digit_images import drawn_strokes, enlarged, scanned, varied_scans
from engine.digit_networks import DEFAULT_NETWORK, DIGIT_NETWORKS, digit_network, digit_spec, pack, unpack
from engine.digit_training import fit, share_right
from engine.digits import Levels, levels
from engine.network import NetworkError, NetworkSpec

Images = tuple[Levels, Levels]


@pytest.fixture(scope="module")
def fresh() -> Images:
    """Strokes that no training saw."""
    return drawn_strokes(200, 999)


@pytest.fixture(scope="module")
def scans() -> Images:
    return levels(enlarged()), scanned()[1]


@pytest.mark.parametrize("name", DIGIT_NETWORKS)
def test_a_network_is_what_its_name_says(name: str) -> None:
    spec = NetworkSpec.of(digit_network(name))
    assert spec == digit_spec(name)
    assert "-".join([*map(str, spec.sizes[1:-1]), spec.activations[0].name]) == name
    assert (spec.sizes[0], spec.sizes[-1], spec.activations[-1].name) == (256, 10, "softmax")
    assert unpack(spec, pack(digit_network(name)))[0].matrix.tolist() == digit_network(name)[0].matrix.tolist()


@pytest.mark.parametrize("name", DIGIT_NETWORKS)
def test_fresh_strokes_and_scans_are_recognised(name: str, fresh: Images, scans: Images) -> None:
    # A quarter of these strokes is coarse, and some hands are hardly legible.
    assert share_right(digit_network(name), *fresh) >= 0.94
    assert share_right(digit_network(name), *scans) >= 0.99


def test_people_whose_digits_were_not_learnt_are_recognised() -> None:
    learnt, judged = np.arange(1350), np.arange(1350, 1797)
    parts = drawn_strokes(700, 5), varied_scans(3, 5, learnt)
    seen, digits = (np.concatenate(part) for part in zip(*parts, strict=True))
    layers = fit(DEFAULT_NETWORK, seen, digits, 2000, 5)
    scans = levels(enlarged()[judged])
    assert share_right(layers, scans, scanned()[1][judged]) >= 0.93


@pytest.mark.parametrize("name", ["32-sigmoid", "16-16-tanh", "16-16-relu"])
def test_training_repeats_itself_and_learns(name: str, scans: Images) -> None:
    once, again, other = (fit(name, *scans, 300, seed) for seed in (1, 1, 2))
    assert pack(once) == pack(again) != pack(other)
    assert share_right(once, *scans) > 0.85


def test_another_name_or_size_is_refused() -> None:
    with pytest.raises(NetworkError, match="16-16-relu"):
        digit_network("64-tanh")
    with pytest.raises(NetworkError, match="8554 parameters, not 3"):
        unpack(digit_spec("32-relu"), b"\0" * 6)
