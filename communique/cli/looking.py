"""`communique codebook` and `communique parse`: look at what is coded, and at what the reader sees."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from communique.cli.options import ReaderName, use_reader
from communique.cli.verbs import DONE, NOTHING_MATCHED, SOME_FAILED, say, standard_output
from communique.errors import UnreadableError, UsageError
from communique.export.words import counted

PARSE_FORMATS = ("conllu",)
STDIN = Path("-")


def codebook(
    name: Annotated[
        str | None,
        typer.Argument(
            help="A type, mode, context, sector, status or CAMEO code, or the file of a type of your own. "
            "Without it, the table of types.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Print the codebook: what the codes mean, event types with their modes and contexts, CAMEO.

    [bold]Examples[/bold]

    \b
    communique codebook
    communique codebook CONSULT
    communique codebook 042
    communique codebook eviction.toml
        the entry of a type of your own, and how well its examples are told apart
    """
    from communique.cli.tables import print_sections
    from communique.codebook import page

    if name is not None and name.endswith(".toml"):
        _print_own(Path(name))
    else:
        print_sections(page(name))


def _print_own(path: Path) -> None:
    from communique.codebook import own_entry
    from communique.own_types import tried

    entry = own_entry(path)
    trial = tried(entry)
    out = standard_output()
    out.write(f"{entry.name}  {entry.definition}\n")
    out.write(
        f"{counted(len(entry.examples), 'example')}, {counted(len(entry.misses), 'near miss', 'near misses')}\n"
    )
    share = 100 * len(trial.taken) / trial.background
    out.write(f"Of the examples {trial.found} of {trial.examples} are known again when left out.\n")
    out.write(f"Of {trial.background} pairs of PLOVER's types {share:.1f} in 100 are taken for it")
    kinds = Counter(trial.taken).most_common(5)
    out.write(f": {', '.join(f'{kind} {times}' for kind, times in kinds)}.\n" if kinds else ".\n")


def parse(
    file: Annotated[
        Path,
        typer.Argument(help="A file to read; - is the standard input.", show_default=False, metavar="FILE"),
    ],
    to: Annotated[
        str, typer.Option(help="Output format: conllu.", metavar="FORMAT", show_default=False)
    ] = "conllu",
    pretokenized: Annotated[
        bool,
        typer.Option("--pretokenized", help="FILE is CoNLL-U; its sentences and tokens are kept."),
    ] = False,
    reader: ReaderName = None,
) -> None:
    """Print what the reader sees: sentences, tokens, lemmas, tags, heads, relations and names, as CoNLL-U.

    The last column holds offsets into the text (start_char, end_char) and names (NER, as B- and I- labels).

    [bold]Examples[/bold]

    \b
    communique parse report.txt --to conllu > report.conllu
    communique parse gold.conllu --to conllu --pretokenized > parsed.conllu
    """
    use_reader(reader)
    if to not in PARSE_FORMATS:
        raise UsageError(f"There is no parse format {to!r}. Known: {', '.join(PARSE_FORMATS)}.")
    raise typer.Exit(_parse_tokens(file) if pretokenized else _parse_reports(file))


def _parse_tokens(file: Path) -> int:
    from communique import analysis

    sentences, fresh = analysis.read_conllu(_read_text(file))
    if not sentences:
        say(f"No sentence in {file}")
        return NOTHING_MATCHED
    standard_output().write(analysis.parsed_to_conllu(sentences, analysis.parse(sentences, fresh=fresh)))
    return DONE


def _read_text(file: Path) -> str:
    if not file.exists() and file != STDIN:
        raise UsageError(f"no such file: {file}")
    content = sys.stdin.buffer.read() if file == STDIN else file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{file} is not UTF-8 (byte {error.start}); CoNLL-U always is") from error


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
