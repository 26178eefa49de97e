"""The other verbs, the help, and how the program behaves as a program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from builder import ministers_meet, quiet_report, unreadable_report
from typer.testing import CliRunner

from communique import __version__, codebook, pipeline
from communique.cli import VERBS, about, app, demo
from communique.errors import ModelError
from communique.records import CodedDocument, Document, Problem

RUN = CliRunner()
ROOT = Path(__file__).parents[2]


def program(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """The program in a process of its own."""
    command = [sys.executable, "-m", "communique", *arguments]
    return subprocess.run(command, cwd=ROOT, input=text, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_verb_and_every_option_is_explained(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    result = RUN.invoke(app, [verb, "--help"])
    assert result.exit_code == 0
    assert VERBS[verb].__doc__
    for line in result.stdout.splitlines():
        if line.startswith("│ --") and "--help" not in line:
            assert line.rstrip("│ ").endswith("."), line


def test_help_of_code_has_examples() -> None:
    assert "communique code report.txt --date 2024-05-31" in RUN.invoke(app, ["code", "--help"]).stdout


@pytest.mark.parametrize("arguments", [["version"], ["--version"]])
def test_version(arguments: list[str]) -> None:
    assert RUN.invoke(app, arguments).stdout == f"communique {__version__}\n"


def test_a_misspelt_verb_is_answered_with_the_one_meant() -> None:
    result = RUN.invoke(app, ["cdoe"])
    assert result.exit_code == 2
    assert "Did you mean" in result.stderr
    assert "code" in result.stderr


def test_python_m_communique_is_the_program() -> None:
    result = program("version")
    assert (result.returncode, result.stdout) == (0, f"communique {__version__}\n")


def test_the_command_line_loads_nothing_slow() -> None:
    code = (
        "import sys, communique.cli\n"
        "slow = {'duckdb', 'onnxruntime', 'tokenizers', 'numpy', 'lxml', 'communique.pipeline'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"'{sys.executable}' -m communique code --help | head -c 5"
    script = f"set -o pipefail; {command}; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "Traceback" not in result.stderr
    assert "BrokenPipe" not in result.stderr


# demo


def demonstrated(monkeypatch: pytest.MonkeyPatch, *documents: CodedDocument) -> Any:
    monkeypatch.setattr(demo, "_coded", lambda folder: list(documents))
    return RUN.invoke(app, ["demo"])


def test_the_tour_shows_one_report_in_full_and_all_in_short(monkeypatch: pytest.MonkeyPatch) -> None:
    result = demonstrated(monkeypatch, quiet_report(), ministers_meet(), quiet_report())
    assert result.exit_code == 0
    assert "The 3 reports" in " ".join(result.stdout.split())
    assert result.stdout.count("Who said what\n") == 1
    assert result.stdout.count("No codable event found in 3 sentences.") == 2
    assert "3 reports, 10 sentences: 6 actors, 4 events" in result.stdout
    order = [result.stdout.index(part) for part in ("1. ONE REPORT", "2. ALL REPORTS", "3. WHERE TO GO")]
    assert order == sorted(order)


def test_the_tour_fails_where_a_sample_could_not_be_coded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert demonstrated(monkeypatch, ministers_meet(), unreadable_report()).exit_code == 3


def test_the_tour_says_when_the_samples_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    result = demonstrated(monkeypatch)
    assert result.exit_code == 4
    assert "sample reports are missing" in result.stderr


# codebook


def test_codebook_prints_its_sections(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    def page(name: str | None) -> list[tuple[str, list[tuple[str, str]]]]:
        asked.append(name)
        return [("CONSULT", [("visit", "one [party] is visiting"), ("phone", "by telephone")])]

    monkeypatch.setattr(codebook, "page", page, raising=False)
    result = RUN.invoke(app, ["codebook", "consult"])
    assert asked == ["consult"]
    assert "  visit         one [party] is visiting\n" in result.stdout
    RUN.invoke(app, ["codebook"])
    assert asked == ["consult", None]


@pytest.mark.parametrize(
    ("arguments", "shown"), [([], "CONSULT"), (["assault"], "ASSAULT"), (["negated"], "negated")]
)
def test_the_codebook_itself_can_be_printed(arguments: list[str], shown: str) -> None:
    result = RUN.invoke(app, ["codebook", *arguments])
    assert result.exit_code == 0
    assert shown in result.stdout


def test_a_code_that_does_not_exist_is_explained() -> None:
    result = RUN.invoke(app, ["codebook", "CONSLT"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "CONSULT" in result.stderr


# parse


@pytest.fixture
def analysis(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("communique.analysis")
    module.analyse = lambda document: len(document.text)  # type: ignore[attr-defined]
    module.read_conllu = lambda text: ([text.split()] if text.strip() else [], [])  # type: ignore[attr-defined]
    module.parse = lambda sentences, fresh: [len(words) for words in sentences]  # type: ignore[attr-defined]
    module.parsed_to_conllu = lambda sentences, parsed: f"# {sentences} {parsed}\n"  # type: ignore[attr-defined]
    module.to_conllu = lambda document, found: f"# {document.text} {found}\n\n"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "communique.analysis", module)
    monkeypatch.setattr("communique.analysis", module, raising=False)
    return module


def test_parse_prints_what_the_reader_sees(analysis: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They met.")
    result = RUN.invoke(app, ["parse", str(tmp_path / "a.txt"), "--to", "conllu"])
    assert (result.exit_code, result.stdout) == (0, "# They met. 9\n\n")


def test_parse_says_what_could_not_be_read(analysis: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")
    result = RUN.invoke(app, ["parse", str(tmp_path / "a.txt")])
    assert (result.exit_code, result.stdout) == (3, "")
    assert "a.txt: it holds no text" in result.stderr


def test_parse_keeps_the_tokens_it_is_given(analysis: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.conllu").write_text("They met .")
    result = RUN.invoke(app, ["parse", str(tmp_path / "a.conllu"), "--pretokenized"])
    assert (result.exit_code, result.stdout) == (0, "# [['They', 'met', '.']] [3]\n")
    assert RUN.invoke(app, ["parse", "-", "--pretokenized"], input="A b").stdout == "# [['A', 'b']] [2]\n"


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [(None, 2, "no such file"), (b"", 4, "No sentence in"), (b"\xff\xfe", 1, "is not UTF-8 (byte 0)")],
)
def test_parse_explains_what_it_cannot_take(
    content: bytes | None, code: int, message: str, analysis: ModuleType, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / "a.conllu").write_bytes(content)
    result = RUN.invoke(app, ["parse", str(tmp_path / "a.conllu"), "--pretokenized"])
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr


def test_parse_refuses_other_formats(analysis: ModuleType, tmp_path: Path) -> None:
    result = RUN.invoke(app, ["parse", str(tmp_path), "--to", "tree"])
    assert result.exit_code == 2
    assert "Known: conllu." in result.stderr


# doctor


def healthy(text: str, *, date: str) -> CodedDocument:
    return ministers_meet()


def silent(text: str, *, date: str) -> CodedDocument:
    return quiet_report()


def failing(text: str, *, date: str) -> CodedDocument:
    return CodedDocument(Document(text), problems=(Problem("analysis", "text", "out of step", fatal=True),))


def without_weights(text: str, *, date: str) -> CodedDocument:
    raise ModelError("reader.onnx is missing; install communique again")


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        (healthy, None),
        (silent, "self-test: coded nothing, not CONSULT"),
        (failing, "self-test: out of step"),
        (without_weights, "self-test: reader.onnx is missing; install communique again"),
    ],
)
def test_the_doctor_tries_the_program(code: Any, wrong: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "code", code)
    monkeypatch.setattr(about, "CHECKS", (about._python, about._self_test))
    result = RUN.invoke(app, ["doctor"])
    assert "ok    Python: 3." in result.stdout
    if wrong:
        assert result.exit_code == 1
        assert f"WRONG {wrong}\n" in result.stdout
        assert "1 of 2 checks failed." in result.stdout
    else:
        assert result.exit_code == 0
        assert "Everything is in order." in result.stdout


def test_the_doctor_finds_missing_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    required = ["rich>=13", "no-such-package>=1", 'pytest; extra == "dev"']
    monkeypatch.setattr(about, "requirements_of", lambda name: required)
    found = {finding.what: finding.fine for finding in about._packages()}
    assert found == {"rich": True, "no-such-package": False}
