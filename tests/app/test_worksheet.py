"""A worksheet leaves out what it says it does, and its key has exactly that, from the engine."""

import re
from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.covering import Covering
from app.errors import BadInput
from app.ideas.worksheet_address import MAX_BLANKS, SHEET_TABLE, parse_worksheet, worksheet_query
from app.lesson import Lesson
from app.numbers import data
from app.quantity_names import name_of
from app.worksheet import PARTS, Worksheet, plain_lesson, sheet_moment
from tests.app.drawing import lesson
from tests.app.real_lessons import lessons
from tests.client import Client
from tests.reading import Element, read

LESSONS = (
    "", "preset=mazur", "preset=mosher&updates=2", "preset=xor&example=3", "preset=softmax", "layers=4-8-8-3&seed=3",
    "layers=2-3-2&act=tanh&seed=4&notation=common", "preset=nielsen", "layers=16-24-24-10&seed=5",
)  # fmt: skip


def short(name: str) -> str:
    return re.sub(r"(.*) after the update", r"new \1", name)


def page(client: Client, *said: str) -> Element:
    query = worksheet_query(parse_worksheet(parse_qsl("&".join(filter(None, said)))))
    answer = client.get(f"/worksheet?{query}".rstrip("?"))
    assert answer.status_code == 200
    return read(answer.text)


@pytest.mark.parametrize("address", LESSONS)
def test_the_key_has_every_blank_of_the_sheet_and_the_engines_numbers(client: Client, address: str) -> None:
    state = parse_worksheet(parse_qsl(address))
    now = sheet_moment(state)
    sheet, key = page(client, address), page(client, address, "key=1")
    wanted = [(short(name_of(now.symbols, one)), data(now.truth(one[0], *one[1]))) for one in now.covered]
    assert 1 <= len(wanted) <= 8
    lines = key.all(class_="sheet-answers")[0].all("li")
    assert [(line.text.split(") ", 1)[1].split(" = ")[0], line.all("b")[0]["data-value"]) for line in lines] == wanted
    blank = sheet.all(class_="sheet-answers")[0].all("li")
    assert [line.text.split(") ", 1)[1].rstrip(" =") for line in blank] == [name for name, _ in wanted]
    assert not [line for line in blank if line.all("b")]
    boxes = [cell for cell in sheet.all("td") if "blank" in cell.get("class").split()]
    # of an output's ∂C/∂a and ∂C/∂y, and of one example's C and L, only one is printed
    assert len(boxes) == len(wanted)
    assert [cell.text for cell in boxes if re.search("[0-9.]{3}", cell.text)] == []


@pytest.mark.parametrize("address", LESSONS)
def test_what_is_blank_is_not_on_the_sheet(client: Client, address: str) -> None:
    said = [f"sheet={number}" for number in (1, 2, 3)]
    for one in said:
        now = sheet_moment(parse_worksheet(parse_qsl(f"{address}&{one}")))
        query = worksheet_query(parse_worksheet(parse_qsl(f"{address}&{one}")))
        text = client.get(f"/worksheet?{query}").text
        shown = {data(abs(now.truth(*_flat(key))))[:9] for key in _all(now.lesson) if not now.hides(*_flat(key))}
        for number in now.covered:
            value = data(abs(now.truth(number[0], *number[1])))[:9]
            if len(value) == 9 and value not in shown:
                assert value not in text, number


def _all(it: Lesson) -> list[tuple[str, tuple[int, ...]]]:
    sizes = it.recipe.sizes
    found: list[tuple[str, tuple[int, ...]]] = [("C", ()), ("L", ())]
    for layer in range(1, len(sizes)):
        for to in range(1, sizes[layer] + 1):
            found += [(kind, (layer, to)) for kind in ("b", "z", "a", "da_dz", "dC_da", "dC_dz", "b_new")]
            for source in range(1, sizes[layer - 1] + 1):
                found += [(kind, (layer, to, source)) for kind in ("w", "dC_dw", "dL_dw", "w_new")]
    return found


def _flat(number: tuple[str, tuple[int, ...]]) -> tuple[str, int, int, int]:
    layer, to, source = (*number[1], 0, 0, 0)[:3]
    return number[0], layer, to, source


@pytest.mark.parametrize("part", PARTS)
def test_blanks_are_out_of_the_parts_that_are_asked_for(part: str) -> None:
    now = sheet_moment(parse_worksheet(parse_qsl(f"preset=xor&of={part}&blanks=40")))
    assert now.covered
    assert {quantity for quantity, _ in now.covered} <= set(PARTS[part])
    assert len(now.covered) == len(set(now.covered))


def test_what_cannot_be_worked_out_from_the_sheet_is_not_asked() -> None:
    """L and ∂L/∂w need every example, Adam what it remembers; what is frozen does not move."""
    batch = sheet_moment(parse_worksheet(parse_qsl("preset=mosher&blanks=40")))
    assert not {"L", "dL_dw", "b_new"} & {quantity for quantity, _ in batch.covered}
    adam = sheet_moment(parse_worksheet(parse_qsl("opt=adam&of=update&blanks=40")))
    assert adam.covered
    assert not {"w_new", "b_new"} & {quantity for quantity, _ in adam.covered}
    frozen = sheet_moment(parse_worksheet(parse_qsl("preset=mazur&of=update&blanks=40")))
    assert {quantity for quantity, _ in frozen.covered} == {"w_new"}


def test_another_sheet_has_other_blanks_and_the_same_sheet_the_same() -> None:
    def drawn(sheet: int) -> tuple[object, ...]:
        return tuple(sheet_moment(parse_worksheet([("sheet", str(sheet))])).covered)

    assert drawn(1) == drawn(1)
    assert len({drawn(number) for number in range(1, 8)}) > 5


