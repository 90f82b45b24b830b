import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.parameters import (
    Parameter,
    neuron_number,
    parameter_name,
    parameter_named,
    parameters,
    weight_number,
)

networks = st.lists(st.integers(1, 5), min_size=2, max_size=5)


def test_mazurs_eight_weights_bear_his_names() -> None:
    sizes = (2, 2, 2)
    his = {"w1": (1, 1, 1), "w2": (1, 1, 2), "w3": (1, 2, 1), "w4": (1, 2, 2), "w5": (2, 1, 1), "w8": (2, 2, 2)}
    assert {name: parameter_named(sizes, name) for name in his} == {
        name: Parameter("w", *place) for name, place in his.items()
    }


def test_numbers_go_on_through_layers_of_unequal_size() -> None:
    sizes = (3, 2, 4)
    assert weight_number(sizes, 1, 2, 3) == 6
    assert weight_number(sizes, 2, 1, 1) == 7
    assert weight_number(sizes, 2, 4, 2) == 14
    assert [neuron_number(sizes, 1, 2), neuron_number(sizes, 2, 1), neuron_number(sizes, 2, 4)] == [2, 3, 6]


def test_theta_is_every_weight_then_every_bias() -> None:
    names = [parameter_name((2, 2, 1), parameter) for parameter in parameters((2, 2, 1))]
    assert names == ["w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2", "b3"]


@given(networks)
@settings(deadline=None)
def test_a_name_leads_back_to_its_parameter(sizes: list[int]) -> None:
    every = list(parameters(sizes))
    names = [parameter_name(sizes, parameter) for parameter in every]
    assert len(set(names)) == len(names)
    assert [parameter_named(sizes, name) for name in names] == every


@pytest.mark.parametrize("name", ["", "w", "w0", "w01", "w7", "b4", "b0", "x1", "W1", "w-1", "w1.0", "w²", "w１"])
def test_no_parameter_has_another_name(name: str) -> None:
    with pytest.raises(KeyError):
        parameter_named((2, 2, 1), name)


def test_keys_are_the_ids_of_the_page() -> None:
    assert Parameter("w", 2, 1, 2).key == "w-2-1-2"
    assert Parameter("b", 2, 1).key == "b-2-1"
