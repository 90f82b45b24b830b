"""README's nginx before real workers: it answers a lecture hall, a dying worker goes unnoticed, links are right."""

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.servers import answers, block_of_readme, needed, nginx, replaced, running, until, workers_of


class Site:
    """The proxy, the workers behind it, and what they logged."""

    def __init__(self, address: str, process: subprocess.Popen[str]) -> None:
        self.address = address
        self.process = process
        self.lines: list[dict[str, Any]] = []
        threading.Thread(target=self._read, daemon=True).start()
        self.http = httpx.Client(verify=False, trust_env=False, timeout=20, follow_redirects=False)

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                self.lines.append(json.loads(line))

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.http.get(self.address + path, headers=headers)

    def asked(self, path: str) -> list[int]:
        """The statuses that the workers answered at an address with."""
        return [line["status"] for line in self.lines if line.get("address") == f"/backprop{path}"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    needed("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    options = ("--port", "0", "--workers", "2", "--root-path", "/backprop", "--log", "json")
    with running(*options) as (process, address):
        behind = httpx.URL(address).netloc.decode()
        with nginx(folder, behind, fresh_for="1s") as front:
            one = Site(front, process)
            with one.http:
                yield one


HALL = [
    "/lesson", "/lesson?preset=mazur&at=dC_dz-1-1", "/train?preset=xor&updates=100",
    "/embed?preset=mazur", "/digit", "/ideas/paths", "/zh/lesson", "/lesson.svg",
]  # fmt: skip


def test_a_lecture_hall_is_answered_from_the_cache(site: Site) -> None:
    paths = HALL * 50
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda path: site.get(path, **{"accept-encoding": "gzip"}), paths))
    assert {answer.status_code for answer in found} == {200}
    met = Counter(answer.headers["x-cache"] for answer in found)
    asked = sum(len(site.asked(path)) for path in HALL)
    # After a second or two an address is asked for once more, while the old answer is given.
    assert (met["HIT"] + met["STALE"] + met["UPDATING"]) / len(paths) >= 0.95, met
    assert asked <= 0.05 * len(paths), "the workers met no more than the proxy says"
    for path in HALL:
        assert len({answer.content for answer, of in zip(found, paths, strict=True) if of == path}) == 1


def test_it_asks_again_by_name_while_it_answers(site: Site) -> None:
    path = "/lesson?preset=hmkcode"
    first = site.get(path)
    assert first.headers["x-cache"] == "MISS"
    assert first.headers["cache-control"] == "public, no-cache"
    time.sleep(2.2)
    again = site.get(path)
    assert (again.headers["x-cache"], again.content) == ("STALE", first.content)
    until(lambda: site.asked(path) == [200, 304])
    until(lambda: site.get(path).headers["x-cache"] == "HIT")
    known = site.get(path, **{"if-none-match": first.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_files_of_this_build_stay_and_what_must_not_be_kept_is_not(site: Site) -> None:
    (style,) = re.findall(r'href="/backprop(/static/style\.css\?v=\w+)"', site.get("/lesson").text)
    assert [site.get(style).headers["x-cache"] for _ in range(2)][-1] == "HIT"
    for path in ("/lesson?lr=-1", "/nothing-here", "/lesson?updates=0"):
        assert [site.get(path).headers["x-cache"] for _ in range(2)] == ["MISS", "MISS"]
    plain, packed = site.get("/ideas/check", **{"accept-encoding": "identity"}), site.get("/ideas/check")
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.text == plain.text
    for path in ("/metrics", "/readyz"):
        assert site.get(path).status_code == 404


def test_links_that_leave_the_page_have_scheme_host_and_prefix(site: Site) -> None:
    page = site.get("/lesson?preset=mazur").text
    assert f'rel="canonical" href="{site.address}/lesson?preset=mazur"' in page
    assert f'property="og:url" content="{site.address}/lesson?preset=mazur"' in page
    assert f"{site.address}/oembed?url=" in page
    assert not re.findall(r'"http://(?!www\.w3\.org)[^"]*"', page)
    framed = site.http.get(f"{site.address}/oembed", params={"url": f"{site.address}/lesson?preset=mazur"})
    assert framed.status_code == 200
    assert f'src="{site.address}/embed?preset=mazur"' in framed.json()["html"]
    assert site.get("/lesson?updates=0").headers["location"].startswith(("/backprop/", f"{site.address}/"))


def test_a_worker_that_dies_is_not_noticed_behind_it(site: Site) -> None:
    paths = [f"/lesson?preset=xor&updates={number}" for number in range(2, 202)]
    killed: list[int] = []

    def ask(number: int) -> int:
        if number in (40, 120):
            until(lambda: len(workers_of(site.process)) == 2)  # who meets two deaths in a row is told so
            os.kill(pid := workers_of(site.process)[0], signal.SIGKILL)
            killed.append(pid)
        return site.get(paths[number]).status_code

    with ThreadPoolExecutor(16) as pool:
        statuses = Counter(pool.map(ask, range(len(paths))))
    assert len(killed) == 2
    assert statuses == {200: len(paths)}
    until(lambda: len(workers_of(site.process)) == 2)


def test_what_it_has_is_answered_though_the_server_is_gone(site: Site) -> None:
    """The last of this file: it stops the server."""
    before = site.get("/lesson?preset=nielsen")
    site.process.send_signal(signal.SIGTERM)
    site.process.wait(15)
    time.sleep(2.2)
    after = site.get("/lesson?preset=nielsen")
    assert (after.status_code, after.content) == (200, before.content)
    assert site.get("/lesson?preset=nielsen-ce").status_code == 502


def test_only_proxies_that_are_named_are_believed() -> None:
    claims = {"x-forwarded-proto": "https", "host": "your.host"}
    for options, scheme in (((), "https"), (("--forwarded-allow-ips", "192.0.2.1"), "http")):
        with running("--port", "0", *options) as (_, address):
            page = httpx.get(f"{address}lesson", headers=claims, trust_env=False, timeout=20).text
            assert f'rel="canonical" href="{scheme}://your.host/lesson' in page
            assert answers(httpx.URL(address).port or 0)


def test_the_unit_of_readme_is_one(tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    program = tmp_path / "backprop-visualizer"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    unit = tmp_path / "backprop.service"
    unit.write_text(replaced(block_of_readme("ini"), ("/opt/backprop/bin/backprop-visualizer", str(program))))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(unit)], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert str(unit) not in done.stderr
    assert "backprop.service" not in done.stderr
    options = re.findall(r"^ExecStart=\S+ (.*)$", unit.read_text(), re.MULTILINE)[0].split()
    with running("--port", "0", *replaced(" ".join(options), ("--workers 4", "--workers 1")).split()) as (_, address):
        assert httpx.get(f"{address}healthz", trust_env=False).status_code == 200


def test_the_container_of_readme_names_what_there_is() -> None:
    lines = block_of_readme("dockerfile").replace("\\\n", " ").splitlines()
    assert [line.split()[0] for line in lines] == [
        "FROM", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "ENV", "EXPOSE", "HEALTHCHECK", "CMD"
    ]  # fmt: skip
    told = dict(pair.split("=") for line in lines if line.startswith("ENV") for pair in line.split()[1:])
    from app.settings import Settings

    fields = {name.removeprefix("BACKPROP_").lower(): value for name, value in told.items()}
    assert set(fields) <= set(Settings.model_fields)
    settings = Settings(**fields)  # type: ignore[arg-type]
    assert (settings.host, settings.workers, settings.store) == ("0.0.0.0", 2, Path("/data/store.sqlite3"))
