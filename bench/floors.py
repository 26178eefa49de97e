"""Holds what has been reached: `python -m bench.floors` fails where a figure is under its floor in floors.toml.

Measures recall on the sample reports, the near misses coded there, and the start time of `--help`; the reader's scores
are those on its card, which `python -m bench.reader` wrote from the shipped weights.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

from bench.cli import seconds
from communique.models import card
from communique.settings import READERS

ROOT = Path(__file__).parent


def main() -> None:
    """Print every figure beside its floor; exit 1 where one is missed."""
    floors = tomllib.loads((ROOT / "floors.toml").read_text("utf-8"))
    missed = False
    for name, value, floor, at_least in _figures(floors):
        good = value >= floor if at_least else value <= floor
        missed = missed or not good
        print(
            f"{name:28} {value:8.3f} {'at least' if at_least else 'at most '} {floor:8.3f} {'' if good else 'MISSED'}"
        )
    raise SystemExit(1 if missed else 0)


def _figures(floors: dict[str, dict[str, float]]) -> list[tuple[str, float, float, bool]]:
    found = [
        (f"{name} {key}", card(name).scores[key], floor, True)
        for name in (*READERS, "coder")
        for key, floor in floors[name].items()
    ]
    samples = _samples()
    for key, floor in floors["samples"].items():
        found.append((f"samples {key}", samples[key], floor, key != "near_misses_coded"))
    start = statistics.median(seconds(["--help"]) for _ in range(5))
    found.append(("cli help_seconds", start, floors["cli"]["help_seconds"], False))
    return found


def _samples() -> dict[str, float]:
    """Recall a kind, and near misses coded, as `python -m bench.samples` prints them."""
    command = [sys.executable, "-m", "bench.samples"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = re.findall(
        r"^(event|statement|agreement|meeting)\s+\d+\s+\d+\s+\d+\s+([\d.]+)$", printed, re.MULTILINE
    )
    coded = re.search(r"^near misses coded: (\d+) of", printed, re.MULTILINE)
    assert coded is not None
    return {**{kind: float(recall) for kind, recall in rows}, "near_misses_coded": float(coded[1])}


if __name__ == "__main__":
    main()
