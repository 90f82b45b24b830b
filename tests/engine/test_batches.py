import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.batches import batch_rows, per_epoch

SETS = st.lists(st.integers(0, 500), min_size=1, max_size=60, unique=True).map(lambda rows: tuple(sorted(rows)))


@given(SETS, st.integers(1, 70), st.integers(0, 2**31 - 1), st.integers(0, 50))
def test_an_epoch_takes_every_example_once_and_its_remainder_is_a_batch(
    present: tuple[int, ...], size: int, seed: int, epoch: int
) -> None:
    count = per_epoch(len(present), size)
    batches = [batch_rows(present, size, seed, epoch * count + place).tolist() for place in range(count)]
    assert sorted(row for batch in batches for row in batch) == list(present)
    assert [len(batch) for batch in batches[:-1]] == [size] * (count - 1)
    assert len(batches[-1]) == len(present) - size * (count - 1)


def test_epochs_are_shuffled_anew_and_by_their_seed_alone() -> None:
    present = tuple(range(40))
    orders = [
        tuple(np.concatenate([batch_rows(present, 10, seed, epoch * 4 + k) for k in range(4)]).tolist())
        for seed in (1, 2)
        for epoch in range(5)
    ]
    assert len(set(orders)) == 10
    assert batch_rows(present, 10, 1, 3).tolist() == batch_rows(present, 10, 1, 3).tolist()


def test_the_whole_set_keeps_its_order() -> None:
    assert batch_rows((2, 5, 7), 0, 1, 9).tolist() == [2, 5, 7]
    assert batch_rows((2, 5, 7), 3, 1, 9).tolist() == [2, 5, 7]


def test_every_place_in_an_epoch_is_as_likely() -> None:
    present, counts = tuple(range(6)), np.zeros((6, 6))
    for epoch in range(3000):
        for place in range(6):
            counts[batch_rows(present, 1, 4, epoch * 6 + place)[0], place] += 1
    assert abs(counts - 500).max() < 110  # five standard deviations
