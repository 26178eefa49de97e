"""The whole way: what passes from step to step, and what one bad report costs.

The two steps that need a model are stood in for by functions that are right for any text.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest

from communique import pipeline
from communique.documents import Read, Unread
from communique.errors import CodebookError, ModelError, UsageError
from communique.processes import ChildLostError
from communique.records import Analysis, CodedDocument, Document, Problem
from communique.records.json import to_line

REMARK = Problem("coding", "here", "set aside by the coder")


def analyse(document: Document) -> Analysis:
    """An analysis that saw nothing."""
    empty = ("",) * 0
    return Analysis(document.id, (), (), (), empty, empty, empty, empty, (), empty, ())


def code(document: Document, analysis: Analysis, own: tuple[object, ...] = ()) -> CodedDocument:
    assert not own
    assert analysis.document == document.id
    return CodedDocument(document, problems=(REMARK,))


def raising(error: BaseException) -> Callable[..., object]:
    def stage(*_: object) -> object:
        raise error

    return stage


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Stand-ins for the steps; called, it sets others."""

    def put(analyse: Callable[..., object] = analyse, code: Callable[..., object] = code) -> None:
        monkeypatch.setitem(sys.modules, "communique.analysis", SimpleNamespace(analyse=analyse))
        monkeypatch.setitem(sys.modules, "communique.coding", SimpleNamespace(code=code))

    put()
    return put


