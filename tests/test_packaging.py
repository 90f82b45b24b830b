"""The wheel holds the whole application and nobody else's code but htmx; what README and .ci/run say agrees."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).parent.parent
TEST_COMMAND = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m pytest"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel that ``pip install .`` would install."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    if built.returncode and os.environ.get("CI") != "true":
        pytest.skip(f"no wheel can be built here: {built.stderr.strip().splitlines()[-1]}")
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def committed(folder: str) -> set[str]:
    """The files of a folder that belong to the product."""
    paths = (path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path for path in paths if "__pycache__" not in path}


def test_the_wheel_holds_every_file_of_the_application(wheel: zipfile.ZipFile) -> None:
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    data = {f"app/{path}" for folder in ("templates", "static") for path in committed(folder)}
    assert packed == committed("app") | committed("engine") | data
    assert {"app/static/vendor/htmx.min.js", "app/static/vendor/LICENSE-htmx.txt"} <= packed


def test_the_wheel_carries_its_licence_and_asks_for_no_django(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    (metadata,) = (wheel.read(name).decode() for name in names if name.endswith(".dist-info/METADATA"))
    assert "License-Expression: MIT" in metadata
    assert not re.search(r"^Requires-Dist: django", metadata, re.IGNORECASE | re.MULTILINE)


def test_the_unpacked_wheel_serves_everything_from_any_folder(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd="/",
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert process.stdout is not None
    try:
        address = re.search(r"http://\S+/", process.stdout.readline())
        assert address
        with httpx.Client(base_url=address[0], trust_env=False) as client:
            for path in ("", "api", "static/vendor/htmx.min.js", *sorted(committed("static"))):
                assert client.get(path, follow_redirects=True).status_code == 200, path
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_nothing_third_party_is_committed() -> None:
    assert "/static/vendor/" in (ROOT / ".gitignore").read_text().splitlines()


def test_readme_and_ci_run_the_same_test_command() -> None:
    assert TEST_COMMAND in (ROOT / "README.md").read_text()
    assert TEST_COMMAND.rpartition(" && ")[0] in (ROOT / ".ci" / "run").read_text()


def test_readme_says_how_to_start_it() -> None:
    assert (
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/backprop-visualizer"
        in (ROOT / "README.md").read_text()
    )
