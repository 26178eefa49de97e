"""`communique code`: what comes out where, and with which exit code."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builder import ministers_meet, quiet_report, unreadable_report
from typer.testing import CliRunner

from communique import pipeline
from communique.cli import app
from communique.errors import ModelError
from communique.records import CodedDocument
from communique.records.json import from_line

RUN = CliRunner()


class FakePipeline:
    """Stands in for pipeline.code_all: gives prepared documents and keeps what it was asked."""

    def __init__(self, documents: list[CodedDocument], error: BaseException | None = None) -> None:
        self.documents = documents
        self.error = error
        self.asked: dict[str, Any] = {}
        self.closed = False

    def __call__(self, paths: list[Path], **options: Any) -> Iterator[CodedDocument]:
        self.asked = {"paths": [str(path) for path in paths], **options}
        try:
            yield from self.documents
            if self.error:
                raise self.error
        finally:
            self.closed = True


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a folder of two reports and a picture."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name in ("a.txt", "b.txt", "c.png"):
        (folder / name).write_text("Text.")
    monkeypatch.chdir(tmp_path)
    return folder


def faked(
    monkeypatch: pytest.MonkeyPatch, *documents: CodedDocument, error: BaseException | None = None
) -> FakePipeline:
    fake = FakePipeline(list(documents), error)
    monkeypatch.setattr(pipeline, "code_all", fake)
    return fake


def test_a_page_goes_to_standard_output_and_remarks_to_standard_error(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faked(monkeypatch, ministers_meet())
    result = RUN.invoke(app, ["code", "reports"])
    assert result.exit_code == 0
    assert "What happened" in result.stdout
    assert "1 report, 4 sentences: 6 actors" in result.stdout
    assert result.stderr == "Left out 1 file of formats that are not read: .png 1\n"


def test_what_was_asked_reaches_the_pipeline(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = faked(monkeypatch, ministers_meet())
    RUN.invoke(app, ["code", "reports", "--date", "2024-05-31", "--workers", "3"])
    files = [str(Path("reports") / name) for name in ("a.txt", "b.txt")]
    assert fake.asked == {"paths": files, "date": "2024-05-31", "workers": 3}
    assert fake.closed


def test_json_lines_are_only_json_lines(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faked(monkeypatch, ministers_meet(), quiet_report())
    result = RUN.invoke(app, ["code", "reports", "--to", "jsonl"])
    lines = result.stdout_bytes.decode("utf-8").split("\n")
    assert [from_line(line) for line in lines[:-1]] == [ministers_meet(), quiet_report()]
    assert "Coded 2 reports, 7 sentences in" in result.stderr
    assert "4 events, 3 statements." in result.stderr


def test_csv_on_standard_output_is_the_events(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faked(monkeypatch, ministers_meet())
    result = RUN.invoke(app, ["code", "reports", "--to", "csv"])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["type"] for row in rows] == ["CONSULT", "AGREE", "CONSULT", "ASSAULT"]


@pytest.mark.parametrize(
    ("arguments", "written"),
    [
        (["-o", "out.jsonl"], "out.jsonl"),
        (["-o", "out.csv"], "out.csv"),
        (["-o", "out.txt"], "out.txt"),
        (["-o", "page"], "page"),
        (["--to", "csv", "-o", "out"], "out/events.csv"),
        (["--to", "parquet", "-o", "new/out"], "new/out/events.parquet"),
        (["-o", "events.parquet"], "events.parquet"),
        (["--to", "parquet"], "communique-out/events.parquet"),
        (["--to", "jsonl", "-o", "odd.name"], "odd.name"),
    ],
)
def test_files_are_written_where_asked(
    arguments: list[str], written: str, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faked(monkeypatch, ministers_meet())
    result = RUN.invoke(app, ["code", "reports", *arguments])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert (reports.parent / written).stat().st_size > 0
    folder = written.rpartition("/")[0]
    assert f"Written to {folder or written}" in result.stderr


def test_nothing_found_says_what_was_looked_at_even_when_quiet(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faked(monkeypatch, quiet_report(), quiet_report())
    result = RUN.invoke(app, ["code", "reports", "--to", "jsonl", "-q"])
    assert result.exit_code == 0
    assert result.stderr == "No codable event found; looked at 2 reports, 6 sentences.\n"


def test_quiet_is_quiet(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faked(monkeypatch, ministers_meet())
    assert RUN.invoke(app, ["code", "reports", "--to", "jsonl", "-q"]).stderr == ""


def test_reports_that_failed_are_named_and_the_rest_is_there(
    reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faked(monkeypatch, ministers_meet(), *[unreadable_report()] * 25)
    result = RUN.invoke(app, ["code", "reports", "--to", "jsonl", "-q"])
    assert result.exit_code == 3
    assert len(result.stdout.splitlines()) == 26
    assert "25 reports could not be coded:" in result.stderr
    assert result.stderr.count("broken.pdf: the file ends in the middle; fetch it again\n") == 20
    assert "… and 5 more" in result.stderr


def test_no_file_to_read(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = faked(monkeypatch, ministers_meet())
    empty = reports / "empty"
    empty.mkdir()
    result = RUN.invoke(app, ["code", str(empty)])
    assert result.exit_code == 4
    assert "Nothing to read in" in result.stderr
    assert ".txt" in result.stderr
    assert not fake.asked


def test_files_without_a_report(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faked(monkeypatch)
    result = RUN.invoke(app, ["code", "reports"])
    assert result.exit_code == 4
    assert "the files hold no report" in result.stderr


USAGE = [
    (["reports", "--date", "31.5.2024"], "is not a day in the form YYYY-MM-DD"),
    (["reports", "--date", "2024-02-30"], "is not a day in the form YYYY-MM-DD"),
    (["reports", "--date", "20240531"], "is not a day in the form YYYY-MM-DD"),
    (["reports", "--to", "josnl"], "Did you mean 'jsonl'?"),
    (["reports", "--to", "xyz"], "Known: table, jsonl, csv, csv-raw, parquet"),
    (["reports", "--workers", "0"], "--workers"),
    (["missing.txt"], "no such file or folder: missing.txt"),
    (["reports", "--to", "jsonl", "-o", "reports"], "reports is a folder"),
    (["reports", "--to", "csv", "-o", "reports/a.txt"], "a.txt is a file"),
    (["reports", "--to", "parquet", "-o", "-"], "parquet is not text"),
    ([], "Missing argument"),
]


@pytest.mark.parametrize(("arguments", "message"), USAGE)
def test_wrong_usage_is_explained(
    arguments: list[str], message: str, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    faked(monkeypatch, ministers_meet())
    result = RUN.invoke(app, ["code", *arguments])
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (ModelError("the weights are damaged; install again"), 1, "Error: the weights are damaged"),
        (OSError(28, "No space left on device"), 1, "Error: No space left on device"),
        (KeyboardInterrupt(), 130, "Interrupted."),
    ],
)
def test_an_error_ends_with_a_message_and_leaves_no_half_file(
    error: BaseException, code: int, message: str, reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = faked(monkeypatch, ministers_meet(), error=error)
    result = RUN.invoke(app, ["code", "reports", "--to", "jsonl", "-o", "out.jsonl"])
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert fake.closed
    assert [path.name for path in reports.parent.iterdir()] == ["reports"]


def test_a_broken_pipe_ends_quietly(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faked(monkeypatch, ministers_meet(), error=BrokenPipeError(32, "Broken pipe"))
    monkeypatch.setattr("communique.cli.verbs._close_quietly", lambda: None)
    result = RUN.invoke(app, ["code", "reports", "--to", "jsonl", "-q"])
    assert (result.exit_code, result.stderr) == (0, "")
