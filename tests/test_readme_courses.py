"""What README says of controls and of courses is so."""

import re
from pathlib import Path

import pytest

from app.controls import GROUPS
from app.course import read_course
from app.courses import courses
from app.language import speaking
from tests.client import Client

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
MINE = re.findall(r"```toml\n(title.*?)```", README, re.DOTALL)


def test_every_group_of_controls_is_in_the_table() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \| (.+?): (.+?) \|$", README, re.MULTILINE)
    assert [row for row in rows if row[0] in {group.name for group in GROUPS}] == [
        (group.name, group.label, group.covers) for group in GROUPS
    ]


@pytest.mark.parametrize("address", sorted(set(re.findall(r"`(/(?:embed|course)[^`<…]*)`", README))))
def test_the_addresses_are_there(client: Client, address: str) -> None:
    if "/mine" not in address:
        assert client.get(address).status_code in (200, 307), address


def test_the_example_is_a_course(tmp_path: Path, client: Client) -> None:
    (content,) = MINE
    (tmp_path / "mine.toml").write_text(content, encoding="utf-8")
    course = courses(tmp_path)["mine"]
    assert course == read_course("mine", content)
    assert [item.name for item in course.items] == ["slow", "fast"]
    assert len(course.items[0].text.paragraphs) == 2
    with speaking("zh"):
        assert str(course.title) == "两个时刻看饱和"
        assert str(course.items[1].title) == "The cross-entropy"
    for item in course.items:
        assert client.get(f"{item.path}?{item.query}").status_code == 200
