"""How a spaCy pipeline is asked from outside its environment."""

from __future__ import annotations

from pathlib import Path


def serving(python: Path, model: Path) -> list[str]:
    """The command of a process that parses with the pipeline in `model` (bench/serving.py)."""
    return [str(python.absolute()), "-m", "bench.spacy_baseline.worker", "serve", str(model.absolute())]
