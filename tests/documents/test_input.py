"""Texts in hand, standard input, and what a string means."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from communique import documents
from communique.documents import STDIN
from communique.errors import UsageError


def from_stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> list[documents.Read]:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    return list(documents.read(STDIN))


@pytest.mark.parametrize(
    ("raw", "texts", "files"),
    [
        (b"They met.\nAgain.\n", ["They met.\nAgain.\n"], ["-"]),
        (b"Title: Talks\n\nThey met.", ["They met."], ["-"]),
        (b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."], ["-:1", "-:2"]),
        (b'\xef\xbb\xbf{"text": "One."}\n', ["One."], ["-:1"]),
        (b'\n \n{"text": "One."}\n', ["One."], ["-:3"]),
        (b" " * 100_000 + b'\n{"text": "One."}\n', [" " * 100_000 + '\n{"text": "One."}\n'], ["-"]),
        (b"<!doctype html><html><body><p>They met.</p></body></html>", ["They met."], ["-"]),
        (b"", [""], ["-"]),
        (b"\n\n", [""], ["-"]),
    ],
)
def test_standard_input_is_read_by_how_it_begins(
    monkeypatch: pytest.MonkeyPatch, raw: bytes, texts: list[str], files: list[str]
) -> None:
    reads = from_stdin(monkeypatch, raw)
    assert [read.document.text for read in reads] == texts
    assert [read.document.file for read in reads] == files
    assert [read.fatal for read in reads] == [not text for text in texts]


def test_a_text_in_hand_is_kept_as_it_is() -> None:
    read = documents.read_string("Title: Talks\r\nThey met. ", date="2024-05-15")
    assert read.document.text == "Title: Talks\r\nThey met. "
    assert read.document.published == "2024-05-15"
    assert read.document.file is None


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_text_in_hand_is_a_fatal_problem(text: str) -> None:
    read = documents.read_string(text)
    assert read.fatal
    assert read.problems[0].where == "the text given"


@pytest.mark.parametrize("date", ["yesterday", "05/06/2024", ""])
def test_a_date_that_is_none_is_wrong_usage(date: str) -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        documents.read_string("They met.", date=date)
    with pytest.raises(UsageError):
        documents.read(Path("a.txt"), date=date)


def test_a_string_is_a_file_only_where_it_names_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "talks.txt").write_text("They met.")
    (tmp_path / "odd name").write_text("They met.")
    assert documents.meant("talks.txt") == Path("talks.txt")
    assert documents.meant("odd name") == Path("odd name")
    assert documents.meant(tmp_path / "talks.txt") == tmp_path / "talks.txt"
    for text in ("They met.", "Talks", "nul\0", "x" * 100_000, "See www.example.org/a.html", ""):
        assert documents.meant(text) is None


@pytest.mark.parametrize("path", ["gone.txt", "folder/gone.HTML", Path("gone"), Path("x" * 5000)])
def test_a_file_that_is_not_there_is_wrong_usage(path: str | Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        documents.meant(path)


def test_a_folder_is_for_code_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="code_all"):
        documents.meant(str(tmp_path))
