"""The tools that measure are bounded, read what they are sent, and tell slower from a slower machine."""

import copy
import json
import subprocess
import sys
from pathlib import Path

import pytest
from anyio.from_thread import BlockingPortal

from tests.bench.compare import slower
from tests.bench.http import Answer, Connection, fragment_of, loopback
from tests.bench.load import (
    LESSONS,
    MOST_STUDENTS,
    TOGETHER,
    Found,
    asked,
    hall,
    own,
    percentiles,
    same_link,
    shared_page,
)
from tests.client import Client
from tests.servers import running


@pytest.mark.parametrize(
    "address", ["http://example.org", "http://10.0.0.1:80", "https://127.0.0.1", "http://[2001::1]:80", "nonsense"]
)
def test_load_is_sent_to_this_machine_only(address: str) -> None:
    with pytest.raises(SystemExit, match="this machine only"):
        loopback(address)


def test_this_machine_has_several_names() -> None:
    assert loopback("http://127.0.0.1:81") == ("127.0.0.1", 81)
    assert loopback("http://[::1]:82") == ("::1", 82)
    assert loopback("http://localhost") == ("localhost", 80)


def test_a_hall_is_bounded() -> None:
    command = [sys.executable, "-m", "tests.bench.load", "--students", "100000"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "1 to 1000 students" in ended.stderr


async def twice(host: str, port: int, path: str) -> tuple[Answer, Answer]:
    """A page, and the same once more by its entity tag."""
    connection = Connection(host, port)
    first = await connection.get(path)
    again = await connection.get(path, first.tag)
    await connection.close()
    return first, again


def test_students_step_without_an_error_and_open_one_link_at_once(portal: BlockingPortal) -> None:
    with running("--port", "0", "--log", "off") as (_process, address):
        host, port = loopback(address)
        for apart in (False, True):
            found = portal.call(hall, host, port, 12, 4.5, apart)
            assert found["errors"] == 0
            assert found["requests"] >= 12
        assert portal.call(same_link, host, port, 30, 1)["errors"] == 0
        first, again = portal.call(twice, host, port, "/lesson?preset=mazur")
        assert fragment_of(first.text, "step") == "/step?preset=mazur"
        assert fragment_of(first.text, "no-such") == ""
        assert (again.status, again.text) == (304, "")


def test_no_two_students_go_the_same_way() -> None:
    assert len({own(shared_page(number), TOGETHER + number) for number in range(MOST_STUDENTS)}) == MOST_STUDENTS


@pytest.mark.parametrize("number", range(2 * len(LESSONS)))
def test_from_the_page_that_all_have_and_from_her_own_a_student_steps_on(client: Client, number: int) -> None:
    shared = fragment_of(client.get(shared_page(number)).text, "step")
    first = fragment_of(client.get(own(shared_page(number), TOGETHER + number)).text, "step")
    assert shared
    ways = [client.get(own(shared, TOGETHER + number)), client.get(first)]
    assert [way.status_code for way in ways] == [200, 200]
    assert ways[0].text == ways[1].text, "both are the same step of her network"
    assert fragment_of(ways[0].text, "step")


class Scripted(Connection):
    """A connection on which these answers come, one after the other."""

    def __init__(self, *statuses: int) -> None:
        super().__init__("127.0.0.1", 1)
        self.statuses = list(statuses)

    async def get(self, path: str, tag: str = "") -> Answer:
        del path, tag
        status = self.statuses.pop(0)
        return Answer(status, "page", 0.001, 1 if status == 503 else 0, "", "")


@pytest.mark.parametrize(
    ("statuses", "errors", "again"), [((200,), 0, 0), ((503, 503, 200), 0, 2), ((503,) * 8, 1, 8), ((500,), 1, 0)]
)
def test_what_is_waited_for_a_busy_server_counts_and_what_never_comes_is_an_error(
    portal: BlockingPortal, monkeypatch: pytest.MonkeyPatch, statuses: tuple[int, ...], errors: int, again: int
) -> None:
    clock = [0.0]

    async def sleep(seconds: float) -> None:
        clock[0] += seconds

    monkeypatch.setattr("tests.bench.load.asyncio.sleep", sleep)
    monkeypatch.setattr("tests.bench.load.time.perf_counter", lambda: clock[0])
    found = Found()
    portal.call(asked, Scripted(*statuses), "/lesson", found)
    assert sum(count for status, count in found.statuses.items() if status != 200) == errors
    assert found.again == again
    assert len(found.seconds) == (0 if statuses[-1] == 503 else 1)
    assert all(again <= seconds <= 4 / 3 * again for seconds in found.seconds)


def test_percentiles_are_those_of_the_answers() -> None:
    found = percentiles([one / 1000 for one in range(1, 101)])
    assert [round(value) for value in found.values()] == [51, 96, 100, 100]


FIGURES = {
    "server": {name: {"a second": 100.0 * n, "p95, ms": 10.0 * n} for n, name in enumerate(("a", "b", "c", "d"), 1)},
    "rendering": {"12 edges": {"ms": 3.0, "kB": 40.0}, "500 edges": {"ms": 6.0, "kB": 60.0}},
}


def test_a_slower_machine_is_no_slower_program() -> None:
    after = copy.deepcopy(FIGURES)
    for row in after["server"].values():
        row["a second"] /= 2
        row["p95, ms"] *= 2
    assert list(slower(FIGURES, after, 1.5)) == []


def test_what_got_slower_or_larger_than_the_rest_is_named() -> None:
    after = copy.deepcopy(FIGURES)
    after["server"]["c"]["p95, ms"] *= 2
    after["server"]["b"]["a second"] /= 3
    after["rendering"]["12 edges"]["kB"] *= 2
    found = list(slower(FIGURES, after, 1.5))
    assert [line.split(",")[0] for line in sorted(found)] == ["rendering: 12 edges", "server: b", "server: c"]


def test_the_command_ends_with_1_where_something_is_slower(tmp_path: Path) -> None:
    after = copy.deepcopy(FIGURES)
    after["rendering"]["12 edges"]["kB"] *= 2
    for name, figures in (("before", FIGURES), ("after", after)):
        (tmp_path / name).write_text(json.dumps({"figures": figures}))
    command = [sys.executable, "-m", "tests.bench.compare", str(tmp_path / "before")]
    assert subprocess.run([*command, str(tmp_path / "before")], check=False).returncode == 0
    assert subprocess.run([*command, str(tmp_path / "after")], check=False).returncode == 1
