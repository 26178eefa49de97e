"""What all verbs share: exit codes, messages to people, and how an error ends the program."""

from __future__ import annotations

import os
import sys
from typing import Any, TextIO

import typer
from typer.core import TyperGroup

from communique.errors import CommuniqueError, UsageError

DONE = 0
FAILED = 1
WRONG_USAGE = 2
SOME_FAILED = 3
NOTHING_MATCHED = 4
INTERRUPTED = 130


class Verbs(TyperGroup):
    """The group of all verbs. An error of ours becomes a message and an exit code, never a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the verb that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except UsageError as error:
            say(f"Error: {error}")
            raise typer.Exit(WRONG_USAGE) from error
        except CommuniqueError as error:
            say(f"Error: {error}")
            raise typer.Exit(FAILED) from error
        except KeyboardInterrupt as error:
            say("Interrupted.")
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            _close_quietly()
            raise typer.Exit(DONE) from error
        except OSError as error:  # a full disk, a folder that may not be written to
            say(f"Error: {error.strerror or error}{f': {error.filename}' if error.filename else ''}")
            raise typer.Exit(FAILED) from error


def say(message: str) -> None:
    """Tell the person at the terminal; never mixed with the data."""
    typer.echo(message, err=True)


def standard_output() -> TextIO:
    """Standard output in UTF-8, whatever the machine's own encoding; a lone surrogate becomes \\udXXX."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return sys.stdout


def _close_quietly() -> None:
    """Let what is left in the buffer go nowhere: whoever read the other end (`| head`) has left."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
