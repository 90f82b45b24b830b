import json
from base64 import b64decode
from dataclasses import replace

import numpy as np
import pytest

from app.frames import frames
from app.map_faces import faces, ground, sides_of
from app.map_scales import top_of
from app.scales import width_step
from engine.edits import RateEdit
from engine.forward import forward
from engine.history import measured
from engine.lesson import replay, states
from tests.app.training_lessons import recipe

COUNTS = (1, 2, 5)


def signed(text: str) -> list[int]:
    numbers: list[int] = np.frombuffer(b64decode(text), np.int8).tolist()
    return numbers


def test_a_frame_is_what_the_page_of_that_update_shows() -> None:
    lesson, edits = replace(recipe((2, 3, 1)), batch_size=6), (RateEdit(0.1, 2),)  # of 12 examples
    answer = frames(lesson, edits, states(lesson, edits, COUNTS), COUNTS)
    json.dumps(answer, allow_nan=False)
    assert [frame["updates"] for frame in answer["frames"]] == list(COUNTS)
    assert (answer["kind"], answer["sides"], answer["diverged"]) == ("map", sides_of(lesson.sizes), None)
    for frame in answer["frames"]:
        state = replay(lesson, edits, frame["updates"])
        seen, of = faces(state.layers, ground(lesson), sides_of(lesson.sizes)), measured(lesson, edits, state)
        assert signed(frame["faces"]) == np.concatenate([levels.ravel() for levels in seen.levels[1:]]).tolist()
        assert frame["scales"] == [(scale.middle, scale.half) for scale in seen.scales]
        outputs = forward(state.layers, lesson.inputs).output
        wrong = np.unpackbits(np.frombuffer(b64decode(frame["wrong"]), np.uint8))[: len(outputs)]
        assert wrong.tolist() == [int((y > 0.5) != t) for (y,), (t,) in zip(outputs, lesson.targets, strict=True)]
        assert "answers" not in frame
        flat = np.concatenate([layer.W.ravel() for layer in state.layers])
        steps = [width_step(value, top_of(flat)) * (-1 if value < 0 else 1) for value in flat.tolist()]
        assert signed(frame["wires"]) == steps
        exact = {name: float(full) for name, (_, full) in frame["readings"].items()}
        assert exact == {
            "loss-train": of.loss, "loss-test": of.test_loss, "accuracy-train": of.accuracy,
            "accuracy-test": of.test_accuracy, "gradient-1": of.gradient_norms[0], "gradient-2": of.gradient_norms[1],
            "rate": 0.5 if frame["updates"] < 2 else 0.1,
        }  # fmt: skip
    assert answer["frames"][0]["after"] == "After 1 update"
    assert [frame["epoch"] for frame in answer["frames"]][:2] == ["in epoch 1, 1 of 2 updates done", "after 1 epoch"]


def test_a_weight_that_is_not_zero_is_never_drawn_as_nothing_and_zero_is() -> None:
    lesson = replace(recipe((2, 2, 1)), weights=((0.0, 1e-9, -1e-9, -4.0), (5.0, 0.1)), learning_rate=0.0)
    (frame,) = frames(lesson, (), states(lesson, (), (0,)), (0,))["frames"]
    assert signed(frame["wires"]) == [0, 1, -1, -5, 6, 1]
    assert frame["top"] == "5"


def test_a_run_that_diverges_ends_with_its_last_finite_state() -> None:
    lesson = replace(recipe((2, 2, 1), "linear"), learning_rate=1e200)
    answer = frames(lesson, (), states(lesson, (), range(9)), range(9))
    last = answer["frames"][-1]["updates"]
    assert last < 8
    assert answer["diverged"] == last + 1
    json.dumps(answer, allow_nan=False)


@pytest.mark.parametrize(("sizes", "numbers"), [((1, 3, 1), 4 * 64), ((3, 2, 1), 3 * 3)])
def test_without_a_plane_the_faces_are_curves_or_bars(sizes: tuple[int, ...], numbers: int) -> None:
    lesson = recipe(sizes)
    (frame,) = frames(lesson, (), states(lesson, (), (3,)), (3,))["frames"]
    assert len(signed(frame["faces"])) == numbers
    answers = signed(frame.get("answers", ""))
    output = forward(replay(lesson, (), 3).layers, lesson.inputs).output[:, 0]
    assert answers == ([] if sizes[0] == 1 else np.rint((output * 2 - 1) * 127).astype(int).tolist())


def test_a_frame_of_a_usual_network_is_small() -> None:
    lesson = recipe((2, 8, 8, 1))
    (frame,) = frames(lesson, (), states(lesson, (), (3,)), (3,))["frames"]
    assert len(json.dumps(frame)) < 9000
