"""The whole way on one screen: a report is read, analysed, coded, and handed on.

Placeholder bodies are being replaced; the signatures stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.records import CodedDocument, Document


def code(text_or_path: str | Path | Document, *, date: str | None = None) -> CodedDocument:
    """All that is coded from one report."""
    raise NotImplementedError


def code_all(
    paths: Iterable[str | Path], *, date: str | None = None, workers: int = 1
) -> Iterator[CodedDocument]:
    """One CodedDocument for every report under `paths`, in the order of the sorted paths."""
    raise NotImplementedError
