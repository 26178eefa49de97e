"""`communique demo`: a tour of the bundled sample reports."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import typer

from communique.cli.progress import shown
from communique.cli.verbs import NOTHING_MATCHED, SOME_FAILED, say, standard_output
from communique.export.words import counted, heading
from communique.records import CodedDocument

WELCOME = """\
communique reads news reports on your own machine and keeps the record of what they say. The {reports}
used here were invented for this tour. Each entry points to the words it rests on, shown «so».
"""
FULL = """\
1. ONE REPORT IN FULL

"Who is who" lists everybody the report names, with offices and other names. "What happened" has the
events, with a code of the PLOVER codebook, and says of each whether it took place (actual), is past
background (historical), planned (future), only supposed (hypothetical) or denied (negated), and on what
grounds it is dated. "Who said what" keeps what was said apart from what happened. Meetings and agreements
are entries of their own.
"""
COMPACT = """\
2. ALL REPORTS, AN EVENT A LINE

This is what you see when you code more than five reports at once. A report in which nothing was found
stays in the list, because nothing found and not read are different answers.
"""
NEXT_HEADING = "3. WHERE TO GO NEXT"
NEXT = """\
Your own reports          communique code YOUR_FOLDER
 … without a date inside  communique code report.txt --date 2024-05-31
Tables for R or Python    communique code YOUR_FOLDER --to parquet -o out
Events for a spreadsheet  communique code YOUR_FOLDER -o events.csv
All of it, for programs   communique code YOUR_FOLDER --to jsonl -o coded.jsonl
What the codes mean       communique codebook CONSULT
Is everything in order?   communique doctor
In a notebook             import communique; communique.code("report.txt").show()
"""


def demo() -> None:
    """Take a tour: code the sample reports that come with the program, and see what is recorded.

    Needs no files, no network and no store.
    """
    with as_file(files("communique") / "samples") as folder:
        coded = _coded(folder)
    if not coded:
        say("The sample reports are missing from this installation; install communique again.")
        raise typer.Exit(NOTHING_MATCHED)
    _print_tour(coded)
    if any(problem.fatal for one in coded for problem in one.problems):
        raise typer.Exit(SOME_FAILED)


def _coded(folder: Path) -> list[CodedDocument]:
    from communique import documents, pipeline

    if not folder.is_dir():
        return []
    total = len(documents.find([folder]))
    return list(shown(pipeline.code_all([folder]), total=total))


def _print_tour(coded: list[CodedDocument]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from communique.export import page, table

    out, totals = standard_output(), table.Totals()
    console = table.console_for(out)

    def tell(text: str) -> None:
        first, *rest = (" ".join(part.split()) for part in text.strip().split("\n\n"))
        paragraphs = [Padding(Text(part), (1, 0, 0, 0)) for part in rest]
        out.write(table.rendered(console, [Text(first, "bold"), *paragraphs, Text()]))

    tell(WELCOME.format(reports=counted(len(coded), "report")))
    tell(FULL)
    out.write(table.rendered(console, page.full_page(max(coded, key=_richness))) + "\n")
    tell(COMPACT)
    for one in coded:
        totals.add(one)
        out.write(table.rendered(console, [*page.compact_page(one), Text()]))
    out.write(table.rendered(console, table.ending(totals)) + "\n")
    tell(NEXT_HEADING)
    out.write(NEXT)


def _richness(coded: CodedDocument) -> tuple[int, int, str]:
    """How much of what the program finds a report shows: kinds of entries first, then entries."""
    lists = (coded.events, coded.statements, coded.meetings, coded.agreements)
    return sum(map(bool, lists)), sum(map(len, lists)), heading(coded.document)
