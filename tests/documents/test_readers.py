"""What every reader must do, whatever the format; a new format adds its samples to SAMPLES."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from communique import documents
from communique.documents import READERS, Read

SENTENCE = "The foreign ministers of Norland and Estia met in Port Amal on Tuesday. “We will sign,” one said."


def _txt(text: str, date: str | None) -> bytes:
    header = f"Date: {date}\n\n" if date else ""
    return (header + text).encode()


def _html(text: str, date: str | None) -> bytes:
    stated = f'<meta property="article:published_time" content="{date}">' if date else ""
    return f"<html><head>{stated}</head><body><article><p>{text}</p></article></body></html>".encode()


def _jsonl(text: str, date: str | None) -> bytes:
    return json.dumps({"text": text, **({"date": date} if date else {})}).encode() + b"\n"


SAMPLES: dict[str, Callable[[str, str | None], bytes]] = {
    ".txt": _txt,
    ".html": _html,
    ".htm": _html,
    ".jsonl": _jsonl,
}
every_format = pytest.mark.parametrize("ending", sorted(READERS))


def read_bytes(folder: Path, raw: bytes, ending: str, date: str | None = None) -> list[Read]:
    path = folder / f"report{ending}"
    path.write_bytes(raw)
    return list(documents.read(path, date=date))


def only(reads: list[Read]) -> Read:
    assert len(reads) == 1
    return reads[0]


def test_every_format_has_samples() -> None:
    assert set(SAMPLES) == set(READERS)


@every_format
def test_the_text_comes_out_as_it_stands(tmp_path: Path, ending: str) -> None:
    read = only(read_bytes(tmp_path, SAMPLES[ending](SENTENCE, None), ending))
    assert read.document.text.strip() == SENTENCE
    assert read.problems == ()
    assert read.document.published is None
    assert (read.document.file or "").partition(":")[0] == f"report{ending}"
    assert len(read.document.sha256) == 64


@every_format
def test_two_readings_are_the_same(tmp_path: Path, ending: str) -> None:
    raw = SAMPLES[ending](SENTENCE, "2024-05-15")
    assert read_bytes(tmp_path, raw, ending) == read_bytes(tmp_path, raw, ending)


@every_format
@pytest.mark.parametrize(
    ("stated", "given", "published"),
    [
        ("2024-05-15", None, "2024-05-15"),
        ("2024-05-15", "2020-01-01", "2024-05-15"),
        (None, "2020-01-01", "2020-01-01"),
        (None, "1 January 2020", "2020-01-01"),
        ("2024-05-15T08:30:00+02:00", None, "2024-05-15T08:30:00+02:00"),
    ],
)
def test_the_date_stated_goes_before_the_date_given(
    tmp_path: Path, ending: str, stated: str | None, given: str | None, published: str
) -> None:
    read = only(read_bytes(tmp_path, SAMPLES[ending](SENTENCE, stated), ending, given))
    assert read.document.published == published
    assert not read.problems


@every_format
def test_a_date_that_is_not_clear_is_a_problem_and_never_guessed(tmp_path: Path, ending: str) -> None:
    read = only(read_bytes(tmp_path, SAMPLES[ending](SENTENCE, "the other day"), ending, "2020-01-01"))
    assert read.document.published is None
    assert [problem.fatal for problem in read.problems] == [False]
    assert "the other day" in read.problems[0].why


@every_format
@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no text"),
        (b" \n\t\r\n", "no text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ""),
        (b"\x7fELF\x02\x01\x01" + bytes(64), ""),
    ],
)
def test_what_is_no_text_is_a_fatal_problem_on_an_empty_document(
    tmp_path: Path, ending: str, raw: bytes, why: str
) -> None:
    reads = read_bytes(tmp_path, raw, ending)
    assert reads
    for read in reads:
        assert read.fatal
        assert read.document.text == ""
        assert (read.document.file or "").startswith(f"report{ending}")
        assert why in read.problems[-1].why


@every_format
def test_a_report_that_is_too_large_names_the_setting(
    tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "50")
    read = only(read_bytes(tmp_path, SAMPLES[ending](SENTENCE, None), ending))
    assert read.fatal
    assert "COMMUNIQUE_MAX_BYTES" in read.problems[0].why


@every_format
def test_a_file_that_cannot_be_opened_is_a_fatal_problem(tmp_path: Path, ending: str) -> None:
    read = only(list(documents.read(tmp_path / f"gone{ending}")))
    assert read.fatal
    assert read.problems[0].where == f"gone{ending}"


@every_format
def test_endings_are_known_in_capitals_too(tmp_path: Path, ending: str) -> None:
    assert not only(read_bytes(tmp_path, SAMPLES[ending](SENTENCE, None), ending.upper())).fatal
