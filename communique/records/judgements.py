"""How linking and people speak about records, and how the program says what it set aside."""

from __future__ import annotations

from dataclasses import dataclass

from communique.errors import RecordError
from communique.records import codes
from communique.records.document import check_moment


@dataclass(frozen=True)
class Judgement:
    """Whether two records (by id) are of the same thing: by whom, when (ISO moment), why. Adds, never rewrites."""

    left: str
    right: str
    verdict: str
    by: str
    when: str
    why: str

    def __post_init__(self) -> None:
        codes.check(self.verdict, codes.VERDICTS, "verdict")
        check_moment(self.when, "when")
        if self.left == self.right:
            raise RecordError("a judgement compares two different records")


@dataclass(frozen=True)
class Problem:
    """Something set aside: the step that met it, where (file, line or offset), why, and what to do.

    `fatal` tells a report that could not be coded from one that was coded in part.
    """

    step: str
    where: str
    why: str
    fatal: bool = False
