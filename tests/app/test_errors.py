from typing import Any

import pytest

from app.errors import BadInput, BodyTooLarge, Problem, Refused, echo


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, None),
        (True, True),
        (-3, -3),
        (0.5, 0.5),
        ("short", "short"),
        ("x" * 81, "x" * 79 + "…"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (10**400, "an integer of 1329 bits"),
        ([1, 2, 3], "a list of 3"),
        ({"a": 1}, "an object of 1"),
    ],
)
def test_a_refused_value_is_repeated_in_short(value: Any, shown: Any) -> None:
    assert echo(value) == shown


def test_the_json_form_has_four_parts() -> None:
    problem = BadInput("step", 7, "one of neuron, layer", "There is no such step size.")
    assert problem.as_json() == {
        "error": {
            "field": "step",
            "value": 7,
            "message": "There is no such step size.",
            "allowed": "one of neuron, layer",
        }
    }


def test_each_error_knows_its_status() -> None:
    assert [error.status for error in (Problem, BadInput, BodyTooLarge)] == [500, 422, 413]
    assert Refused(405, "No.").status == 405


def test_half_a_character_is_spelt_out_so_that_every_form_can_be_sent() -> None:
    problem = BadInput("\ud800", "a\udfff", "anything", "“\ud800” is not there")
    assert (problem.field, problem.value, problem.message) == ("\\ud800", "a\\udfff", "“\\ud800” is not there")
    assert BadInput("n", "ŷ", "", "ŷ").message == "ŷ"
