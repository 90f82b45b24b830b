"""``backprop-visualizer write``: the same file as the server's, or a message that says what is wrong."""

from pathlib import Path

import pytest

from app.cli import main
from app.writing import write
from tests.client import Client


@pytest.mark.parametrize(
    "address",
    [
        "http://testserver/lesson?preset=mazur&at=loss",
        "http://testserver/zh/lesson?preset=mazur&at=loss",
    ],
)
def test_it_writes_what_the_server_answers(
    client: Client, tmp_path: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write([address, str(tmp_path / "lesson.html")])
    served = client.get(address.removeprefix("http://testserver").replace("/lesson", "/lesson.html")).content
    assert (tmp_path / "lesson.html").read_bytes() == served
    assert f"{len(served):,} bytes" in capsys.readouterr().out


@pytest.mark.parametrize("before", ["", "?", "/lesson.html?"])
def test_a_query_alone_is_enough(tmp_path: Path, before: str) -> None:
    write([f"{before}preset=mazur&step=pass&count=2", str(tmp_path / "lesson.html")])
    text = (tmp_path / "lesson.html").read_text(encoding="utf-8")
    assert "Made from /lesson?preset=mazur&amp;step=pass" in text
    assert text.count("<article") == 7


@pytest.mark.parametrize(
    ("address", "said"),
    [("preset=nobody", "preset: "), ("count=0", "count: 0 is not between 1 and 10000"), ("count=900", "at most 200")],
)
def test_what_is_refused_is_said_and_nothing_is_written(tmp_path: Path, address: str, said: str) -> None:
    with pytest.raises(SystemExit, match=said):
        write([address, str(tmp_path / "lesson.html")])
    assert not (tmp_path / "lesson.html").exists()


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"no such place|No such file"):
        write(["step=update", str(tmp_path / "no such place" / "lesson.html")])


def test_the_command_has_it(tmp_path: Path) -> None:
    main(["write", "preset=mazur&step=update", str(tmp_path / "lesson.html")])
    assert (tmp_path / "lesson.html").exists()
