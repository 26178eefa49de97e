"""The command line: `communique VERB …`, one module for each group of verbs.

Data goes to the standard output, everything else to the standard error. Modules that take long to load (the
reading model, DuckDB) are imported inside the verbs, so that `communique --help` answers at once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from communique import __version__
from communique.cli import about, coding, demo, looking, relating
from communique.cli.verbs import Verbs

VERBS: dict[str, Callable[..., None]] = {
    "code": coding.code,
    "demo": demo.demo,
    "codebook": looking.codebook,
    "parse": looking.parse,
    "relate": relating.relate,
    "doctor": about.doctor,
    "version": about.version,
}

app = typer.Typer(
    name="communique",
    cls=Verbs,
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for name, verb in VERBS.items():
    app.command(name)(verb)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"communique {__version__}")
        raise typer.Exit


@app.callback()
def communique(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop."),
    ] = False,
) -> None:
    """Read news reports on this machine, and keep the record: who met whom, who said what, who agreed to
    what, who did what to whom, when, where, and according to whom. Every entry points to its words.

    New here? Try [bold]communique demo[/bold].
    """


def main() -> None:
    """Run the command line; the entry point of the installed program."""
    app(prog_name="communique")
