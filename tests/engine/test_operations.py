from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.operations import STEP_SIZES, Program, StepSize, program

NOTES = """
input
z-1-1 z-1-2 a-1-1 a-1-2
z-2-1 z-2-2 a-2-1 a-2-2
z-3-1 z-3-2 a-3-1 a-3-2
loss
dC_dy-3-1 dC_dy-3-2 dC_dz-3-1 dC_dz-3-2
dC_da-2-1 dC_da-2-2 dC_dz-2-1 dC_dz-2-2
dC_da-1-1 dC_da-1-2 dC_dz-1-1 dC_dz-1-2
dC_dw-1-1 dC_dw-1-2
dC_dw-2-1 dC_dw-2-2
dC_dw-3-1 dC_dw-3-2
gradient
update-1-1 update-1-2
update-2-1 update-2-2
update-3-1 update-3-2
"""

BATCH_OF_THREE = """
input
z-1-1 z-1-2 z-1-3 a-1-1 a-1-2 a-1-3
z-2-1 a-2-1
loss
dC_dy-2-1 dC_dz-2-1
dC_da-1-1 dC_da-1-2 dC_da-1-3 dC_dz-1-1 dC_dz-1-2 dC_dz-1-3
dC_dx-0-1 dC_dx-0-2
dC_dw-1-1 dC_dw-1-2 dC_dw-1-3
dC_dw-2-1
dL_dw-1-1 dL_dw-1-2 dL_dw-1-3
dL_dw-2-1
gradient
update-1-1 update-1-2 update-1-3
update-2-1
"""

NETWORKS = [((2, 2, 2, 2), 1, False), ((2, 3, 1), 3, True), ((1, 1), 1, False), ((3, 1, 2, 4), 2, False)]

programs = st.builds(
    lambda sizes, batch, dx: program(tuple(sizes), batch, with_dC_dx=dx),
    st.lists(st.integers(1, 4), min_size=2, max_size=5),
    st.integers(1, 3),
    st.booleans(),
)


def keys(made: Program) -> list[str]:
    return [operation.key for operation in made.operations]


def ends_of_lines(listing: str) -> tuple[int, ...]:
    """The counts of operations at the ends of the lines."""
    counts = [len(line.split()) for line in listing.strip().splitlines()]
    return tuple(sum(counts[:n]) for n in range(1, len(counts) + 1))


@pytest.mark.parametrize(
    ("listing", "made"),
    [(NOTES, program((2, 2, 2, 2), 1)), (BATCH_OF_THREE, program((2, 3, 1), 3, with_dC_dx=True))],
)
def test_a_training_step_is_the_list_that_the_notes_make(listing: str, made: Program) -> None:
    assert keys(made) == listing.split()
    assert made.boundaries["layer"] == ends_of_lines(listing)
    assert made.places["loss"] == listing.split().index("loss") + 1


def test_the_boundaries_of_the_notes_network_by_hand() -> None:
    boundaries = program((2, 2, 2, 2), 1).boundaries
    assert boundaries["neuron"] == tuple(range(1, 40))
    assert boundaries["operation"][:8] == (1, 3, 5, 7, 9, 11, 13, 14)
    assert boundaries["pass"] == (14, 33, 39)
    assert boundaries["update"] == (39,)


def test_phases_follow_one_another() -> None:
    made = program((2, 3, 1), 3, with_dC_dx=True)
    phases = [operation.phase for operation in made.operations]
    order = ["forward", "loss", "backward", "gradients", "update"]
    assert sorted(phases, key=order.index) == phases
    assert [made.end_of(phase) for phase in ("forward", "loss", "backward", "gradients", "update")] == [
        9, 10, 20, 29, 33,
    ]  # fmt: skip


@given(programs)
@settings(deadline=None)
def test_every_operation_has_its_own_key_and_place(made: Program) -> None:
    assert len(set(keys(made))) == len(made)
    assert [made.places[key] for key in keys(made)] == list(range(1, len(made) + 1))


@given(programs)
@settings(deadline=None)
def test_boundaries_nest_and_all_end_with_the_update(made: Program) -> None:
    for smaller, larger in pairwise(STEP_SIZES):
        assert set(made.boundaries[larger]) <= set(made.boundaries[smaller])
    assert all(ends[-1] == len(made) for ends in made.boundaries.values())


@pytest.mark.parametrize("size", STEP_SIZES)
@pytest.mark.parametrize(("sizes", "batch", "dx"), NETWORKS)
def test_as_many_steps_back_as_on_lead_to_the_same_time(
    sizes: tuple[int, ...], batch: int, dx: bool, size: StepSize
) -> None:
    made = program(sizes, batch, with_dC_dx=dx)
    n = len(made)
    starts = [0, *(end + update * n for update in range(2) for end in made.boundaries[size])]
    for begin in starts:
        times = [begin]
        for _ in range(len(made.boundaries[size]) + 2):
            times.append(made.forward_from(times[-1], size))
        back = times[-1]
        for expected in reversed(times[:-1]):
            back = made.back_from(back, size)
            assert back == expected


@given(programs, st.sampled_from(STEP_SIZES), st.integers(0, 300))
@settings(deadline=None)
def test_a_step_ends_at_the_nearest_boundary(made: Program, size: StepSize, time: int) -> None:
    n = len(made)
    boundaries = {0, *(update * n + end for update in range(time // n + 3) for end in made.boundaries[size])}
    assert made.forward_from(time, size) == min(end for end in boundaries if end > time)
    assert made.back_from(time, size) == max((end for end in boundaries if end < time), default=0)
