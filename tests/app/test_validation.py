import pytest

from app.validation import bad_input, field_name


@pytest.mark.parametrize(
    ("location", "name"),
    [
        (("layers", 0, "weights", 1, 2), "layers[0].weights[1][2]"),
        (("inputs", "several examples", 1, 0), "inputs[1][0]"),
        (("query", "v"), "v"),
        ((), "body"),
    ],
)
def test_a_place_is_written_as_in_code(location: tuple[str | int, ...], name: str) -> None:
    assert field_name(location) == name


def test_an_error_of_an_unknown_kind_keeps_pydantics_words() -> None:
    error = bad_input([{"type": "url_scheme", "loc": ("query", "url"), "msg": "an odd scheme", "input": "x:"}])
    assert (error.field, error.allowed) == ("url", "an odd scheme")
