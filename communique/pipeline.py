"""The whole way on one screen: a report is read, analysed, coded, and handed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from communique import documents, settings
from communique.documents import Read, Unread
from communique.errors import CodebookError, ModelError, UsageError
from communique.processes import ChildLostError, in_order
from communique.records import Analysis, CodedDocument, Document, Problem


def code(text_or_path: str | Path | Document, *, date: str | None = None) -> CodedDocument:
    """All that is coded from one report: a text, a file, or a document.

    A string that names a file is that file, any other is the text itself. `date` (YYYY-MM-DD) is when it was
    published, where it does not say so itself. A report that cannot be read or coded comes back with a fatal
    problem. Raises UsageError for a file that is not there or holds several reports.
    """
    if isinstance(text_or_path, Document):
        published = text_or_path.published or documents.check_date(date)
        return code_document(replace(text_or_path, published=published))
    path = documents.meant(text_or_path)
    if path is None:
        return code_report(documents.read_string(str(text_or_path), date=date))
    first, *more = islice(documents.read(path, date=date), 2)
    if more:
        raise UsageError(f"{path} holds more than one report; code_all gives them one by one")
    return code_report(first)


def code_all(
    paths: str | Path | Iterable[str | Path], *, date: str | None = None, workers: int | None = None
) -> Iterator[CodedDocument]:
    """One CodedDocument for every report under `paths`, in the order of the sorted paths.

    Folders are searched for files of known formats; `communique.documents.search` says which were left out.
    `workers` processes code at once (by default COMMUNIQUE_WORKERS, or one for each usable processor; 1 codes
    in this process, so that each report comes out as soon as it is read). Raises UsageError for a path that
    is not there, and ModelError or CodebookError where no report could be coded.
    """
    reports = documents.reports([paths] if isinstance(paths, str | Path) else paths, date=date)
    count = settings.current().workers or settings.processors() if workers is None else workers
    if count < 1:
        raise UsageError(f"workers={count}: at least one process must do the work")
    return _in_workers(reports, count) if count > 1 else map(code_report, reports)


def code_report(report: Read | Unread) -> CodedDocument:
    """All stages for one report: what a worker process does."""
    read = report if isinstance(report, Read) else report.read()
    if read.fatal:
        return CodedDocument(read.document, problems=read.problems)
    coded = code_document(read.document)
    return replace(coded, problems=read.problems + coded.problems)


def code_document(document: Document) -> CodedDocument:
    """All that is coded from one document; a pure function of it. What goes wrong is a fatal problem."""
    from communique.analysis import analyse
    from communique.coding import code as code_analysed
    from communique.own_types import heads

    step = "analysis"
    try:
        analysis = analyse(document)
        step = "coding"
        return code_analysed(document, analysis, heads())
    except (ModelError, CodebookError, MemoryError):
        raise  # not this report's fault: the next would fail like it
    except Exception as error:  # one odd report among thousands must not cost the run, whatever it trips over
        return _failed(document, step, f"{type(error).__name__}: {error}")


def read(text: str | Document) -> Analysis:
    """What the reading model sees in a text: sentences, tokens, tags, heads, relations, mentions."""
    from communique.analysis import analyse

    return analyse(text if isinstance(text, Document) else documents.read_string(text).document)


def _in_workers(reports: Iterator[Read | Unread], count: int) -> Iterator[CodedDocument]:
    first = list(islice(reports, 2))
    if len(first) < 2:  # starting processes would take longer than the work
        yield from map(code_report, first)
        return
    for report, result in in_order("communique.pipeline:code_report", chain(first, reports), workers=count):
        yield _lost(report, result) if isinstance(result, ChildLostError) else result


def _lost(report: Read | Unread, error: ChildLostError) -> CodedDocument:
    failed = _failed(report.document, "pipeline", f"not coded: {error}")
    return replace(failed, problems=report.problems + failed.problems) if isinstance(report, Read) else failed


def _failed(document: Document, step: str, why: str) -> CodedDocument:
    where = document.file or f"document {document.id}"
    return CodedDocument(document, problems=(Problem(step, where, why, fatal=True),))
