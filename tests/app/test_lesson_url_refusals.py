"""Whatever is not an address of a lesson is refused by the name of its parameter."""

from urllib.parse import parse_qsl

import pytest

from app.errors import BadInput
from app.lesson import Lesson
from app.lesson_url import parameter_table, parse
from app.limits import MAX_ADDRESS, MAX_SEED, MAX_UPDATES, MAX_WORK, most_updates
from engine.activations import ACTIVATIONS
from engine.losses import LOSSES, allowed_losses


def read(address: str, *, fit: bool = False) -> Lesson:
    return parse(parse_qsl(address, keep_blank_values=True, strict_parsing=bool(address)), fit=fit)


def refused(address: str, *, fit: bool = False) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read(address, fit=fit)
    return caught.value


BAD = [
    ("v", "2", "1"),
    ("v", "", "1"),
    ("preset", "lee", "mazur"),
    ("layers", "2", "2 to 9 sizes"),
    ("layers", "2-0", "from 1 to 32"),
    ("layers", "2-33", "from 1 to 32"),
    ("layers", "2-02", "joined by -"),
    ("layers", "2,2", "joined by -"),
    ("layers", "2- 2", "joined by -"),
    ("layers", "²-2", "joined by -"),
    ("layers", "-".join("2" * 10), "2 to 9 sizes"),
    ("act", "sigmoid,sigmoid", "one for each"),
    ("act", "swish", "sigmoid"),
    ("act", "", "sigmoid"),
    ("act", "softmax", "last layer only"),
    ("act", "softmax,sigmoid,sigmoid", "last layer only"),
    ("act", "sigmoid:0.2", "leaky_relu:0.2"),
    ("act", "leaky_relu:", "leaky_relu:0.2"),
    ("act", "leaky_relu:1", "leaky_relu:0.2"),
    ("act", "leaky_relu:-0.1", "leaky_relu:0.2"),
    ("loss", "hinge", "cross_entropy"),
    ("data", "iris", "moons"),
    ("data", "moons:0", "moons:200:0.05:1"),
    ("data", "moons:1001", "up to 1000 points"),
    ("data", "moons:9:-1", "noise up to 2"),
    ("data", "moons:9:0:1:1", "moons:200:0.05:1"),
    ("data", "three:9", "own:"),
    ("data", "own:.x:1:2", "/own"),
    ("test", "0.3", "a share from 0 to 0.9"),
    ("test", "1", "a share from 0 to 0.9"),
    ("test", "0:-1", "a seed from 0"),
    ("opt", "sgd", "momentum:0.9"),
    ("opt", "gd:0.9", "adam"),
    ("opt", "momentum:1", "momentum:0.9"),
    ("opt", "adam:0.9:0.9:0.9", "adam:0.9:0.999"),
    ("batch", "0", "from 1 to 1000"),
    ("batch", "", "`all`"[1:-1]),
    ("run", "10001", "from 0 to 10000"),
    ("set", "lr:0", "lr:0.1@50"),
    ("set", "n1:out", "n17:out@90"),
    ("set", "n2:out", "n17:out@90"),
    ("set", "w1:thawed", "w3:free@80"),
    ("x", "", "a number an input"),
    ("x", "1", "a number an input"),
    ("x", "1,2,3", "a number an input"),
    ("x", "1,2;3", "separated by semicolons"),
    ("x", "1,2;", "separated by semicolons"),
    ("x", ";".join(["1,2"] * 65), "1 to 64"),
    ("x", "1,nan", "from -1000000 to 1000000"),
    ("x", "1,inf", "from -1000000 to 1000000"),
    ("x", "1,1e7", "from -1000000 to 1000000"),
    ("x", "1,1e999", "from -1000000 to 1000000"),
    ("x", "1, 2", "separated by"),
    ("x", "1,1_0", "a number an input"),
    ("x", "1,٣", "a number an input"),
    ("x", "1,−1", "a number an input"),
    ("x", "1,0x1", "a number an input"),
    ("x", "1,1\n", "a number an input"),
    ("x", "1,1e", "a number an input"),
    ("x", "1,.", "a number an input"),
    ("target", "1", "a number an output"),
    ("target", "1,0;0,1", "as many examples as x"),
    ("w", "1,2,3,4", "a part a layer"),
    ("w", ";;;", "a part a layer"),
    ("w", "1,2,3;;", "a part a layer"),
    ("w", "1,2,3,x;;", "a part a layer"),
    ("b", "1;2,2;2,2", "a part a layer"),
    ("b", "1,2", "a part a layer"),
    ("init", "glorot", "xavier"),
    ("init", "xavier:2", "normal:0.5"),
    ("init", "normal:-1", "normal:0.5"),
    ("init", "normal:", "normal:0.5"),
    ("seed", "-1", "from 0 to 2147483647"),
    ("seed", str(MAX_SEED + 1), "from 0 to 2147483647"),
    ("seed", "1.5", "a whole number"),
    ("seed", "", "a whole number"),
    ("seed", "9" * 50, "a whole number"),
    ("lr", "0", "above 0"),
    ("lr", "-0.5", "above 0"),
    ("lr", "1001", "up to 1000"),
    ("lr", "0,5", "a number"),
    ("reduction", "max", "sum or mean"),
    ("frozen", "weights", "biases"),
    ("frozen", "layer4", "layer1"),
    ("frozen", "layer0", "layer1"),
    ("frozen", "w13", "w1"),
    ("frozen", "b1,", "biases"),
    ("set", "w5", "name:value"),
    ("set", "w5:", "name:value"),
    ("set", "w13:1", "name:value"),
    ("set", "biases:1", "name:value"),
    ("set", "w1:1@", "the count from 0"),
    ("set", "w1:1@-1", "the count from 0"),
    ("set", "w1:1@10001", "the count from 0"),
    ("set", "w1:nan", "name:value"),
    ("dx", "yes", "0 or 1"),
    ("updates", "-1", "from 0 to 10000"),
    ("updates", "10001", "from 0 to 10000"),
    ("updates", "1e3", "a whole number"),
    ("at", "z-4-1", "the operation of one neuron"),
    ("at", "dC_dx-0-1", "the operation of one neuron"),
    ("at", "dL_dw-1-1", "several examples"),
    ("at", "z-1-01", "the operation of one neuron"),
    ("example", "0", "from 1 to the number"),
    ("example", "2", "from 1 to the number"),
    ("step", "epoch", "neuron"),
    ("focus", "z-0-1", "a neuron"),
    ("focus", "w-1-1", "an edge"),
    ("focus", "x-0-3", "an input"),
    ("focus", "b-4-1", "a bias"),
    ("focus", "z-1-1-1", "a neuron"),
    ("focus", "z-a-1", "a neuron"),
    ("focus", "<script>", "a neuron"),
    ("unfold", "3", "0, 1"),
    ("open", "help", "settings"),
    ("guide", "no", "ask"),
    ("screen", "phone", "projector"),
    ("theme", "blue", "dark"),
    ("notation", "mine", "common"),
    ("view", "mirrored", "reversed"),
    ("zoom", "4", "3"),
    ("was", "w-9-1-1:", "id:value@n"),
    ("was", "z-1-1:2", "id:value@n"),
    ("was", "x-0-1:@1", "id:value@n"),
    ("was", "w-1-1-1:1@-1", "id:value@n"),
    ("was", "x-0-1:1@2", "id:value@n"),
    ("was", "target-2-1:1", "id:value@n"),
    ("was", ",".join(["w-1-1-1:1"] * 21), "id:value@n"),
    ("cover", "w-2-1-1", "that a training step computes"),
    ("cover", "z-0-1", "that a training step computes"),
    ("cover", "z-2-01", "that a training step computes"),
    ("cover", "C_term-3-1", "that a training step computes"),
    ("cover", "z-2-1,pass", "separated by commas"),
    ("cover", "z-2-1:value", ":sign"),
    ("cover", ",".join(["z-2-1"] * 65), "at most 64"),
    ("answers", "z-2-1", "id:answer"),
    ("answers", "z-2-1:", "id:answer"),
    ("answers", "z-2-1:much", "id:answer"),
    ("answers", "z-9-1:1", "id:answer"),
    ("answers", "z-2-1:1e9999", "id:answer"),
    ("answers", "z-2-1:" + "1" * 25, "id:answer"),
    ("answers", ",".join(["z-2-1:1"] * 65), "at most 64"),
    ("dropped", "hopes", "cursor"),
    ("fit", "yes", "1"),
    ("fit", "2", "layers"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "allowed"), BAD, ids=[f"{name}={value[:30]}" for name, value, _ in BAD])
