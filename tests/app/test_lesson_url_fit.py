"""A change of settings: what fits stays, what does not is dropped and named."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BadInput
from app.lesson import Lesson
from app.lesson_url import DROPPED, parse, query
from app.presets import PRESETS
from engine.activations import ACTIVATIONS
from engine.losses import LOSSES

MANY = (
    "w=1,2,3,4;5,6,7,8;9,10,11,12&b=1,2;3,4;5,6&frozen=layer1,layer3,w6,b5&set=w1:0.5,w6:7,w11:8,b6:9@2"
    "&updates=3&at=dC_dz-3-2&focus=w-3-2-1"
)


def changed(address: str) -> str:
    """The canonical address of what comes of a form's address."""
    return query(parse(parse_qsl(address, keep_blank_values=True), fit=True))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        # Nothing has changed.
        ("fit=1", ""),
        ("fit=2-2-2-2&layers=2-2-2-2&act=sigmoid,sigmoid,sigmoid&x=1,-1&target=1,0", ""),
        ("preset=mazur&fit=2-2-2&layers=2-2-2&updates=3&frozen=biases", "preset=mazur&updates=3"),
        (f"fit=2-2-2-2&{MANY}", MANY),
        # Layers that keep their shape keep what the preset gave them.
        ("fit=1&layers=2-2-3-2", "layers=2-2-3-2&w=1,-2,-1,1;;&b=1,0;;-2,2&dropped=weights,biases"),
        (
            "fit=2-2-2-2&layers=2-2-2-2-2",
            "layers=2-2-2-2-2&w=1,-2,-1,1;2,-1,-2,-1;3,-1,-1,4;&b=1,0;0,0;-2,2;",
        ),
        ("fit=2-2-2-2&layers=2-2-2", "layers=2-2-2&w=1,-2,-1,1;2,-1,-2,-1&b=1,0;0,0&dropped=weights,biases"),
        (
            "preset=mazur&fit=2-2-2&layers=2-2-1&target=0.01,0.99&x=0.05,0.1",
            "preset=mazur&layers=2-2-1&x=0.05,0.1&w=0.15,0.2,0.25,0.3;&b=0.35,0.35;&frozen=biases"
            "&dropped=weights,biases,targets",
        ),
        # Those that were drawn are drawn again, not taken from the preset.
        ("fit=2-3-2&layers=2-2-2&x=1,-1&target=1,0", "layers=2-2-2"),
        ("fit=2-3-2&layers=2-2-2-2&w=&b=", "w=&b="),
        # The same number of weights in another shape is not the same layer, where the shape is known.
        ("fit=2-3-2&layers=3-2-2&w=1,2,3,4,5,6;&b=1,2,3;4,5",
         "layers=3-2-2&b=;4,5&dropped=weights,biases"),
        ("fit=1&layers=3-2-2&w=1,2,3,4,5,6;&b=1,2,3;4,5&x=1,2,3&target=1,0",
         "layers=3-2-2&x=1,2,3&w=1,2,3,4,5,6;&b=;4,5&dropped=biases"),
        # Names follow their places; edits and frozen names of a lost shape go.
        (
            f"fit=2-2-2-2&layers=2-2-2&x=1,-1&{MANY}",
            "layers=2-2-2&w=1,2,3,4;5,6,7,8&b=1,2;3,4&frozen=layer1,w6&set=w1:0.5,w6:7&updates=3&at=loss"
            "&dropped=weights,biases,frozen,edits,cursor,focus",
        ),
        (
            f"fit=2-2-2-2&layers=2-3-2-2&x=1,-1&{MANY}",
            "layers=2-3-2-2&w=;;9,10,11,12&b=;3,4;5,6&frozen=layer1,layer3,b6&set=w15:8,b7:9@2&updates=3&at=dC_dz-3-2"
            "&focus=w-3-2-1&dropped=weights,biases,frozen,edits",
        ),
        ("fit=1&layers=2-2&frozen=w4,w5,b9,layer2&set=b2:1,b3:1&w=;;&b=;;",
         "layers=2-2&frozen=w4&set=b2:1&dropped=frozen,edits"),
        # Inputs and targets.
        ("fit=2-2-2-2&layers=3-2-2-2&x=1,2;3,4&target=1,0;0,1&w=;;&b=;;", "layers=3-2-2-2&dropped=inputs,targets"),
        ("fit=2-2-2-2&layers=3-2-2-2&x=1,2&target=0.5,0&w=;;&b=;;", "layers=3-2-2-2&target=0.5,0&dropped=inputs"),
        ("fit=2-2-2-2&layers=2-2-2-3&x=1,2;3,4&target=1,0;0,1&w=;;&b=;;",
         "layers=2-2-2-3&x=1,2;3,4&target=1,0,0;1,0,0&dropped=targets"),
        ("fit=2-2-2-2&layers=3-2-2-3&x=1,2,3&target=0,0,1&w=;;&b=;;", "layers=3-2-2-3&x=1,2,3&target=0,0,1"),
        ("preset=mosher&fit=3-2-4&layers=2-2-4&x=1,2,3;4,5,6&target=1,0,0,0;0,1,0,0",
         "preset=mosher&dropped=inputs,targets"),
        # Another loss.
        ("fit=2-2-2-2&loss=cross_entropy&target=-1,0", "loss=cross_entropy&dropped=targets"),
        ("fit=2-2-2-2&loss=binary_cross_entropy&target=2,0&x=1,2", "loss=binary_cross_entropy&x=1,2&dropped=targets"),
        ("fit=2-2-2-2&loss=cross_entropy&target=2,0", "loss=cross_entropy&target=2,0"),
        # Activations.
        ("fit=2-2-2-2&layers=2-2-2&act=relu,tanh,linear&w=&b=&x=1,-1&target=1,0",
         "layers=2-2-2&act=relu,linear&dropped=activations"),
        ("fit=2-2-2-2&layers=2-2-2-2-2&act=relu,tanh,linear&w=&b=&x=1,-1&target=1,0",
         "layers=2-2-2-2-2&act=relu,tanh,tanh,linear"),
        ("fit=2-2-2-2&layers=2-2&act=relu&w=&b=&x=1,-1&target=1,0", "layers=2-2&act=relu"),
        ("preset=softmax&fit=3-3&layers=3-4-3&act=softmax",
         "preset=softmax&layers=3-4-3&x=3,1,-3&dropped=weights,biases"),
        # A form may send a list in several parts.
        ("fit=2-2-2-2&act=relu&act=relu&act=tanh&open=settings&open=table", "act=relu,relu,tanh&open=settings,table"),
        ("preset=mazur&fit=2-2-2&frozen=&frozen=biases&frozen=w1&set=w1:1&set=w1:2",
         "preset=mazur&frozen=biases,w1&set=w1:2"),
        # The cursor falls back to the nearest earlier operation that there still is.
        ("fit=2-2-2-2&layers=2-2-1-2&w=&b=&at=z-2-2", "layers=2-2-1-2&at=z-2-1&dropped=cursor"),
        ("fit=2-2-2-2&layers=2-2-2-1&w=&b=&x=1,-1&at=a-3-2", "layers=2-2-2-1&at=a-3-1&dropped=targets,cursor"),
        ("fit=2-2-2-2&layers=1-2-2-2&w=&b=&dx=1&at=dC_dx-0-2&updates=4",
         "layers=1-2-2-2&dx=1&updates=4&at=dC_dx-0-1&dropped=inputs,cursor"),
        ("dx=0&at=dC_dx-0-2&fit=2-2-2-2", "at=dC_dz-1-2&dropped=cursor"),
        ("preset=mosher&fit=2-2-4&x=1,2&target=1,0,0,0&at=dL_dw-1-1&example=3",
         "preset=mosher&x=1,2&target=1,0,0,0&at=dC_dw-2-4&dropped=cursor,example"),
        ("fit=1&layers=2-2&w=&b=&at=dC_dz-3-1", "layers=2-2&dropped=cursor"),
        # An example, a focus that are gone.
        ("fit=2-2-2-2&x=1,-1&target=1,0&example=2", "dropped=example"),
        ("fit=2-2-2-2&layers=2-2-1-2&w=&b=&focus=z-2-2", "layers=2-2-1-2&dropped=focus"),
        ("fit=1&layers=2-2&w=&b=&focus=b-3-1", "layers=2-2&dropped=focus"),
        ("fit=2-2-2-2&layers=2-2-1-2&w=&b=&focus=C&dropped=inputs", "layers=2-2-1-2&focus=C"),
    ],
)  # fmt: skip
def test_what_fits_stays_and_what_does_not_is_named(sent: str, kept: str) -> None:
    assert changed(sent) == kept


