from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.address.drawing_entries import STEPS
from app.drawing import Drawing, first_drawing
from app.ink import BLANK
from engine.drawing_steps import Deed
from tests.app.real_drawings import drawings


@given(drawings(looked_at=False), st.sampled_from(STEPS), st.integers(1, 9))
@settings(deadline=None, max_examples=100)
def test_from_a_boundary_k_steps_on_and_k_back_are_no_step(drawing: Drawing, size: str, k: int) -> None:
    ends = drawing.program.boundaries[size]  # type: ignore[index]
    drawing = replace(drawing, target=4, view=replace(drawing.view, step=size))  # type: ignore[arg-type]
    if drawing.blank:
        return
    start = drawing.within(ends[k % len(ends)])
    moved = start
    for _ in range(k):
        moved = moved.stepped(+1, 4)
    assert moved != start
    for _ in range(k):
        moved = moved.stepped(-1, 4)
    assert moved == start


def test_a_step_after_the_update_begins_the_next_with_the_new_weights() -> None:
    drawing = first_drawing()
    end = drawing.within(len(drawing.program))
    begun = end.stepped(+1, 3)
    assert begun.deeds == (Deed("weights", 3, 1),)
    assert begun.at == "input"
    assert begun.stepped(-1, 3) == end


def test_before_the_first_operation_there_is_no_way_back_over_a_step_of_the_drawing() -> None:
    drawing = first_drawing().after(Deed("ink", 3, 1)).within(1)
    back = drawing.stepped(-1, 3)
    assert back.at == ""
    assert back.deeds == drawing.deeds


def test_things_done_add_up_and_are_undone_one_by_one() -> None:
    drawing = first_drawing()
    for deed in (Deed("ink", 3, 1), Deed("ink", 3, 10), Deed("weights", 3, 1), Deed("ink", 3, 1)):
        drawing = drawing.after(deed)
    assert drawing.deeds == (Deed("ink", 3, 11), Deed("weights", 3, 1), Deed("ink", 3, 1))
    for expected in ((Deed("ink", 3, 11), Deed("weights", 3, 1)), (Deed("ink", 3, 11),), (Deed("ink", 3, 10),)):
        drawing = drawing.undone()
        assert drawing.deeds == expected


@pytest.mark.parametrize("at", ["", "gradient", "update-2-10"])
def test_nothing_of_a_blank_drawing_is_computed(at: str) -> None:
    drawing = replace(first_drawing(), ink=BLANK, at=at)
    assert drawing.blank
    assert drawing.done == 0
