"""Phrases that give the clause beside them to somebody: "according to the mayor", "in the mayor's view"."""

from __future__ import annotations

from communique.coding.reading import Reading
from communique.coding.sayings.cues import CueRule
from communique.coding.sayings.frames import going_on
from communique.coding.sayings.parts import Tokens, has_subject
from communique.records import ROOT


def according_to(reading: Reading, cue: int, rule: CueRule) -> tuple[int, Tokens]:
    """The source named after "according to" (-1 where there is none), and the clause beside it."""
    source = reading.heads[cue]
    if reading.base(cue) not in ("case", "mark"):
        named = reading.children(cue, "obl", "nmod", "obj")
        source = named[0] if named else ROOT
    if source == ROOT or not rule.takes_object(reading.lower[source]):
        return ROOT, ()
    phrase = set(reading.subtree(source)) | {cue, cue + 1}
    if reading.base(cue) not in ("case", "mark"):
        phrase |= set(reading.subtree(cue))
    return source, beside(reading, min(phrase), phrase)


def beside(reading: Reading, inside: int, phrase: set[int]) -> Tokens:
    """The clause that a phrase is put beside, without the phrase."""
    tops = [token for token in sorted(phrase) if reading.heads[token] not in phrase]
    head = next((reading.heads[token] for token in tops if reading.heads[token] != ROOT), ROOT)
    if head == ROOT:
        return ()
    while reading.heads[head] != ROOT and _is_part_of_clause(reading, head):
        head = reading.heads[head]
    marks = {c for c in reading.children(head, "mark", "cc") if c < head}
    left_out = phrase | marks
    for token in going_on(reading, head):
        left_out |= set(reading.subtree(token))
    return tuple(token for token in reading.subtree(head) if token not in left_out)


def _is_part_of_clause(reading: Reading, token: int) -> bool:
    """Whether a phrase beside `token` speaks of the clause above it (", killing five, according to X")."""
    if reading.base(token) in ("ccomp", "parataxis") or reading.deprels[token] == "acl:relcl":
        return False
    return not has_subject(reading, token)
