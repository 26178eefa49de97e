"""How long the command line takes to answer: `python -m bench.cli`.

Prints the median wall time of five runs of each command, in seconds, each in a process of its own. The first
run of a command is made once more before, so that files are in the memory of the machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
REPORT = (
    "The foreign ministers of Norway and Denmark met in Oslo on Monday. They agreed to extend the fisheries "
    "agreement, a spokeswoman said.\n"
)


def commands(folder: Path) -> dict[str, list[str]]:
    """What is measured: a name and the arguments."""
    report = folder / "report.txt"
    report.write_text(REPORT, encoding="utf-8")
    return {
        "--help": ["--help"],
        "version": ["version"],
        "code, one small report": ["code", str(report), "--date", "2024-05-15", "--to", "jsonl", "-q"],
    }


def seconds(arguments: list[str]) -> float:
    """Wall time of one run; raises CalledProcessError where it fails, because a failure is no measurement."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "communique", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.perf_counter() - started


def main() -> int:
    """Measure and print; 1 where a command failed."""
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in commands(Path(folder)).items():
            try:
                seconds(arguments)
                median = statistics.median(seconds(arguments) for _ in range(RUNS))
                print(f"{median:6.2f} s  {name}")
            except subprocess.CalledProcessError as error:
                failed = True
                print(f"failed    {name}: {error.stderr.decode(errors='replace').strip().splitlines()[-1]}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
