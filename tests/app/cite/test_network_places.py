"""No label of a drawn network meets another, or a neuron."""

from itertools import combinations

import pytest

from app.cite.network_places import places

NODE, LABEL = (80.0, 60.0), (75.0, 25.0)


@pytest.mark.parametrize("sizes", [(1, 1), (2, 2, 2), (5, 8), (2, 8, 3), (40, 1), (1, 20, 1), (3, 3, 3, 3, 3)])
def test_nothing_meets(sizes: tuple[int, ...]) -> None:
    where = places(sizes, NODE, LABEL)
    boxes = [*where.nodes.values(), *where.labels.values(), where.loss]
    assert len(where.labels) == len(where.wires)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]


def test_a_label_lies_on_its_own_edge() -> None:
    where = places((2, 8, 3), NODE, LABEL)
    for place, box in where.labels.items():
        points = [where.wires[place].at(t / 100) for t in range(101)]
        assert any(box.x < x < box.right and box.y < y < box.bottom for x, y in points)


def test_without_labels_there_are_none() -> None:
    assert not places((10, 20, 10), NODE, None).labels
