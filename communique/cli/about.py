"""`communique version` and `communique doctor`: what is installed, and whether it works."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError
from importlib.metadata import requires as requirements_of
from importlib.metadata import version as version_of

import typer

from communique import __version__
from communique.cli.verbs import DONE, FAILED
from communique.errors import CommuniqueError
from communique.records import codes
from communique.settings import READERS

OLDEST_PYTHON = (3, 11)
SELF_TEST = "The foreign minister of Norway met his Danish counterpart in Oslo on Monday."
SELF_TEST_DATE = "2024-05-15"


@dataclass(frozen=True)
class Finding:
    """What one check found: in order or not, and what to do where it is not."""

    what: str
    fine: bool
    detail: str


def version() -> None:
    """Print the version of the program."""
    typer.echo(f"communique {__version__}")


def doctor() -> None:
    """Check this installation: Python, packages, codebook, the reading model, and a short test.

    Ends with exit code 1 where something is wrong, and says what to do.
    """
    findings = [finding for check in CHECKS for finding in check()]
    for finding in findings:
        mark = typer.style("ok   ", fg="green") if finding.fine else typer.style("WRONG", fg="red", bold=True)
        typer.echo(f"{mark} {finding.what}: {finding.detail}")
    wrong = sum(not finding.fine for finding in findings)
    typer.echo(f"{wrong} of {len(findings)} checks failed." if wrong else "Everything is in order.")
    raise typer.Exit(FAILED if wrong else DONE)


def _python() -> list[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    fine = sys.version_info[:2] >= OLDEST_PYTHON
    return [Finding("Python", fine, found if fine else f"{found}; 3.11 or newer is needed")]


def _packages() -> list[Finding]:
    try:
        required = requirements_of("communique") or []
    except PackageNotFoundError:
        return [Finding("communique", False, "runs from a folder, not installed: pip install -e .")]
    wanted = [line for line in required if "extra ==" not in line]
    return [_package(re.split(r"[^\w.-]", line, maxsplit=1)[0]) for line in sorted(wanted)]


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, version_of(name))
    except PackageNotFoundError:
        return Finding(name, False, f"is missing: pip install {name}")


def _models() -> list[Finding]:
    from communique import models

    loads: dict[str, Callable[[], object]] = {name: partial(models.reader_session, name) for name in READERS}
    loads["coder"] = models.coder_session
    return [finding for name, load in loads.items() for finding in _model(name, load)]


def _model(name: str, load: Callable[[], object]) -> list[Finding]:
    from communique import models

    what = "coder" if name == "coder" else f"{name} reader"
    try:
        card = models.card(name)
        findings = [Finding(f"{what}'s card", True, f"version {card.version}, {card.licence}")]
    except CommuniqueError as error:
        return [Finding(f"{what}'s card", False, str(error))]
    try:
        load()
        sums = ", ".join(f"{file} {sha256[:12]}…" for file, sha256 in card.sha256.items())
        findings.append(Finding(f"{what}'s weights", True, f"fit their card (SHA-256 {sums})"))
    except CommuniqueError as error:
        findings.append(Finding(f"{what}'s weights", False, str(error)))
    return findings


def _codebook() -> list[Finding]:
    try:
        modes, contexts = codes.event_modes(), codes.contexts()
    except (OSError, ValueError, KeyError) as error:
        return [Finding("codebook", False, f"{error}; install communique again")]
    detail = f"{len(modes)} event types, {sum(map(len, modes.values()))} modes, {len(contexts)} contexts"
    return [Finding("codebook", bool(modes), detail)]


def _self_test() -> list[Finding]:
    from communique import pipeline

    try:
        coded = pipeline.code(SELF_TEST, date=SELF_TEST_DATE)
    except CommuniqueError as error:
        return [Finding("self-test", False, str(error))]
    problems = [problem.why for problem in coded.problems if problem.fatal]
    if problems:
        return [Finding("self-test", False, problems[0])]
    types = ", ".join(event.type for event in coded.events)
    fine = "CONSULT" in types
    return [Finding("self-test", fine, f"coded {types or 'nothing'}" + ("" if fine else ", not CONSULT"))]


CHECKS: tuple[Callable[[], list[Finding]], ...] = (_python, _packages, _codebook, _models, _self_test)
