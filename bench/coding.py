"""Full coding of many reports: spans, repeatability, speed, memory. `python -m bench.coding PATH…`

Codes every report under the paths twice in this process, the second time in the opposite order, and prints how
many spans are cut from the text as they say, whether both runs gave the same JSON lines, and words a second.
Then it codes them once more as the command line does, with one and with two processes.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique import documents
from communique.documents import Read
from communique.pipeline import code_document
from communique.records import Document
from communique.records.json import to_line


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(prog="python -m bench.coding", description=__doc__)
    options.add_argument("paths", nargs="+", type=Path)
    options.add_argument("--limit", type=int, default=100, help="reports at most")
    given = options.parse_args()
    reports = _reports(given.paths)[: given.limit]
    words = sum(len(report.text.split()) for report in reports)
    began, cpu = time.perf_counter(), time.process_time()
    first = [to_line(code_document(report)) for report in reports]
    wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    second = [to_line(code_document(report)) for report in reversed(reports)]
    right, spans = _spans(first)
    print(f"reports                      {len(reports)}")
    print(f"words                        {words}")
    print(f"spans right                  {right} of {spans}")
    print(f"same lines in other order    {sorted(first) == sorted(second)}")
    print(f"fatal problems               {sum(_failed(line) for line in first)}")
    print(f"words a CPU second           {words / cpu:.0f}")
    print(f"words a second, one process  {words / wall:.0f}")
    print(f"peak memory (MB)             {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
    for workers in (1, 2):
        print(
            f"command line, {workers} worker(s)    {words / _command(given.paths, workers):.0f} words a second"
        )


def _reports(paths: list[Path]) -> list[Document]:
    reads = (r if isinstance(r, Read) else r.read() for r in documents.reports(paths))
    return [read.document for read in reads if not read.fatal]


def _spans(lines: list[str]) -> tuple[int, int]:
    right = total = 0
    for line in lines:
        plain = json.loads(line)
        text = plain["document"]["text"]
        for span in _spans_in(plain):
            total += 1
            right += text[span["start"] : span["end"]] == span["text"]
    return right, total


def _spans_in(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _spans_in(item)
    elif isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for item in value.values():
            yield from _spans_in(item)


def _failed(line: str) -> bool:
    return any(problem["fatal"] for problem in json.loads(line)["problems"])


def _command(paths: list[Path], workers: int) -> float:
    """Seconds of wall time for all reports under the paths, start of the program included."""
    command = [sys.executable, "-m", "communique", "code", *map(str, paths), "--to", "jsonl", "-q"]
    began = time.perf_counter()
    subprocess.run(
        [*command, "--workers", str(workers)], stdout=subprocess.DEVNULL, check=False, env=dict(os.environ)
    )
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
