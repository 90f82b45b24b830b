import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest
from anyio.from_thread import BlockingPortal

from tests.client import Client
from tests.servers import answers, running, until, workers_of

SLOW = "layers=2-8-8-1&act=tanh,tanh,sigmoid&loss=binary_cross_entropy&data=spiral:200:0.05:{}&updates=4000"


def get(address: str) -> httpx.Response:
    return httpx.get(address, trust_env=False, timeout=20)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_request_under_way_is_answered_before_the_server_ends(workers: str) -> None:
    with running("--port", "0", "--workers", workers) as (process, address), ThreadPoolExecutor() as pool:
        before = get(f"{address}lesson?{SLOW.format(1)}")
        asked = pool.submit(get, f"{address}lesson?{SLOW.format(2)}")
        until(lambda: busy(workers_of(process) or [process.pid]))
        process.send_signal(signal.SIGTERM)
        assert asked.result().status_code == before.status_code == 200
        assert len(asked.result().content) > 10_000
        assert process.wait(10) in (0, -signal.SIGTERM)
        assert not answers(httpx.URL(address).port or 0)


def busy(pids: list[int]) -> bool:
    """Whether a thread of one of them is computing this moment."""
    stats = (stat for pid in pids for stat in Path(f"/proc/{pid}/task").glob("*/stat"))
    return any(stat.read_text().rsplit(")", 1)[1].split()[0] == "R" for stat in stats)


def test_a_worker_that_is_killed_is_replaced_and_the_address_said_once() -> None:
    with running("--port", "0", "--workers", "2", "--metrics") as (process, address):
        before = workers_of(process)
        assert len(before) == 2
        for _ in range(10):
            assert get(f"{address}healthz").status_code == 200
        os.kill(before[0], signal.SIGKILL)
        until(lambda: len(set(workers_of(process)) - set(before)) == 1)
        assert get(f"{address}readyz").json()["status"] == "ready"
        if find_spec("prometheus_fastapi_instrumentator"):
            counted = 'http_requests_total{handler="/healthz",method="GET",status="2xx"} 10.0'
            assert counted in get(f"{address}metrics").text, "those of the killed worker included"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 0
        assert process.stdout is not None
        said = process.stdout.read()
        assert f"worker {before[0]} died; worker " in said
        assert "http://" not in said


def test_a_worker_that_dies_while_it_is_asked_whether_it_lives_is_replaced_at_once() -> None:
    with running("--port", "0", "--workers", "2") as (process, _address):
        pid = workers_of(process)[0]
        os.kill(pid, signal.SIGSTOP)
        time.sleep(1.5)  # the supervisor, which asks twice a second, waits for its answer by now
        os.kill(pid, signal.SIGKILL)
        until(lambda: pid not in workers_of(process) and len(workers_of(process)) == 2, 10)


def test_all_workers_are_replaced_one_after_the_other_when_told() -> None:
    with running("--port", "0", "--workers", "2") as (process, address), httpx.Client(trust_env=False) as http:
        before = set(workers_of(process))
        process.send_signal(signal.SIGHUP)
        begin = time.monotonic()
        while before & set(workers_of(process)):
            assert time.monotonic() - begin < 90, "they are still the same"
            assert http.get(f"{address}healthz", headers={"connection": "close"}).status_code == 200
        until(lambda: len(set(workers_of(process)) - before) == 2)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_who_has_just_connected_when_the_server_ends_is_answered(workers: str) -> None:
    with running("--port", "0", "--workers", workers) as (process, address):
        host, port = httpx.URL(address).host, httpx.URL(address).port
        with socket.create_connection((host, port or 0), timeout=10) as connection:
            until(lambda: accepted(workers_of(process) or [process.pid], connection))
            process.send_signal(signal.SIGTERM)
            until(lambda: len(workers_of(process)) == 1 or not answers(port or 0))
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\n\r\n")
            assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
        assert process.wait(10) in (0, -signal.SIGTERM)


def test_the_head_and_the_body_of_an_answer_leave_together() -> None:
    """Of a worker that is killed between the two, a proxy has passed on the head and can ask nobody else."""
    with running("--port", "0") as (process, address):
        host, port = httpx.URL(address).host, httpx.URL(address).port
        with socket.create_connection((host, port or 0), timeout=10) as connection:
            for path in ["/healthz", "/lesson", "/lesson?preset=xor", "/lesson", "/nothing-here"] * 5:
                connection.sendall(f"GET {path} HTTP/1.1\r\nHost: here\r\nAccept-Encoding: gzip\r\n\r\n".encode())
                head, _, body = connection.recv(200_000).partition(b"\r\n\r\n")
                (length,) = re.findall(rb"content-length: (\d+)", head)
                assert len(body) == int(length), path
        with socket.create_connection((host, port or 0), timeout=10) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n")
            assert connection.makefile("rb").read().endswith(b"}")
        process.terminate()


