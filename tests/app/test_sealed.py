import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sealed import sealed, unsealed

NUMBERS = np.array([1.5, -0.0, np.inf, np.nan, 5e-324])


def test_the_very_same_bits_come_back_read_only() -> None:
    found = unsealed("name", sealed("name", NUMBERS))
    assert found is not None
    assert found.tobytes() == NUMBERS.tobytes()
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 1


def test_another_name_a_changed_bit_and_every_cut_are_seen() -> None:
    kept = sealed("name", NUMBERS)
    assert unsealed("other", kept) is None
    for at in range(len(kept)):
        assert unsealed("name", kept[:at]) is None
        assert unsealed("name", kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :]) is None
    assert unsealed("name", kept + b"\0" * 8) is None


@given(st.one_of(st.binary(max_size=200), st.none(), st.text(), st.integers()))
def test_rubbish_is_nothing(rubbish: object) -> None:
    assert unsealed("name", rubbish) is None
    assert unsealed("name", b"BPV1" + os.urandom(16 + 80)) is None