def test_a_value_that_is_not_allowed_is_refused_by_name(name: str, value: str, allowed: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse([(name, value)])
    problem = caught.value
    assert problem.field == name
    assert problem.value == value or (len(value) > 80 and str(problem.value).endswith("…"))
    assert allowed in str(problem.allowed)
    assert problem.message
    assert "`" not in str(problem.allowed)


def test_every_parameter_has_a_value_that_is_refused() -> None:
    rows_of_table = parameter_table().splitlines()[2:]
    assert {row.split("`")[1] for row in rows_of_table} == {name for name, _, _ in BAD}


def test_an_unknown_parameter_is_refused_with_the_known_ones() -> None:
    problem = refused("sead=3")
    assert problem.field == "sead"
    assert "did you mean seed?" in problem.message
    assert "v, preset, layers, act" in str(problem.allowed)
    assert "did you mean" not in refused("zzzzzzz=3").message
    assert refused("<b>=1").field == "<b>"
    assert len(str(refused("z" * 500 + "=1").field)) <= 80


def test_a_repeated_parameter_is_refused() -> None:
    assert refused("seed=1&seed=1").field == "seed"
    assert refused("act=relu&act=tanh").field == "act"
    assert "more than once" in refused("x=1,2&lr=1&x=1,2").message


def test_an_address_that_is_too_long_is_refused() -> None:
    long = ",".join(["1"] * (MAX_ADDRESS // 2 + 1))
    problem = refused(f"w={long}")
    assert problem.field == "address"
    assert str(MAX_ADDRESS) in str(problem.allowed)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("loss", LOSSES)
def test_output_activation_and_loss_must_go_together(name: str, loss: str) -> None:
    address = f"layers=2-2&act={name}&loss={loss}"
    if loss in allowed_losses(name):
        assert read(address).recipe.loss == loss
        return
    for fit in (False, True):
        problem = refused(address, fit=fit)
        assert (problem.field, problem.value) == ("loss", loss)
        assert name in problem.message
        assert "squared_error" in str(problem.allowed)


def test_targets_must_lie_in_the_domain_of_the_loss() -> None:
    assert refused("loss=binary_cross_entropy&target=2,0").field == "target"
    assert refused("loss=cross_entropy&target=-1,0").field == "target"
    assert read("loss=cross_entropy&target=2,0").recipe.targets == ((2.0, 0.0),)


def test_there_is_a_target_for_every_input() -> None:
    problem = refused("x=1,2;3,4")
    assert problem.field == "target"
    assert "x has 2 examples" in problem.message


def test_updates_are_bounded_by_the_work_they_make() -> None:
    examples = ";".join("1" * 64)
    address = f"layers=1-32-32-32-32-32-32-32-1&x={examples}&target={examples}"
    work = 64 * (2 * 32 + 6 * 33 * 32 + 33 + 64 * (7 * 32 + 1))
    most = most_updates((1, *[32] * 7, 1), 64)
    assert most < MAX_UPDATES
    assert most * work <= MAX_WORK < (most + 1) * work
    assert read(f"{address}&updates={most}&at=input").update == most
    assert refused(f"{address}&updates={most + 1}").field == "updates"
    problem = refused(f"{address}&updates={most}&at=update-8-1")
    assert problem.field == "updates"
    assert str(most) in problem.message
    assert most_updates((2, 2, 2, 2), 1) == MAX_UPDATES