def test_more_updates_than_the_larger_network_may_have_become_its_most() -> None:
    examples = ";".join("1" * 64)
    address = f"fit=1-1&layers=1-32-32-32-1&x={examples}&target={examples}&w=&b=&updates=9000&at=loss"
    lesson = parse(parse_qsl(address, keep_blank_values=True))
    assert 0 < lesson.time // len(lesson.program) < 9000
    assert lesson.done == len(lesson.program)
    assert lesson.view.dropped == ("cursor",)


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("fit=yes", "fit"),
        ("fit=2-2-2-2&layers=2-x", "layers"),
        ("fit=2-2-2-2&preset=lee", "preset"),
        ("fit=2-2-2-2&x=1", "x"),
        ("fit=2-2-2-2&x=1,a", "x"),
        ("fit=1&x=1;2,3", "x"),
        ("fit=2-2-2-2&x=1,2;3,4&target=1,0", "target"),
        ("fit=2-2-2-2&target=1,0,0", "target"),
        ("fit=2-2-2-2&w=1,2,3;;", "w"),
        ("fit=2-2-2-2&w=1,2,3,4;;;", "w"),
        ("fit=2-2-2-2&layers=2-2-2&w=1,2,3,nan;;", "w"),
        ("fit=2-2-2-2&act=relu,foo,tanh", "act"),
        ("fit=2-2-2-2&act=softmax,relu,tanh", "act"),
        ("fit=2-2-2-2&frozen=w99", "frozen"),
        ("fit=2-2-2-2&frozen=all", "frozen"),
        ("fit=2-2-2-2&set=w99:1", "set"),
        ("fit=2-2-2-2&set=w1:x", "set"),
        ("fit=2-2-2-2&at=nowhere", "at"),
        ("fit=1&at=nowhere", "at"),
        ("fit=2-2-2-2&updates=99999", "updates"),
        ("fit=2-2-2-2&focus=nothing", "focus"),
        ("fit=1&focus=nothing", "focus"),
        ("fit=2-2-2-2&example=x", "example"),
        ("fit=2-2-2-2&act=tanh&loss=cross_entropy", "loss"),
        ("fit=2-2-2-2&seed=1&seed=1", "seed"),
        ("fit=2-2-2-2&seed=", "seed"),
        ("fit=2-2-2-2&sizes=2-2", "sizes"),
    ],
)
def test_what_never_fitted_is_refused_all_the_same(sent: str, name: str) -> None:
    with pytest.raises(BadInput) as caught:
        changed(sent)
    assert caught.value.field == name


