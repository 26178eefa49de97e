"""JSON Lines: one coded document a line, without loss; `records.json.from_line` reads it back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from communique.export.files import whole_file
from communique.records import CodedDocument
from communique.records.json import to_line


def write(documents: Iterable[CodedDocument], target: TextIO | Path) -> None:
    """Write a line for each document, as it comes."""
    if isinstance(target, Path):
        with whole_file(target) as stream:
            write(documents, stream)
        return
    for coded in documents:
        target.write(to_line(coded) + "\n")
        target.flush()  # whoever reads the other end of a pipe sees each report when it is done