def accepted(pids: list[int], connection: socket.socket) -> bool:
    """Whether one of these processes holds the other end of the connection."""
    port = f":{connection.getsockname()[1]:04X}"
    lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
    sockets = {f"socket:[{line.split()[9]}]" for line in lines if line.split()[2].endswith(port)}
    return any(_points_at(one) in sockets for pid in pids for one in Path(f"/proc/{pid}/fd").iterdir())


def _points_at(link: Path) -> str:
    """Where it points; nowhere, once it is gone."""
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""


def test_workers_end_with_their_supervisor() -> None:
    with running("--port", "0", "--workers", "2") as (process, address):
        assert get(f"{address}healthz").status_code == 200
        process.kill()
        until(lambda: not answers(httpx.URL(address).port or 0))


def test_a_taken_port_is_said_by_several_workers_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        command = [sys.executable, "-m", "app", "--workers", "2", "--port", str(taken.getsockname()[1])]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode != 0
    assert "in use" in done.stderr
    assert done.stdout == ""


def test_workers_that_cannot_start_end_the_server(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nif '--multiprocessing-fork' in sys.argv or 'spawn_main' in str(sys.orig_argv): sys.exit(1)\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "app", "--workers", "2", "--port", "0"], capture_output=True, text=True, check=False,
        timeout=30, env={**os.environ, "PYTHONPATH": f"{tmp_path}:{os.environ.get('PYTHONPATH', '')}"},
    )  # fmt: skip
    assert done.returncode == 1
    assert "the workers did not start" in done.stderr
    assert done.stdout == ""


LESSONS = [
    *(f"/step?preset={preset}&updates={n}" for preset in ("notes", "mazur", "xor") for n in range(6)),
    "/lesson?preset=xor&updates=2000&at=dC_dz-2-1",
    "/panels/train?layers=2-4-1&act=tanh,sigmoid&loss=mse&data=moons:60:0.1:1&updates=1500",
    "/panels/digit?steps=w3:5", "/lesson.json?preset=mosher&updates=3", "/panels/digit?net=16-16-tanh&overlay=product",
]  # fmt: skip
STUDENTS = 50


def test_killing_workers_while_fifty_students_step_gives_no_wrong_answer(
    client: Client, portal: BlockingPortal, tmp_path: Path
) -> None:
    truth = {path: client.get(path).content for path in LESSONS}
    killed: list[int] = []
    again = under_way = 0

    async def student(http: httpx.AsyncClient, number: int, killing: asyncio.Task[None]) -> None:
        nonlocal again, under_way
        turn = number * 7
        while not killing.done() or turn < number * 7 + 10:
            path = LESSONS[turn % len(LESSONS)]
            turn += 1
            for _ in range(100):
                under_way += 1
                try:
                    answer = await http.get(path, headers={"host": "testserver"})
                    break
                except httpx.TransportError:
                    again += 1
                    await asyncio.sleep(0.1)
                finally:
                    under_way -= 1
            assert (answer.status_code, answer.content == truth[path]) == (200, True), path
            await asyncio.sleep(0.1)

    async def kill(process: subprocess.Popen[str]) -> None:
        """In the middle of something, of which somebody noticed."""
        await asyncio.sleep(0.3)
        while again == 0 and len(killed) < 10:
            await asyncio.sleep(0.01)
            alive = workers_of(process)
            if len(alive) == 2 and under_way >= 5:
                os.kill(alive[0], signal.SIGKILL)
                killed.append(alive[0])

    async def all_of(address: str, process: subprocess.Popen[str]) -> None:
        limits = httpx.Limits(max_connections=STUDENTS)
        async with httpx.AsyncClient(base_url=address, trust_env=False, timeout=20, limits=limits) as http:
            killing = asyncio.create_task(kill(process))
            await asyncio.gather(killing, *(student(http, number, killing) for number in range(STUDENTS)))

    with running("--port", "0", "--workers", "2", "--store", str(tmp_path / "store.sqlite3")) as (process, address):
        portal.call(all_of, address, process)
        assert killed
        assert again, "nobody was in the middle of something: the test shows nothing"
        until(lambda: len(workers_of(process)) == 2)


def test_one_who_leaves_in_the_middle_of_a_body_is_no_fault() -> None:
    with running("--port", "0") as (process, address):
        port = int(address.rsplit(":", 1)[1].strip("/"))
        for path in ("/api/step", "/own/data", "/digit/pen", "/digit/upload"):
            with socket.create_connection(("127.0.0.1", port)) as leaving:
                head = "Content-Length: 100\r\nContent-Type: multipart/form-data; boundary=b"
                leaving.sendall(f"POST {path} HTTP/1.1\r\nHost: a\r\n{head}\r\n\r\n--b".encode())
        until(lambda: httpx.get(f"{address}healthz", trust_env=False).status_code == 200)
        time.sleep(0.3)
        process.terminate()
        process.wait()
        assert process.stdout is not None
        assert "Traceback" not in process.stdout.read()
