"""A parser as a process of its own, asked over pipes; needs only the standard library.

Parsers that are compared live in environments of their own, and each one's CPU time and memory are its process's.
A request is a JSON line that names a file of documents (JSON: lists of sentences, which are lists of words); the
answer is a JSON line with the CPU seconds spent on parsing them, the process's peak memory, and the trees where they
were asked for.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")

Documents = list[list[list[str]]]


@dataclass(frozen=True)
class Tree:
    """One sentence: tags, heads from 1 (0 is the root), relations, mentions as (first, last not included, type)."""

    upos: list[str]
    heads: list[int]
    deprels: list[str]
    mentions: list[tuple[int, int, str]]


@dataclass(frozen=True)
class Answer:
    """CPU seconds of the parsing alone, peak memory of the process so far (MB), the trees if asked for."""

    cpu_seconds: float
    memory_mb: float
    trees: list[Tree]


Parse = Callable[[Documents], list[Any]]
Show = Callable[[list[Any]], list[Tree]]


def serve(parse: Parse, show: Show) -> None:
    """Answer requests until the pipe closes. `show` turns what `parse` gave into a tree a sentence; it is not timed."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not come between the answers
    for line in sys.stdin:
        request = json.loads(line)
        documents = json.loads(Path(request["documents"]).read_text("utf-8"))
        began = time.process_time()
        parsed = parse(documents)
        answer = {"cpu_seconds": time.process_time() - began, "memory_mb": _peak_memory()}
        trees = [asdict(tree) for tree in show(parsed)] if request["trees"] else []
        answers.write(json.dumps({**answer, "trees": trees}) + "\n")
        answers.flush()


class Served:
    """The process of one parser; `seconds_to_first` is the wall time from its start to its first answer."""

    def __init__(self, command: Sequence[str], first: Path) -> None:
        began = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **ONE_THREAD},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.parse(first)
        self.seconds_to_first = time.perf_counter() - began

    def parse(self, documents: Path, *, trees: bool = False) -> Answer:
        """The answer for a file of documents. Raises SystemExit where the process has died."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(json.dumps({"documents": str(documents.resolve()), "trees": trees}) + "\n")
            stdin.flush()
        except BrokenPipeError:
            pass  # the empty answer below says it
        line = stdout.readline()
        if not line:
            raise SystemExit(f"a parser ended early: {self._process.args}; see its message above")
        answer = json.loads(line)
        return Answer(answer["cpu_seconds"], answer["memory_mb"], [Tree(**tree) for tree in answer["trees"]])

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def write_documents(documents: Documents, path: Path) -> Path:
    """`path`, written as `Served.parse` reads it."""
    path.write_text(json.dumps(documents, ensure_ascii=False), "utf-8")
    return path


def _peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
