import pytest

from app.errors import BadInput
from app.requests import form_pairs


def said(*pairs: tuple[str, str]) -> dict[str, str]:
    """The parameters of the address that a form's fields say."""
    return dict(form_pairs(list(pairs))[0])


def test_fields_are_parameters_without_the_space_around_them() -> None:
    assert said(("x", " 1,2 "), ("lr", "0.5\t"), ("guide", "")) == {"x": "1,2", "lr": "0.5", "guide": ""}


def test_each_layers_activation_is_a_field_of_its_own() -> None:
    fields = (("act1", "relu"), ("act2", "leaky_relu"), ("slope2", "0.2"), ("act3", "softmax"), ("layers", "2-2-2-3"))
    assert said(*fields)["act"] == "relu,leaky_relu:0.2,softmax"
    assert said(("act1", "tanh"), ("slope1", "0.2"), ("layers", "2-1"))["act"] == "tanh"
    assert said(("act1", "leaky_relu"), ("layers", "2-1"))["act"] == "leaky_relu"


@pytest.mark.parametrize(
    ("layers", "act"),
    [
        ("2-2-2", "relu,softmax"),
        ("2-2-2-2", "relu,relu,softmax"),
        ("2-2", "softmax"),
        ("nonsense", "relu,softmax"),
        ("-".join("2" * 99), "relu,softmax"),
    ],
)
def test_a_layer_that_the_form_did_not_show_takes_the_last_hidden_ones(layers: str, act: str) -> None:
    assert said(("act1", "relu"), ("act2", "softmax"), ("layers", layers))["act"] == act


def test_one_layer_that_becomes_two_hides_no_softmax() -> None:
    assert said(("act1", "softmax"), ("layers", "2-2-2"))["act"] == "sigmoid,softmax"
    assert said(("act1", "tanh"), ("layers", "2-2-2"))["act"] == "tanh,tanh"


@pytest.mark.parametrize(
    ("scheme", "init"),
    [("normal", "normal:0.5"), ("constant", "constant:0.5"), ("xavier", "xavier"), ("zeros", "zeros")],
)
def test_an_initialisation_has_its_value_where_it_takes_one(scheme: str, init: str) -> None:
    assert said(("init", scheme), ("value", "0.5")) == {"init": init}


def test_drawing_anew_forgets_what_was_given() -> None:
    assert said(("w", "1,2"), ("b", "3"), ("set", "w1:4"), ("seed", "7"), ("draw", "1")) == {
        "w": "",
        "b": "",
        "seed": "7",
    }
    assert said(("w", "1,2"), ("draw", "")) == {"w": "1,2"}


def test_an_edit_is_no_parameter_and_changes_none() -> None:
    pairs, edit = form_pairs([("init", "normal"), ("at", "loss"), ("edit", "w-1-1-1"), ("value", "0.7")])
    assert dict(pairs) == {"init": "normal", "at": "loss"}
    assert edit == ("w-1-1-1", "0.7")
    assert form_pairs([("edit", "b-1-1")])[1] == ("b-1-1", "")


def test_a_field_is_sent_once() -> None:
    with pytest.raises(BadInput) as caught:
        form_pairs([("x", "1"), ("x", "2")])
    assert (caught.value.field, caught.value.allowed) == ("x", "once")


def test_a_long_name_is_not_repeated_at_length() -> None:
    with pytest.raises(BadInput) as caught:
        form_pairs([("n" * 5000, "1"), ("n" * 5000, "2")])
    assert len(str(caught.value.as_json())) < 500


def test_examples_give_way_to_data() -> None:
    assert said(("data", "moons"), ("x", "1,2"), ("target", "1")) == {"data": "moons"}
    assert said(("data", " "), ("x", "1,2"), ("target", "1")) == {"data": "", "x": "1,2", "target": "1"}


@pytest.mark.parametrize(
    ("fields", "parameter"),
    [
        ({"data": "moons", "count": "60", "noise": "0.1", "data_seed": "3"}, {"data": "moons:60:0.1:3"}),
        ({"data": "moons", "count": "60", "noise": "", "data_seed": "3"}, {"data": "moons:60"}),
        ({"data": "moons:40:0.2:1", "count": "60"}, {"data": "moons:40:0.2:1"}),
        ({"data": "", "count": "60", "noise": "much", "test": "0.3", "test_seed": "x"}, {"data": ""}),
        ({"test": "0.3", "test_seed": "5"}, {"test": "0.3:5"}),
        ({"test": "0.3:7", "test_seed": "5"}, {"test": "0.3:7"}),
        ({"opt": "momentum", "beta": "0.8", "beta1": "x", "beta2": "0.9"}, {"opt": "momentum:0.8"}),
        ({"opt": "adam", "beta": "x", "beta1": "0.7", "beta2": "0.9"}, {"opt": "adam:0.7:0.9"}),
        ({"opt": "gd", "beta": "x", "beta1": "0.7", "beta2": "0.9"}, {"opt": "gd"}),
        ({"batch": ""}, {"batch": "all"}),
        ({"batch": "12"}, {"batch": "12"}),
    ],
)
def test_a_choice_takes_the_numbers_that_it_means_and_no_others(
    fields: dict[str, str], parameter: dict[str, str]
) -> None:
    assert said(*fields.items()) == parameter


def test_what_sets_a_value_by_hand_leaves_all_parameters_as_they_are() -> None:
    fields = (("data", "moons"), ("opt", "adam"), ("edit", "w-1-1-1"), ("value", "0.7"))
    assert said(*fields) == {"data": "moons", "opt": "adam"}
