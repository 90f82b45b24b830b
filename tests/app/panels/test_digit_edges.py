"""The edges of a digit network: which are the largest, and where they stand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.digit_layout import digit_layout
from app.drawing import first_drawing
from app.drawing_lesson import seen
from app.drawing_links import DrawingLinks
from app.panels.digit_edges import carried, edges, largest
from tests.reading import read

some = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0, 7.0]), min_size=1, max_size=40)


@given(some, st.integers(0, 40))
def test_the_largest_come_first_and_of_equal_ones_the_first(magnitudes: list[float], count: int) -> None:
    count = min(count, len(magnitudes))
    in_order = sorted(range(len(magnitudes)), key=lambda at: (-magnitudes[at], at))
    assert largest(np.array(magnitudes), count).tolist() == in_order[:count]


def test_every_edge_stands_where_its_number_does() -> None:
    shown = seen(first_drawing())
    quantity, values = carried(shown)
    drawn = edges(shown, digit_layout(shown.moment.sizes), DrawingLinks(shown))
    marks = read(f"<svg>{drawn.single}</svg>").all(class_="edge")
    assert (len(marks), drawn.count) == (60, 60)
    for mark in marks:
        line = mark.all("path", class_="wire")[0]
        layer, to, source = map(int, mark["id"].removeprefix("edge-").split("-"))
        assert line["id"] == f"{quantity}-{layer}-{to}-{source}"
        assert float(line["data-value"]) == values[layer][to - 1, source - 1]
        assert mark["href"] == f"/digit?focus=w-{layer}-{to}-{source}"
