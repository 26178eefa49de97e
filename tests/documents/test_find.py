"""Which files are read."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from communique import documents
from communique.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a/z.html",
        "a/b/c.jsonl",
        "A.TXT",
        "a/p.pdf",
        "a/q.PDF",
        "README",
        ".hidden.txt",
        ".git/d.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    return tmp_path


def names(paths: list[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


ALL = ["A.TXT", "a/b/c.jsonl", "a/z.html", "b.txt"]


def test_folders_are_searched_without_what_is_hidden(folder: Path) -> None:
    assert names(documents.find([folder]), folder) == ALL


def test_the_order_of_naming_and_naming_twice_make_no_difference(folder: Path) -> None:
    ways = [
        [folder, folder],
        [folder / "b.txt", folder / "a", folder / "A.TXT"],
        [str(folder / "a"), folder / "a" / ".." / "b.txt", folder / "A.TXT", folder / "b.txt"],
        [folder / "A.TXT", folder],
    ]
    for paths in ways:
        assert names([path.resolve() for path in documents.find(paths)], folder.resolve()) == ALL


def test_files_of_other_formats_in_a_folder_are_counted(folder: Path) -> None:
    found = documents.search([folder])
    assert names(list(found.skipped), folder) == ["README", "a/p.pdf", "a/q.PDF"]
    assert found.skipped_endings() == ".pdf 2, no ending 1"


def test_a_file_of_another_format_that_is_named_is_a_fatal_problem(folder: Path) -> None:
    (path,) = documents.find([folder / "a" / "p.pdf"])
    (read,) = documents.read(path)
    assert read.fatal
    assert read.problems[0].where == "p.pdf"
    assert ".txt, .html, .htm, .jsonl" in read.problems[0].why
    assert documents.search([folder, path]).skipped == (folder / "README", folder / "a" / "q.PDF")


def test_a_hidden_file_that_is_named_is_read(folder: Path) -> None:
    assert documents.find([folder / ".hidden.txt"]) == [folder / ".hidden.txt"]


@pytest.mark.parametrize("name", ["gone.txt", "gone", "b.txt/c", "x" * 5000, "nul\0"])
def test_a_path_that_is_not_there_is_wrong_usage(folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        documents.find([folder / name])


def test_a_folder_with_nothing_readable_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert documents.find([tmp_path]) == []
    assert documents.search([tmp_path]).skipped_endings() == ".pdf 1"


def test_standard_input_comes_once_and_first(folder: Path) -> None:
    assert documents.find([folder / "b.txt", "-", "-"]) == [Path("-"), folder / "b.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_are_followed_and_circles_end(folder: Path) -> None:
    (folder / "a" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "a" / "same.txt").symlink_to(folder / "b.txt")
    (folder / "a" / "broken.txt").symlink_to(folder / "gone.txt")
    found = names(documents.find([folder]), folder)
    assert found == ["A.TXT", "a/b/c.jsonl", "a/z.html", "b.txt", "a/broken.txt"]
    assert [read.fatal for read in documents.read(folder / "a" / "broken.txt")] == [True]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_pipe_in_a_folder_does_not_hold_the_run(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    assert folder / "pipe.txt" not in documents.find([folder])


def test_a_folder_that_cannot_be_listed_is_a_fatal_problem(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "b":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    found = documents.find([folder])
    assert folder / "a" / "b" in found
    (read,) = documents.read(folder / "a" / "b")
    assert read.fatal
