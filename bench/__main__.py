"""Prints the measurements: `python -m bench`, or only some of them: `python -m bench days import`.

Measurements with a database run as the tests do, with sizes that take minutes; the environment may set
larger ones, such as DOSSIERS=1000000. MOTCUA_TEST_DB chooses the engine.
"""

import argparse
import os
import subprocess
import sys

from bench import days

# What each file bench_… measures, with its sizes, which the environment may change.
SECTIONS = {
    "import": {},
    "lists": {"DOSSIERS": "20000"},
    "reports": {},
    "tickets": {"TICKETS": "1000"},
    "board": {"SCREENS": "20", "CALLS": "10"},
}


def measure(section: str) -> bool:
    """Run one section; return whether it reached its targets."""
    if section == "days":
        print(days.due_dates(), flush=True)
        return True
    pytest = [sys.executable, "-m", "pytest", "-q", "-s", "--no-header", "--tb=short"]
    asked = SECTIONS[section] | os.environ
    return subprocess.run([*pytest, f"bench/bench_{section}.py"], env=asked, check=False).returncode == 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("sections", nargs="*", help=f"some of: days, {', '.join(SECTIONS)}")
    chosen = parser.parse_args().sections or ["days", *SECTIONS]
    if unknown := set(chosen) - {"days", *SECTIONS}:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    missed = []
    for name in chosen:
        print(f"\n# {name}", flush=True)
        missed += [] if measure(name) else [name]
    if missed:
        sys.exit(f"Not as it should be: {', '.join(missed)}")
