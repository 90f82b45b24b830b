"""Fails when an installed package has a known vulnerability; without a network it says that it could not look.

``python .ci/audit.py`` asks pip-audit, which asks the Python Package Index about each package of this environment.
"""

import json
import subprocess
import sys

COMMAND = (sys.executable, "-m", "pip_audit", "--local", "--skip-editable", "--progress-spinner=off", "--format=json")


def verdict(report: str, trouble: str) -> tuple[str, bool]:
    """What to say, and whether all is well.

    Args:
        report: what pip-audit wrote; no JSON where it could not finish.
        trouble: what it said besides.
    """
    try:
        packages = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        said = trouble.strip().splitlines()
        return f"Vulnerabilities were not looked for, the index could not be asked: {said[-1] if said else '?'}", True
    found = [
        f"{one['name']} {one['version']}: {known['id']}, fixed in {', '.join(known['fix_versions']) or 'no release'}"
        for one in packages
        for known in one.get("vulns", ())
    ]
    if found:
        return "\n".join(["These packages have known vulnerabilities:", *found]), False
    skipped = sum("skip_reason" in one for one in packages)
    if skipped == len(packages):
        return "Vulnerabilities were not looked for, the index that answers knows none of the packages.", True
    unknown = f" {skipped} more are unknown to it." if skipped else ""
    return f"The index knows of no vulnerability in {len(packages) - skipped} packages.{unknown}", True


def main() -> None:
    """Ask, say what came of it, and exit with 1 when something was found."""
    try:
        done = subprocess.run(COMMAND, capture_output=True, text=True, check=False, timeout=300)
        said, well = verdict(done.stdout, done.stderr)
    except subprocess.TimeoutExpired as error:
        said, well = verdict("", str(error))
    print(said)
    sys.exit(0 if well else 1)


if __name__ == "__main__":
    main()
