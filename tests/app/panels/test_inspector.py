from urllib.parse import parse_qsl, urlsplit

import pytest

from app.lesson import Lesson
from app.lesson_url import parse
from app.links import Go, Links
from app.moment import moment
from app.panels.inspector import Inspector, inspector
from app.presets import PRESETS
from tests.app.arithmetic import claims, full
from tests.app.drawing import SMALL, drawn, lesson
from tests.app.truth import computed, edges, neurons, truth


def of(address: str) -> Inspector:
    found = inspector(moment(lesson(address)), Links(lesson(address)))
    assert found is not None
    return found


def goal(go: Go | None) -> Lesson:
    assert go is not None
    return parse(parse_qsl(urlsplit(go.href).query, keep_blank_values=True))


def everything(sizes: tuple[int, ...]) -> list[str]:
    """The id of all that can be in focus."""
    found = ["C", *(f"x-0-{n}" for n in range(1, sizes[0] + 1)), *(f"w-{a}-{b}-{c}" for a, b, c in edges(sizes))]
    return [*found, *(f"{kind}-{layer}-{n}" for kind in "zb" for layer, n in neurons(sizes))]


@pytest.mark.parametrize("address", [*PRESETS, *SMALL])
def test_whatever_is_in_focus_says_its_own_numbers(address: str) -> None:
    opened = lesson(address)
    numbers = truth(opened)
    moments = [opened.within(done) for done in (len(opened.program) // 2, len(opened.program))]
    for focus in everything(opened.recipe.sizes):
        for now in (one.viewed(focus=focus) for one in moments):
            found = inspector(moment(now), Links(now))
            assert found is not None
            for line in (*found.forward, *found.backward):
                for figure in line.figures.values():
                    assert not figure.ref or (figure.ref in computed(now) and float(figure.data) == numbers[figure.ref])
                for _, left, right in claims(line, full(line)):
                    assert left == pytest.approx(right, rel=1e-12, abs=1e-12), line.latex
            assert {ref: float(value) for _, ref, value in found.digits}.items() <= numbers.items()
            assert {ref for _, ref, _ in found.digits} <= computed(now)
            assert goal(found.close) == now.viewed(focus="")


def test_nothing_in_focus_has_no_inspector() -> None:
    assert inspector(moment(lesson("at=loss")), Links(lesson("at=loss"))) is None


@pytest.mark.parametrize(
    ("address", "name", "keys"),
    [
        ("focus=w-2-1-2", "w₆", ["w-2-1-2"]),
        ("focus=b-3-1", "b₅", ["b-3-1"]),
        ("focus=x-0-2", "x₂", ["x-0-2"]),
        ("focus=z-1-1", "z₁", ["b-1-1"]),
        ("focus=z-3-2", "z₆", ["b-3-2", "target-3-2"]),
        ("focus=C", "C", ["target-3-1", "target-3-2"]),
        ("preset=mosher&focus=C&example=2", "C", [f"target-2-{n}" for n in (1, 2, 3, 4)]),
    ],
)
def test_its_values_can_be_changed_and_nudged(address: str, name: str, keys: list[str]) -> None:
    found, numbers = of(address), truth(lesson(address))
    assert found.name == name
    assert [field.key for field in found.fields] == keys
    for field in found.fields:
        assert float(field.value) == numbers[field.key]
        for go, by in ((field.less, -0.1), (field.more, 0.1)):
            if go:
                assert truth(goal(go))[field.key] == pytest.approx(numbers[field.key] + by, abs=1e-12)


def test_a_nudge_leaves_no_dust_of_binary_fractions() -> None:
    (field,) = of("preset=mazur&focus=w-1-1-2").fields  # 0.2 + 0.1 is not 0.3
    assert field.more is not None
    assert "set=w2:0.3&" in field.more.href


@pytest.mark.parametrize(
    ("address", "less", "more"),
    [
        ("set=w1:1000000&focus=w-1-1-1", True, False),
        ("set=b1:-1000000&focus=b-1-1", False, True),
        ("preset=mosher&focus=z-2-1", False, True),
        ("preset=mosher&focus=z-2-2&example=2", True, False),
        ("layers=2-2&act=linear&lr=1000&x=1e6,1e6&updates=60&focus=w-1-1-1", False, False),
    ],
)
def test_no_nudge_leads_out_of_what_is_allowed(address: str, less: bool, more: bool) -> None:
    field = of(address).fields[-1]
    assert (field.less is not None, field.more is not None) == (less, more)
    page = drawn(lesson(address))
    for name, there in (("less", less), ("more", more)):
        nudge = page.by_id(f"{name}-{field.key}")
        assert ("href" in nudge) == there
        assert (nudge.get("aria-disabled") == "true") != there


def test_freezing_keeps_the_order_of_the_address() -> None:
    found = of("preset=mazur&frozen=biases,w5&focus=w-1-1-1")
    assert found.freeze is not None
    assert found.freeze[0] == "freeze it"
    assert goal(found.freeze[1]).recipe.frozen == ("biases", "w1", "w5")
    held = of("preset=mazur&frozen=biases,w5&focus=w-2-1-1").freeze
    assert held is not None
    assert held[0] == "let it learn"
    assert goal(held[1]).recipe.frozen == ("biases",)


@pytest.mark.parametrize("address", ["preset=mazur&focus=b-1-1", "frozen=layer2&focus=w-2-1-1", "focus=C"])
def test_what_a_group_holds_cannot_be_let_go_alone(address: str) -> None:
    assert of(address).freeze is None


@pytest.mark.parametrize(
    ("address", "levels"),
    [("focus=w-2-1-1", [1, 2, 0]), ("focus=z-3-1", [1, 0]), ("preset=softmax&focus=z-1-1", []), ("focus=C", [])],
)
def test_the_slope_of_z_unfolds_and_folds(address: str, levels: list[int]) -> None:
    now = lesson(address)
    for level in levels:
        found = inspector(moment(now), Links(now))
        assert found is not None
        assert found.split is not None
        now = goal(found.split[1])
        assert now.view.unfold == level
    assert levels or of(address).split is None


def test_an_input_can_be_asked_for_its_slope() -> None:
    asked = of("at=dC_dz-1-1&focus=x-0-1").split
    assert asked is not None
    now = goal(asked[1])
    assert now.view.with_dC_dx
    assert now.operation is not None
    assert now.operation.key == "dC_dz-1-1"
    known = of("dx=1&at=dC_dx-0-2&focus=x-0-1")
    assert [ref for _, ref, _ in known.digits] == ["x-0-1", "dC_dx-0-1"]
    assert known.backward
