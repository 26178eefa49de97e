"""Which files are read: those named, and those of a known format in the folders named."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.errors import UsageError

STDIN = Path("-")


@dataclass(frozen=True)
class Found:
    """The files to read, in their order, and those in the folders that are of no format we read."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...] = ()

    def skipped_endings(self) -> str:
        """The endings of the skipped files with their counts, most frequent first: ".pdf 3, .jpg 1"."""
        counts = Counter(path.suffix.lower() or "no ending" for path in self.skipped)
        return ", ".join(f"{ending} {n}" for ending, n in sorted(counts.items(), key=lambda p: (-p[1], p[0])))


def find_files(paths: Iterable[str | Path], endings: Collection[str]) -> Found:
    """The files under `paths`, in one order however they were named, each once.

    Folders are searched to any depth, without what begins with a dot. Files that were named themselves are
    always kept, and so is a folder that cannot be listed: reading it will say why. "-" is standard input; a
    file of that name is found by its absolute path. Raises UsageError for a path that is not there.
    """
    files: dict[Path, Path] = {}
    skipped: dict[Path, Path] = {}
    for path in map(Path, paths):
        if path == STDIN:
            files[STDIN] = STDIN
        elif os.path.isdir(path):
            for file in _below(path, set()):
                _keep(files if _is_read(file, endings) else skipped, file)
        elif os.path.lexists(path):
            _keep(files, path)
        else:
            raise UsageError(f"no such file or folder: {path}")
    named = {key: path for key, path in skipped.items() if key not in files}
    return Found(_in_order(files), _in_order(named))


def _is_read(file: Path, endings: Collection[str]) -> bool:
    if os.path.isdir(file):
        return True
    # A pipe in a folder would hold the run for ever; a broken link is worth its error.
    return file.suffix.lower() in endings and (os.path.isfile(file) or os.path.islink(file))


def _keep(kept: dict[Path, Path], path: Path) -> None:
    """Keep a file once, under the shortest of the names it was found by."""
    real = _real(path)
    kept[real] = min(kept.get(real, path), path, key=lambda p: (len(str(p)), str(p)))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _in_order(files: dict[Path, Path]) -> tuple[Path, ...]:
    return tuple(files[real] for real in sorted(files))


def _below(folder: Path, seen: set[Path]) -> Iterator[Path]:
    """The files below a folder; links to folders are followed, each folder entered once."""
    if (real := _real(folder)) in seen:
        return
    seen.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if os.path.isdir(entry):
            yield from _below(entry, seen)
        else:
            yield entry
