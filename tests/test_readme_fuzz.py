"""README's commands that attack the site are there and do what it says."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SECTION = (ROOT / "README.md").read_text(encoding="utf-8").split("## Try to break it\n")[1].split("\n## ")[0]
COMMANDS = re.findall(r"^(?:\w+=\w+ )?\.venv/bin/python -m (.+)$", SECTION, re.MULTILINE)


def test_the_fuzzer_runs_and_reports() -> None:
    words = next(command.split() for command in COMMANDS if command.startswith("tests.fuzz "))
    words[words.index("--examples") + 1] = "60"
    done = subprocess.run(
        [sys.executable, "-m", *words, "--pages", "3"], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for said in ("60 requests", "slowest:", "memory grew by", "0 kinds of faults"):
        assert said in done.stdout


def test_what_it_names_is_there() -> None:
    files = [word for command in COMMANDS if command.startswith("pytest") for word in command.split()[1:]]
    assert len(files) == 4
    assert all((ROOT / file).is_file() for file in [*files, "tests/fuzz/judge.py"])
    assert "FUZZ_EXAMPLES" in (ROOT / "tests/app/test_api_fuzz.py").read_text()
