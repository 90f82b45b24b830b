"""The audit of the dependencies fails for a vulnerability, and not for want of a network."""

import json
import runpy
from collections.abc import Mapping
from pathlib import Path

verdict = runpy.run_path(str(Path(__file__).parents[1] / ".ci" / "audit.py"))["verdict"]

SOUND = {"name": "numpy", "version": "2.4.6", "vulns": []}
BAD = {"name": "old", "version": "1.0", "vulns": [{"id": "CVE-1", "fix_versions": ["1.1"]}]}
UNKNOWN = {"name": "own", "skip_reason": "not found"}


def report(*packages: Mapping[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_vulnerability_fails_and_is_named() -> None:
    assert verdict(report(SOUND, BAD), "") == (
        "These packages have known vulnerabilities:\nold 1.0: CVE-1, fixed in 1.1", False
    )  # fmt: skip


def test_without_one_all_is_well_and_what_is_unknown_is_counted() -> None:
    said, well = verdict(report(SOUND, UNKNOWN), "")
    assert (said, well) == ("The index knows of no vulnerability in 1 packages. 1 more are unknown to it.", True)


def test_without_a_network_it_says_that_it_did_not_look() -> None:
    for answer in ("", "not json", "[]", report(UNKNOWN)):
        said, well = verdict(answer, "a\nConnectionError: no route")
        assert well
        assert said.startswith("Vulnerabilities were not looked for")
