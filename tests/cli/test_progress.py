"""Progress goes to the standard error and changes nothing that passes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from builder import quiet_report

from communique.cli import progress

ROOT = Path(__file__).parents[2]
ENDLESS = """
import sys
from pathlib import Path
sys.path.insert(0, "tests")
from builder import ministers_meet
from communique import pipeline
from communique.cli import main
pipeline.code_all = lambda paths, **options: (ministers_meet() for _ in range(100_000))
sys.argv = ["communique", "code", "REPORT", "-q", "--to", sys.argv[1]]
main()
"""


@pytest.mark.parametrize("bar", [True, False])
def test_documents_pass_unchanged_and_in_order(bar: bool, capsys: pytest.CaptureFixture[str]) -> None:
    documents = [quiet_report() for _ in range(3)]
    passed = list(progress.shown(iter(documents), total=3, bar=bar))
    assert [id(coded) for coded in passed] == [id(coded) for coded in documents]
    assert capsys.readouterr().out == ""


def test_a_line_every_so_often(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(progress, "EVERY", 0.0)
    list(progress.shown([quiet_report()] * 2, total=2, bar=False))
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("1 of 2 reports coded, ")
    assert second.startswith("2 of 2 reports coded, ")
    list(progress.shown([quiet_report()], total=None, bar=False))
    assert capsys.readouterr().err.startswith("1 report coded, ")


def test_nothing_is_said_of_a_short_run(capsys: pytest.CaptureFixture[str]) -> None:
    list(progress.shown([quiet_report()], total=1, bar=False))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("name", ["jsonl", "csv", "table"])
def test_a_reader_that_leaves_ends_the_run_quietly(name: str, tmp_path: Path) -> None:
    script = ENDLESS.replace("REPORT", str(tmp_path / "a.txt"))
    (tmp_path / "a.txt").write_text("Text.")
    with subprocess.Popen(
        [sys.executable, "-c", script, name], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0