@pytest.mark.usefixtures("stages")
def test_a_text_a_file_and_a_document_are_coded_alike(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("They met.")
    document = Document("They met.")
    for given in ("They met.", path, str(path), document):
        coded = pipeline.code(given, date="2024-05-15")
        assert coded.document.id == document.id
        assert coded.document.published == "2024-05-15"
        assert coded.problems == (REMARK,)


@pytest.mark.usefixtures("stages")
def test_a_document_keeps_the_date_it_has() -> None:
    document = Document("They met.", published="2024-05-01")
    assert pipeline.code(document, date="2024-05-15").document.published == "2024-05-01"


@pytest.mark.usefixtures("stages")
def test_problems_of_reading_come_before_those_of_coding(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Date: some day\n\nThey met.")
    assert [problem.step for problem in pipeline.code(path).problems] == ["documents", "coding"]


@pytest.mark.parametrize("given", ["", " \n "])
def test_nothing_is_a_fatal_problem_and_is_not_analysed(given: str, stages: Callable[..., None]) -> None:
    stages(analyse=raising(AssertionError("called")))
    coded = pipeline.code(given)
    assert [(problem.step, problem.fatal) for problem in coded.problems] == [("documents", True)]


@pytest.mark.usefixtures("stages")
def test_a_file_of_several_reports_is_for_code_all(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "One."}\n')
    assert pipeline.code(path).document.text == "One."
    path.write_text('{"text": "One."}\n{"text": "Two."}\n')
    with pytest.raises(UsageError, match="code_all"):
        pipeline.code(path)


@pytest.mark.parametrize(
    "error", [ValueError("odd"), RecursionError("deep"), ZeroDivisionError(), AssertionError("no")]
)
@pytest.mark.parametrize("step", ["analysis", "coding"])
def test_an_error_of_a_step_costs_one_report_and_is_said(
    error: Exception, step: str, stages: Callable[..., None]
) -> None:
    stages(**{"analyse" if step == "analysis" else "code": raising(error)})
    coded = pipeline.code_document(Document("They met.", file="a.txt"))
    assert coded.document.text == "They met."
    assert coded.problems == (Problem(step, "a.txt", f"{type(error).__name__}: {error}", fatal=True),)


@pytest.mark.parametrize(
    "error", [MemoryError(), KeyboardInterrupt(), ModelError("no weights"), CodebookError("a.toml:3")]
)
def test_what_is_not_the_fault_of_a_report_ends_the_run(
    error: BaseException, stages: Callable[..., None]
) -> None:
    stages(analyse=raising(error))
    with pytest.raises(type(error)):
        pipeline.code_document(Document("They met."))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Seven reports, of which two cannot be read, and a file of no format."""
    (tmp_path / "b.txt").write_text("From b.")
    (tmp_path / "c.txt").write_bytes(b"\0\1\2")
    (tmp_path / "d.html").write_text("<html><body><p>From d.</p></body></html>")
    lines = [json.dumps({"text": f"From a, {n}."}) for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join([lines[0], "{", *lines[1:]]))
    (tmp_path / "e.pdf").write_text("%PDF")
    return tmp_path


EXPECTED = [
    ("a.jsonl:1", "From a, 0.", False),
    ("a.jsonl:2", "", True),
    ("a.jsonl:3", "From a, 1.", False),
    ("a.jsonl:4", "From a, 2.", False),
    ("b.txt", "From b.", False),
    ("c.txt", "", True),
    ("d.html", "From d.", False),
]


def summary(coded: CodedDocument) -> tuple[str | None, str, bool]:
    return coded.document.file, coded.document.text, any(problem.fatal for problem in coded.problems)


@pytest.mark.usefixtures("stages")
def test_every_report_of_a_folder_comes_out_once_and_in_order(reports: Path) -> None:
    assert [summary(coded) for coded in pipeline.code_all(reports, workers=1)] == EXPECTED
    named = sorted(reports.glob("*.[!p]*"), reverse=True)
    assert [summary(coded) for coded in pipeline.code_all(named, workers=1)] == EXPECTED


@pytest.mark.usefixtures("stages")
def test_the_date_given_reaches_every_report(reports: Path) -> None:
    dates = {coded.document.published for coded in pipeline.code_all([reports], date="2024-05-15", workers=1)}
    assert dates == {"2024-05-15", None}  # None where nothing could be read


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"paths": ["gone.txt"]}, "no such file"),
        ({"paths": "gone"}, "no such file"),
        ({"paths": [], "date": "soon"}, "YYYY-MM-DD"),
        ({"paths": [], "workers": 0}, "workers=0"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_read(arguments: dict[str, object], text: str) -> None:
    with pytest.raises(UsageError, match=text):
        pipeline.code_all(**arguments)  # type: ignore[arg-type]


@pytest.mark.usefixtures("stages")
def test_nothing_readable_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    assert list(pipeline.code_all(tmp_path)) == []


@pytest.mark.usefixtures("stages")
def test_one_report_is_coded_without_a_second_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("They met.")
    monkeypatch.setattr(pipeline, "in_order", raising(AssertionError("a process was started")))
    assert len(list(pipeline.code_all(tmp_path, workers=2))) == 1


def test_reports_whose_process_was_lost_are_said_to_be(
    monkeypatch: pytest.MonkeyPatch, reports: Path
) -> None:
    def lose_all(function: str, items: Iterator[Read | Unread], *, workers: int) -> Iterator[object]:
        assert (function, workers) == ("communique.pipeline:code_report", 2)
        return ((item, ChildLostError("signal 11")) for item in items)

    monkeypatch.setattr(pipeline, "in_order", lose_all)
    coded = list(pipeline.code_all(reports, workers=2))
    assert [one.document.file for one in coded] == [file for file, _, _ in EXPECTED]
    for one in coded:
        assert one.problems[-1] == Problem(
            "pipeline", str(one.document.file), "not coded: signal 11", fatal=True
        )
    assert [problem.step for problem in coded[1].problems] == ["documents", "pipeline"]


@pytest.mark.usefixtures("stages")
def test_endless_input_is_coded_as_it_comes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def endless(*_: object, **__: object) -> Iterator[Read]:
        while True:
            yield Read(Document("They met."))

    monkeypatch.setattr("communique.documents.read", endless)
    (tmp_path / "a.jsonl").touch()
    coded = pipeline.code_all(tmp_path, workers=1)
    assert [next(coded).document.text for _ in range(1000)] == ["They met."] * 1000


def test_read_gives_what_the_model_sees(stages: Callable[..., None]) -> None:
    seen = []
    stages(analyse=lambda document: seen.append(document.text))
    pipeline.read("They met.\r\n")
    pipeline.read(Document("Again."))
    assert seen == ["They met.\r\n", "Again."]


@pytest.mark.skipif(
    not files("communique").joinpath("models", "weights", "reader.json").is_file(),
    reason="the model's weights are not in this checkout",
)
def test_many_processes_give_what_one_gives_byte_for_byte(reports: Path) -> None:
    alone = [to_line(coded) for coded in pipeline.code_all(reports, date="2024-05-15", workers=1)]
    assert [to_line(coded) for coded in pipeline.code_all(reports, date="2024-05-15", workers=2)] == alone
    assert len(alone) == len(EXPECTED)
