"""`communique codebook` and `communique parse`: look at what is coded, and at what the reader sees."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.cli.verbs import DONE, NOTHING_MATCHED, SOME_FAILED, say, standard_output
from communique.errors import UsageError

PARSE_FORMATS = ("conllu",)


def codebook(
    type: Annotated[
        str | None,
        typer.Argument(help="An event type, such as CONSULT. Without it, all of them.", show_default=False),
    ] = None,
) -> None:
    """Print the codebook: event types, their definitions, modes and contexts.

    [bold]Examples[/bold]

    \b
    communique codebook
    communique codebook CONSULT
    """
    from communique.cli.tables import print_sections
    from communique.codebook import page

    print_sections(page(type.upper() if type else None))


def parse(
    file: Annotated[
        Path,
        typer.Argument(help="A file to read; - is the standard input.", show_default=False, metavar="FILE"),
    ],
    to: Annotated[
        str, typer.Option(help="Output format: conllu.", metavar="FORMAT", show_default=False)
    ] = "conllu",
) -> None:
    """Print what the reader sees: sentences, tokens, lemmas, tags, heads and relations, as CoNLL-U.

    [bold]Examples[/bold]

    \b
    communique parse report.txt --to conllu > report.conllu
    """
    if to not in PARSE_FORMATS:
        raise UsageError(f"There is no parse format {to!r}. Known: {', '.join(PARSE_FORMATS)}.")
    raise typer.Exit(_parse_reports(file))


def _parse_reports(file: Path) -> int:
    from communique import analysis, documents

    out, read, failed = standard_output(), 0, 0
    for report in (report for path in documents.find([file]) for report in documents.read(path)):
        read += 1
        for problem in report.problems:
            say(f"{problem.where}: {problem.why}")
        if report.fatal:
            failed += 1
        else:
            out.write(analysis.to_conllu(report.document, analysis.analyse(report.document)))
    if not read:
        say(f"Nothing to read in {file}")
        return NOTHING_MATCHED
    return SOME_FAILED if failed else DONE