def form(lesson: Lesson) -> list[tuple[str, str]]:
    """What a form sends that shows layers, activations, loss and data."""
    sizes = "-".join(map(str, lesson.recipe.sizes))
    return [*parse_qsl(query(lesson), keep_blank_values=True), ("fit", sizes)]


@given(
    st.sampled_from(list(PRESETS)),
    st.lists(st.integers(1, 4), min_size=2, max_size=5),
    st.lists(st.integers(1, 4), min_size=2, max_size=5),
    st.sampled_from(ACTIVATIONS),
    st.sampled_from(LOSSES),
    st.integers(0, 200),
)
@settings(max_examples=200, deadline=None)
def test_any_change_of_layers_gives_a_lesson_or_a_forbidden_pair(
    preset: str, first: list[int], second: list[int], activation: str, loss: str, time: int
) -> None:
    lesson = Lesson(preset, PRESETS[preset].recipe, time=time)
    for sizes in (first, second):
        sent = [pair for pair in form(lesson) if pair[0] not in ("layers", "loss", "dropped")]
        sent += [("layers", "-".join(map(str, sizes))), ("loss", loss)]
        try:
            lesson = parse([pair for pair in sent if pair[0] != "act"] + [("act", activation)])
        except BadInput as error:
            assert error.field == "loss"  # noqa: PT017
            return
        assert lesson.recipe.sizes == tuple(sizes)
        assert set(lesson.view.dropped) <= set(DROPPED)
        assert parse(parse_qsl(query(lesson), keep_blank_values=True)) == lesson
