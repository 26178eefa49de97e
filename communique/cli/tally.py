"""What a run has done so far, and how it ends."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from communique.cli.verbs import DONE, NOTHING_MATCHED, SOME_FAILED, say
from communique.export.sentences import sentences
from communique.export.words import clean, counted
from communique.records import CodedDocument

LISTED = 20  # reports that could not be coded are named up to this many


@dataclass
class Tally:
    """Counts over the reports that pass through `watch`."""

    reports: int = 0
    sentences: int = 0
    events: int = 0
    statements: int = 0
    failures: int = 0
    listed: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)

    def watch(self, documents: Iterable[CodedDocument]) -> Iterator[CodedDocument]:
        """The same documents, counted as they pass."""
        for coded in documents:
            self.reports += 1
            self.events += len(coded.events)
            self.statements += len(coded.statements)
            self._note_failure(coded)
            yield coded

    def _note_failure(self, coded: CodedDocument) -> None:
        fatal = [problem for problem in coded.problems if problem.fatal]
        self.failures += bool(fatal)
        self.sentences += 0 if fatal else len(sentences(coded.document.text))
        if fatal and len(self.listed) < LISTED:
            self.listed.append(f"{clean(fatal[0].where)}: {clean(fatal[0].why)}")

    @property
    def exit_code(self) -> int:
        """The exit code the run ends with."""
        if not self.reports:
            return NOTHING_MATCHED
        return SOME_FAILED if self.failures else DONE

    def say_end(self, *, quiet: bool, where: str | None) -> None:
        """Say what was done; failures, and that nothing was found, are said even when `quiet`."""
        looked_at = (
            f"{counted(self.reports - self.failures, 'report')}, {counted(self.sentences, 'sentence')}"
        )
        if not self.reports:
            say("Nothing coded: the files hold no report.")
        elif not self.events and self.failures < self.reports:
            say(f"No codable event found; looked at {looked_at}.")
        elif not quiet and self.events:
            found = f"{counted(self.events, 'event')}, {counted(self.statements, 'statement')}"
            say(f"Coded {looked_at} in {time.monotonic() - self.started:.1f} s: {found}.")
        if where and self.reports and not quiet:
            say(f"Written to {where}")
        if self.failures:
            say(f"{counted(self.failures, 'report')} could not be coded:")
            for line in self.listed:
                say(f"  {line}")
            if self.failures > len(self.listed):
                say(f"  … and {self.failures - len(self.listed):,} more")
