from urllib.parse import parse_qsl

import pytest

from app.drawing_lesson import seen
from app.drawing_links import DrawingLinks
from app.drawing_url import parse_drawing


@pytest.mark.parametrize(
    "address", ["", "seed=3&at=&step=pass", "target=own&steps=w3:2&at=loss&focus=z-1-3&theme=dark"]
)
def test_a_way_to_another_time_is_the_address_of_the_drawing_then(address: str) -> None:
    links = DrawingLinks(seen(parse_drawing(parse_qsl(address, keep_blank_values=True))), "/bp")
    for time in range(len(links.lesson.program) + 1):
        assert links.time(time) == links.to(links.lesson.at(time)), time
