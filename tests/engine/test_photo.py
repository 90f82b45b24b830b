import numpy as np
import pytest

from engine.arrays import Array, ShapeError
from engine.digit_networks import digit_network
from engine.digits import see
from engine.forward import forward
from engine.photo import ink_of
from engine.rng import Stream
from engine.strokes import draw, templates

SIDE = 240


def enlarged(ink: Array, side: int) -> Array:
    """By linear interpolation between the centres of the pixels."""
    places = np.clip((np.arange(side) + 0.5) / side * len(ink) - 0.5, 0, len(ink) - 1)
    left = np.minimum(places.astype(int), len(ink) - 2)
    weights = np.zeros((side, len(ink)))
    weights[np.arange(side), left] = 1 - (places - left)
    weights[np.arange(side), left + 1] = places - left
    large: Array = weights @ ink @ weights.T
    return large


def digits(count: int) -> list[tuple[int, Array]]:
    """Clean drawings that the network recognises when they are not photographed."""
    found = []
    for number, template in enumerate(templates()):
        ink = draw(template, 1, Stream(2, "photographed", number))[0].astype(np.float64)
        if judged(ink) == template.digit:
            found.append((template.digit, ink))
    return found[:: max(1, len(found) // count)][:count]


def judged(ink: Array) -> int:
    x, blank = see(ink)
    assert not blank
    return int(forward(digit_network("32-relu"), x).output[0].argmax())


def on_paper(ink: Array, number: int, contrast: float = 0.8) -> Array:
    """A photograph: uneven light, a hard shadow across, ruled lines, grain."""
    stream = Stream(4, "photo", number)
    y, x = np.mgrid[0:SIDE, 0:SIDE] / SIDE
    light = 0.55 + 0.35 * x * (1 - 0.4 * y)
    light = light * np.where(x + y > 1.2, 0.75, 1.0)
    light[np.arange(SIDE) % 24 == 0] *= 0.93
    placed = np.zeros((SIDE, SIDE))
    placed[30:190, 50:210] = enlarged(ink, 160)
    taken: Array = np.clip(light * (1 - contrast * placed) + 0.01 * stream.normal(SIDE, SIDE), 0, 1)
    return taken


@pytest.mark.parametrize(
    "taken",
    [
        lambda ink, _: 1 - ink,
        lambda ink, _: ink,
        lambda ink, _: 1 - enlarged(ink, 150),
        lambda ink, _: 0.1 + 0.7 * enlarged(ink, 150),
        lambda ink, number: on_paper(ink, number),
        lambda ink, number: 1 - on_paper(ink, number),
        lambda ink, number: on_paper(ink, number, 0.35),
    ],
    ids=["small", "small inverted", "scan", "chalk", "photo", "negative", "pale photo"],
)
def test_a_photographed_digit_is_still_that_digit(taken) -> None:  # type: ignore[no-untyped-def]
    known = digits(24)
    right = sum(judged(ink_of(taken(ink, number))) == digit for number, (digit, ink) in enumerate(known))
    assert right >= 0.9 * len(known)


@pytest.mark.parametrize(
    "empty",
    [
        np.full((60, 80), 0.7),
        np.zeros((20, 20)),
        np.linspace(0.4, 0.9, 200)[:, np.newaxis] * np.ones((200, 200)),
        0.7 + 0.01 * Stream(1, "grain").normal(200, 200),
    ],
    ids=["grey", "black", "ramp", "grain"],
)
def test_an_empty_sheet_has_no_ink(empty: Array) -> None:
    assert not ink_of(empty).any()


def test_ink_is_from_paper_to_full_and_where_it_was() -> None:
    picture = np.full((100, 100), 0.9)
    picture[30:70, 45:55] = 0.2
    ink = ink_of(picture)
    assert ink.min() == 0
    assert ink.max() == 1
    assert (ink[32:68, 47:53] > 0.9).all()
    assert not ink[:25].any()
    assert not ink[:, :40].any()


def test_a_speck_beside_the_digit_is_dropped() -> None:
    picture = np.ones((100, 100))
    picture[30:70, 45:55] = 0
    picture[80:82, 80:82] = 0
    assert not ink_of(picture)[75:, 75:].any()


def test_a_picture_is_a_matrix() -> None:
    with pytest.raises(ShapeError, match="not of the shape"):
        ink_of(np.zeros((3, 3, 3)))