def test_a_blank_does_not_take_what_follows_from_it() -> None:
    now = sheet_moment(parse_worksheet(parse_qsl("of=forward&blanks=1")))
    (blank,) = now.covered
    assert now.hides(blank[0], *blank[1])
    assert now.known("C")
    assert now.known("w_new", 3, 1, 1)


@pytest.mark.parametrize("address", ["preset=mazur", "", "layers=2-3-2&act=tanh&seed=4", "preset=nielsen"])
def test_what_is_printed_lets_one_be_right(client: Client, address: str) -> None:
    """From the printed digits alone the key is within the sheet's own 2 % of a change, and so is who reckons on."""
    key = page(client, address, "key=1", "of=update", "blanks=40")
    rate = parse_worksheet(parse_qsl(address)).lesson.recipe.learning_rate
    rows = [row for table in key.all("table") for row in table.all("tr") if len(row.all("td")) == 3]
    assert rows
    for row in rows:
        cells = row.all("td")
        old, slope, new = (float(re.sub(r"^\(\d+\) ", "", one.text).replace("−", "-")) for one in cells)
        values = [float((one.all("b") or [one])[0]["data-value"]) for one in cells]
        change = values[2] - values[0]
        assert change == pytest.approx(-rate * values[1], rel=1e-6)
        assert abs(new - values[2]) <= 0.01 * abs(change)
        assert abs(old - rate * slope - values[2]) <= 0.02 * abs(change)


def test_the_new_value_of_a_parameter_whose_gradient_is_asked_for_is_gone() -> None:
    now = sheet_moment(parse_worksheet(parse_qsl("of=gradients,backward&blanks=40")))
    asked = {quantity for quantity, _ in now.covered}
    assert {"dC_dw", "dC_dz"} <= asked
    for quantity, place in now.covered:
        if quantity in ("dC_dw", "dC_dz"):
            assert not now.known("w_new" if quantity == "dC_dw" else "b_new", *place)


@settings(max_examples=60, deadline=None)
@given(lessons(), st.integers(1, MAX_BLANKS), st.sets(st.sampled_from(list(PARTS)), min_size=1), st.integers(1, 9999),
       st.booleans(), st.booleans())  # fmt: skip
def test_an_address_says_its_whole_sheet(
    it: Lesson, count: int, of: set[str], sheet: int, rules: bool, key: bool
) -> None:
    bare = plain_lesson(it)
    state = Worksheet(bare, count, tuple(name for name in PARTS if name in of), sheet, rules, key)
    assert parse_worksheet(parse_qsl(worksheet_query(state), keep_blank_values=True)) == state


def test_the_sheet_is_of_the_training_step_that_is_shown() -> None:
    for said in ("updates=2&at=dC_dz-2-1", "updates=2&at=loss", "updates=3", "updates=2&at=input&focus=C&open=table"):
        it = lesson(said)
        assert plain_lesson(it).update == it.update == 2
        assert plain_lesson(it) == plain_lesson(plain_lesson(it))
    assert plain_lesson(lesson("updates=1")).update == 0


@pytest.mark.parametrize("said", [
    "blanks=0", "blanks=41", "of=", "of=back", "sheet=0", "sheet=10000", "key=yes", "rules=0", "lr=minus",
    "act=softmax",
])  # fmt: skip
def test_what_is_no_sheet_is_refused(client: Client, said: str) -> None:
    name, _, value = said.partition("=")
    with pytest.raises(BadInput) as caught:
        parse_worksheet([(name, value)])
    assert caught.value.field == name
    assert client.get(f"/worksheet?{said}").status_code == 422


def test_boxes_ticked_one_by_one_are_one_parameter(client: Client) -> None:
    answer = client.get("/worksheet?blanks=4&of=forward&of=update&sheet=2")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/worksheet?blanks=4&of=forward,update&sheet=2"


def test_the_rows_of_a_large_network_are_those_that_the_blanks_need(client: Client) -> None:
    whole, some = page(client, "preset=mazur"), page(client, "layers=16-24-24-10&seed=5&blanks=3")
    assert len(whole.all("tr")) > 12
    assert len(some.all("tr")) < 200
    covering = Covering.of(parse_worksheet(parse_qsl("layers=16-24-24-10")).lesson.recipe)
    assert covering.last == 3


def test_a_lesson_leads_to_its_sheet_and_back(client: Client) -> None:
    said = "preset=mazur&updates=2&at=dC_dz-1-1&focus=w-1-1-1"
    there = read(client.get(f"/lesson?{said}").text).by_id("worksheet")["href"]
    assert there == "/worksheet?preset=mazur&updates=2&at=input"
    sheet = read(client.get(there).text)
    assert client.get(sheet.by_id("sheet-lesson")["href"]).status_code == 200
    for name in ("sheet-other", "sheet-next"):
        assert client.get(sheet.by_id(name)["href"]).status_code == 200


def test_every_parameter_of_a_sheet_is_documented() -> None:
    assert [entry.name for entry in SHEET_TABLE] == ["blanks", "of", "sheet", "rules", "key"]
    assert all(entry.meaning and entry.allowed and entry.default for entry in SHEET_TABLE)


def test_the_rules_are_in_the_letters_asked_for(client: Client) -> None:
    notes, common = page(client, "rules=1"), page(client, "rules=1&notation=common")
    assert "C = ½ Σ (y − ŷ)²" in notes.text
    assert "∂C/∂z = σ′(z) ∂C/∂a" in notes.text
    assert "C = ½ Σ (ŷ − y)²" in common.text
    assert "δ = σ′(z) ∂C/∂a" in common.text
    assert "∂C/∂z" not in common.text
