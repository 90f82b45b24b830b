import io
import re
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from app.build import STATIC
from app.map_faces import AT_REST, faces, ground
from app.map_pictures import maps_png, sheet
from app.pictures import MINUS, PLUS
from app.placement import Box
from engine.lesson import start
from tests.app.training_lessons import recipe


@pytest.mark.parametrize("sizes", [(2, 1), (2, 8, 8, 1), (2, 32, 32, 5), (2, 20, 10)])
def test_no_two_maps_meet_and_all_lie_on_the_sheet(sizes: tuple[int, ...]) -> None:
    plan = sheet(sizes)
    assert set(plan.places) == {(layer, n) for layer, size in enumerate(sizes) for n in range(1, size + 1)}
    boxes = [Box(x, y, side, side) for x, y, side in plan.places.values()]
    assert not any(one.meets(other, 1) for one, other in combinations(boxes, 2))
    assert all(box.right < plan.width and box.bottom < plan.height for box in boxes)


def test_every_pixel_says_its_level() -> None:
    lesson = recipe((2, 3, 1))
    layers, over = start(lesson).layers, ground(lesson)
    png, seen = maps_png(layers, over), faces(layers, over)
    assert png == maps_png(layers, over)
    pixels = np.asarray(Image.open(io.BytesIO(png))).astype(int)
    for (layer, neuron), (x, y, side) in sheet((2, 3, 1)).places.items():
        tile = pixels[y : y + side, x : x + side]
        sign = np.sign(tile[..., 0] - tile[..., 1])
        assert (sign * tile[..., 3] // 2 == seen.levels[layer][neuron - 1]).all()
    assert seen.levels[-1].shape == (1, AT_REST[1], AT_REST[1])


def test_the_page_has_the_same_two_colours() -> None:
    css = (STATIC / "train.css").read_text()
    for name, colour in (("plus", PLUS), ("minus", MINUS)):
        said = re.search(rf"--map-{name}: #([0-9a-f]{{6}});", css)
        assert said is not None
        assert tuple(bytes.fromhex(said[1])) == colour
