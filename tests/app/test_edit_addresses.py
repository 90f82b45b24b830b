"""What was done by hand, in an address: one text, and every refusal named."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.address.edits import read_edits, write_edits
from app.address.grammar import Unreadable
from app.errors import BadInput
from app.lesson import Lesson
from app.lesson_url import parse, query
from engine.edits import Edit, ExampleEdit, FreezeEdit, RateEdit, conditions
from engine.parameters import Parameter
from tests.app.real_lessons import recipes, some_edits

SIZES = (2, 3, 1)
MOONS = "layers=2-3-1&act=tanh,sigmoid&loss=binary_cross_entropy&data=moons:20:0.1:1"


def of_address(address: str, *, fit: bool = False) -> Lesson:
    return parse(parse_qsl(address, keep_blank_values=True), fit=fit)


@given(st.data())
def test_edits_read_back_in_the_order_of_their_counts(data: st.DataObject) -> None:
    recipe = data.draw(recipes())
    edits = tuple(sorted(data.draw(some_edits(recipe)), key=lambda edit: edit.updates))
    written = write_edits(edits, recipe.sizes)
    assert read_edits(written, recipe.sizes, len(recipe.inputs)) == edits
    assert written.isascii()


def test_every_kind_says_what_it_does() -> None:
    read = read_edits("n3:in@9,w5:0.40,lr:1e-1@5,b1:-2@3,w3:frozen@6,layer2:free@8,n3:out@4,biases:frozen", SIZES, 5)
    assert read == (
        Edit(Parameter("w", 1, 3, 1), 0.4), FreezeEdit("biases", True), Edit(Parameter("b", 1, 1), -2.0, 3),
        ExampleEdit(3, True, 4), RateEdit(0.1, 5), FreezeEdit("w3", True, 6), FreezeEdit("layer2", False, 8),
        ExampleEdit(3, False, 9),
    )  # fmt: skip
    assert write_edits(read, SIZES) == (
        "w5:0.4,biases:frozen,b1:-2@3,n3:out@4,lr:0.1@5,w3:frozen@6,layer2:free@8,n3:in@9"
    )


def test_of_two_of_one_thing_at_one_count_the_last_one_holds() -> None:
    assert write_edits(read_edits("w1:1@5,w2:3@5,w1:2@5,w1:1", SIZES, 1), SIZES) == "w1:1,w2:3@5,w1:2@5"
    assert write_edits(read_edits("lr:1@5,lr:2@5", SIZES, 1), SIZES) == "lr:2@5"
    assert write_edits(read_edits("n1:out@5,n1:in@5", SIZES, 2), SIZES) == "n1:in@5"
    assert write_edits(read_edits("w1:frozen@5,w1:2@5,w1:free@5", SIZES, 2), SIZES) == "w1:2@5,w1:free@5"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("w99:1", "w99"),
        ("w1:x", "not a number"),
        ("w1:", "a number is missing"),
        ("w1", "a number is missing"),
        ("w1:1e7", "beyond 1000000"),
        ("w1:1@10001", "not between 0 and 10000"),
        ("w1:1@", "a whole number is missing"),
        ("w1:1@-1", "not a whole number"),
        ("lr:0", "above 0"),
        ("lr:-1@3", "above 0"),
        ("lr:1001", "beyond 1000"),
        ("lr:frozen", "not a number"),
        ("n0:out", "not between 1 and 20"),
        ("n21:out", "not between 1 and 20"),
        ("n1:gone", "not one of them"),
        ("n1:1", "not one of them"),
        ("n:out", "“n”"),
        ("n1²:out", "n1²"),
        ("layer9:frozen", "layer9"),
        ("everything:frozen", "everything"),
        ("," , ""),
        (",".join(f"n{n}:out" for n in range(1, 21)), "leaves no example"),
    ],
)  # fmt: skip
def test_what_is_refused_is_named(text: str, reason: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse([*parse_qsl(MOONS), ("set", text)])
    assert caught.value.field == "set"
    assert str(caught.value.value).removesuffix("…") == text[: len(str(caught.value.value).removesuffix("…"))]
    assert "n17:out@90" in str(caught.value.allowed)
    assert reason in caught.value.message


def test_examples_may_take_turns_in_being_left_out() -> None:
    read = read_edits("n1:out,n2:out@5,n1:in@4", SIZES, 2)
    assert conditions(1.0, (), read, 4).left_out == ()
    assert conditions(1.0, (), read, 5).left_out == (2,)
    with pytest.raises(Unreadable, match="leaves no example"):
        read_edits("n1:out,n2:out@3,n1:in@4", SIZES, 2)


def test_positions_in_batch_and_run() -> None:
    base = f"{MOONS}&batch=6"
    assert of_address(f"{base}&example=6").view.example == 6
    for name, value in (("example", "7"), ("example", "0"), ("run", "10001"), ("run", "x"), ("updates", "-1")):
        with pytest.raises(BadInput) as caught:
            of_address(f"{base}&{name}={value}")
        assert (caught.value.field, caught.value.value) == (name, value)
    assert of_address(f"{MOONS}&example=20").view.example == 20
    assert query(of_address(f"{base}&updates=7&run=9")).endswith("&updates=7&run=9")
    for run in (0, 6, 7):
        assert query(of_address(f"{base}&updates=7&run={run}")).endswith("&updates=7")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        # Fewer examples: an edit of one that is gone goes, the others stay.
        ("data=moons:10:0.1:1&set=n3:out@2,n15:out@4,lr:2@5,w1:1@6",
         "data=moons:10:0.1:1&set=n3:out@2,lr:2@5,w1:1@6&dropped=edits"),
        ("data=moons:2:0.1:1&set=n1:out,n2:out@2,n1:in@3", "data=moons:2:0.1:1&dropped=edits"),
        ("data=moons:10:0.1:1&set=n3:out@2", "data=moons:10:0.1:1&set=n3:out@2"),
        # Other layers: η and examples are nobody's weights.
        ("layers=2-5-1&data=moons:20:0.1:1&set=lr:2@5,n20:out@6,w1:1@7,layer2:frozen@8",
         "layers=2-5-1&data=moons:20:0.1:1&set=lr:2@5,n20:out@6,layer2:frozen@8&dropped=edits"),
        # A smaller batch, and a network so large that it is not trained so far.
        ("data=moons:200:0.1:1&batch=10&example=150", "data=moons:200:0.1:1&batch=10&dropped=example"),
        ("data=moons:200:0.1:1&example=150", "data=moons:200:0.1:1&example=150"),
        ("data=moons:20:0.1:1&updates=5&run=9", "data=moons:20:0.1:1&updates=5&run=9"),
        # No data any more: nothing to keep a part of.
        ("data=&test=0.3&x=1,2&target=1", "x=1,2&target=1&dropped=data"),
        ("data=&test=0&x=1,2&target=1", "x=1,2&target=1"),
    ],
)  # fmt: skip
def test_a_change_of_settings_keeps_what_fits(sent: str, kept: str) -> None:
    base = ("" if "layers=" in sent else "layers=2-3-1&") + "act=tanh,sigmoid&loss=binary_cross_entropy"
    lesson = of_address(f"fit=2-3-1&{base}&{sent}")
    assert lesson == of_address(f"{base}&{kept}")


def test_a_run_longer_than_the_larger_network_may_have_becomes_its_longest() -> None:
    wide = "fit=2-3-1&layers=2-32-32-32-1&act=tanh,tanh,tanh,sigmoid&loss=mse&data=moons:1000:0.1:1"
    lesson = of_address(f"{wide}&updates=50&run=9000")
    assert lesson.time // len(lesson.program) == 50
    assert lesson.view.run == lesson.most_updates < 9000
    assert lesson.view.dropped == ("cursor",)
    lesson = of_address(f"{wide}&updates=8000&run=9000")
    assert lesson.time // len(lesson.program) == lesson.most_updates
    assert lesson.view.run == 0
