from app.placement import AIR, END, Box, place_chips
from app.wires import Wire

LEVEL = Wire(0, 50, 200, 50)


def test_a_box_knows_its_middle_its_sides_and_its_ports() -> None:
    box = Box(10, 20, 30, 40)
    assert (box.cx, box.cy, box.right, box.bottom) == (25, 40, 40, 60)
    assert [box.port(n, 4) for n in range(4)] == [25, 35, 45, 55]


def test_boxes_meet_when_they_overlap_or_come_too_close() -> None:
    box = Box(0, 0, 10, 10)
    assert box.meets(Box(9, 9, 5, 5))
    assert not box.meets(Box(10, 0, 5, 5))
    assert box.meets(Box(12, 0, 5, 5), air=3)
    assert not box.meets(Box(0, 13, 5, 5), air=3)
    assert box.meets(Box(-20, -20, 50, 50))


def test_a_chip_alone_stands_in_the_middle_of_its_wire() -> None:
    assert place_chips({"only": LEVEL}, (40, 20), []) == {"only": Box(80, 40, 40, 20)}


def test_a_chip_makes_way_for_a_label() -> None:
    label = Box(90, 30, 40, 40)
    placed = place_chips({"only": LEVEL}, (40, 20), [label])
    assert placed is not None
    assert not placed["only"].meets(label)
    assert placed["only"].cy == LEVEL.y1


def test_chips_on_crossing_wires_keep_their_distance_and_cover_no_other_wire() -> None:
    wires = {"down": Wire(0, 0, 300, 100), "up": Wire(0, 100, 300, 0)}
    placed = place_chips(wires, (40, 20), [])
    assert placed is not None
    assert not placed["down"].meets(placed["up"], AIR)
    for key, other in (("down", "up"), ("up", "down")):
        box = placed[key]
        for step in range(201):
            x, y = wires[other].at(step / 200)
            assert not (box.x < x < box.right and box.y < y < box.bottom)


def test_without_room_there_is_no_placement() -> None:
    assert place_chips({"short": Wire(0, 0, 40 + 2 * END - 1, 0)}, (40, 20), []) is None
    assert place_chips(dict.fromkeys(range(9), LEVEL), (40, 20), []) is None
