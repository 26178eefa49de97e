"""Sayings as the sentence gives them, before anybody is recognised: cue, source words, what is said.

`find_attributions` reads the parse and the quotation marks alone; statements.py adds who the sources are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from communique.coding.clauses import is_passive
from communique.coding.cues import CueRule, is_form_of, particle_of, rules_at
from communique.coding.frames import according_to, beside, content_of, going_on, is_finite, saying
from communique.coding.quotations import Quotation, find_quotations
from communique.coding.reading import Reading
from communique.coding.speakers import (
    is_said,
    quoted_person,
    quoting_outlet,
    source_span,
    sources,
)
from communique.records import ROOT, Span

FIRST_PERSON = ("i", "we")
QUOTE_MARKS = ("“", "”", '"', "«", "»", "``", "''", "‘", "’", "'")


@dataclass(frozen=True)
class Attribution:
    """One saying. `source` are heads of the phrases that name who says it, `source_span` their characters.

    `cue` and `cue_token` are the word of saying, None where a quotation only goes on. `addressed` are heads
    of phrases that may name the outlet it was said to.
    """

    rule: str
    version: str
    score: float
    stance: str
    cue_token: int | None
    cue: Span | None
    source: tuple[int, ...]
    source_span: Span | None
    content: tuple[Span, ...]
    directness: str
    addressed: tuple[int, ...] = ()


@dataclass(frozen=True)
class Quoted:
    """A reading with its quotations, and which token lies in which."""

    reading: Reading

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The outermost quotations in text order."""
        return find_quotations(self.reading.text)

    @cached_property
    def _number_of(self) -> tuple[int, ...]:
        numbers, current = [], 0
        starts, ends = self.reading.analysis.starts, self.reading.analysis.ends
        for start, end in zip(starts, ends, strict=True):
            while current < len(self.quotations) and self.quotations[current].outer.end <= start:
                current += 1
            inside = current < len(self.quotations) and self.quotations[current].inner.start < end
            inside = inside and start < self.quotations[current].inner.end
            numbers.append(current if inside else -1)
        return tuple(numbers)

    def number(self, token: int) -> int:
        """The number of the quotation that holds `token`, -1 outside."""
        return self._number_of[token]


def indirect_attributions(quoted: Quoted) -> tuple[Attribution, ...]:
    """Every saying whose content the parse gives: clauses, infinitives, objects, "according to"."""
    reading = quoted.reading
    found = []
    for token in range(len(reading)):
        for rule in rules_at(reading, token):
            attribution = _attribution(quoted, token, rule)
            if attribution is not None:
                found.append(attribution)
                break
    return tuple(found)


def _attribution(quoted: Quoted, token: int, rule: CueRule) -> Attribution | None:
    reading = quoted.reading
    if rule.pos == "ADP":
        return _according(quoted, token, rule)
    if rule.name == "in-view":
        return _in_view(quoted, token, rule)
    if _is_voice_of_quote(reading, token) or not is_said(reading, token):
        return None
    frame, tokens = content_of(reading, token, rule)
    tokens = tuple(t for t in tokens if t != token)
    if not tokens:
        return None
    source = _source(reading, token, rule, frame)
    if quoted.number(token) >= 0 and _is_first_person(reading, source):
        return None
    if rule.pos == "NOUN" and _is_told_by_its_verb(reading, token):
        return None
    if not source and not _leaves_out_source(reading, token, rule, frame):
        return None
    outlets = quoting_outlet(reading, token) if frame == "saying" else addressed(reading, token)
    cue = cue_span(reading, token, rule)
    return build(quoted, rule, token, cue, source, tokens, outlets)


def build(
    quoted: Quoted,
    rule: CueRule,
    token: int,
    cue: Span,
    source: tuple[int, ...],
    tokens: tuple[int, ...],
    outlets: tuple[int, ...],
) -> Attribution | None:
    """The attribution of the content `tokens`; None where nothing of them is left to say."""
    content, directness = content_spans(quoted, token, tokens)
    if directness == "direct" and not any(is_finite(quoted.reading, t) for t in tokens):
        directness = "mixed"
    if not content:
        return None
    span = source_span(quoted.reading, source, avoid=(*tokens, token))
    if directness == "indirect" and _scare_quotes(quoted, token, span):
        directness = "mixed"
    name = f"rule:{rule.name}"
    return Attribution(
        name, rule.version, rule.score, rule.stance, token, cue, source, span, content, directness, outlets
    )


def content_spans(quoted: Quoted, cue: int, tokens: tuple[int, ...]) -> tuple[tuple[Span, ...], str]:
    """The characters of the content tokens, marks at their ends left out, and how direct they are."""
    reading, inside = quoted.reading, quoted.number(cue)
    kept = [t for t in tokens if inside < 0 or quoted.number(t) == inside]
    spans = [span for run in _runs(reading, kept) if (span := _trimmed(quoted, run, inside)) is not None]
    if inside >= 0:
        return tuple(spans), "indirect"
    numbers = [quoted.number(t) for t in kept if reading.upos[t] != "PUNCT"]
    if numbers and min(numbers) >= 0:
        return tuple(quoted.quotations[number].inner for number in sorted(set(numbers))), "direct"
    mixed = any(number >= 0 for number in numbers)
    return tuple(spans), "mixed" if mixed else "indirect"


def addressed(reading: Reading, cue: int) -> tuple[int, ...]:
    """Heads of the phrases below a cue that may name an outlet: told X, in an interview with X."""
    found: list[int] = []
    for child in reading.children(cue, "obj", "iobj", "obl"):
        if reading.deprels[child] == "obl:agent":
            continue
        found.extend(t for t in reading.subtree(child) if reading.upos[t] in ("PROPN", "NOUN"))
    return tuple(found)


def cue_span(reading: Reading, token: int, rule: CueRule) -> Span:
    """The word of saying with the auxiliaries before it and the particle after it ("was pointed out")."""
    first, last = token, token + 1
    while first - 1 in reading.children(token, "aux", "cop"):
        first -= 1
    particle = particle_of(reading, token, rule)
    if particle is not None:
        last = max(last, particle + 1)
    if rule.prepositions and reading.lower[min(last, len(reading) - 1)] in rule.prepositions:
        last += rule.name == "call-on"
    return reading.span(first, last)


def _according(quoted: Quoted, token: int, rule: CueRule) -> Attribution | None:
    source, tokens = according_to(quoted.reading, token, rule)
    if source == ROOT or not tokens:
        return None
    cue = quoted.reading.span(token, token + 2)
    return build(quoted, rule, token, cue, quoted.reading.conjuncts(source), tokens, ())


def _in_view(quoted: Quoted, token: int, rule: CueRule) -> Attribution | None:
    """ "In the ambassador's view, …": a parenthetical phrase that names its owner."""
    reading = quoted.reading
    owners = reading.children(token, "nmod:poss", "det:poss")
    words = [reading.lower[c] for c in reading.children(token, "case")]
    if not owners or words != ["in"] or reading.base(token) not in ("obl", "nmod"):
        return None
    phrase = set(reading.subtree(token))
    tokens = beside(reading, token, phrase)
    if not tokens or not (min(phrase) < min(tokens) or reading.lower[min(phrase) - 1] == ","):
        return None
    return build(quoted, rule, token, reading.span(min(phrase), token + 1), owners, tokens, ())


def _leaves_out_source(reading: Reading, token: int, rule: CueRule, frame: str) -> bool:
    """Whether the words may stand without a source: "it was reported that", "reports that"."""
    return frame == "clause" and (rule.pos == "NOUN" or is_passive(reading, token))


def _is_voice_of_quote(reading: Reading, token: int) -> bool:
    """Whether the token is the "saying" of "quoted as saying", which goes with "quoted"."""
    head = reading.heads[token]
    if head == ROOT or not is_form_of(reading, head, "quote", "cite"):
        return False
    return saying(reading, head) == token


def _is_first_person(reading: Reading, source: tuple[int, ...]) -> bool:
    return bool(source) and reading.lower[source[0]] in FIRST_PERSON


def _is_told_by_its_verb(reading: Reading, noun: int) -> bool:
    """Whether a claim nobody owns is the object of another word of saying ("rejected the claim that …")."""
    head = reading.heads[noun]
    if head == ROOT or reading.base(noun) not in ("obj", "nsubj"):
        return False
    if reading.children(noun, "nmod:poss", "det:poss"):
        return False
    return any(content_of(reading, head, rule)[1] for rule in rules_at(reading, head))


def _source(reading: Reading, token: int, rule: CueRule, frame: str) -> tuple[int, ...]:
    if frame == "saying":
        return quoted_person(reading, token)
    for above in reading.ancestors(token) if rule.continues else ():
        if rules_at(reading, above) and token in going_on(reading, above):
            return sources(reading, above)
    return sources(reading, token)


def _scare_quotes(quoted: Quoted, cue: int, source: Span | None) -> bool:
    """Whether the cue's own clause quotes words outside the content ("rejected it as “rumors”")."""
    reading = quoted.reading
    if quoted.number(cue) >= 0 or reading.upos[cue] != "VERB":
        return False
    for child in reading.children(cue, "obl", "advcl", "xcomp", "obj"):
        if any(rules_at(reading, child)):
            continue
        for token in reading.subtree(child):
            here = reading.span(token)
            if quoted.number(token) >= 0 and not (source is not None and source.overlaps(here)):
                return True
    return False


def _runs(reading: Reading, tokens: list[int]) -> list[tuple[int, int]]:
    """First and last token of each unbroken stretch; marks between two tokens do not break it."""
    runs: list[tuple[int, int]] = []
    for token in tokens:
        gap = range(runs[-1][1] + 1, token) if runs else ()
        if runs and all(reading.upos[place] == "PUNCT" for place in gap):
            runs[-1] = (runs[-1][0], token)
        else:
            runs.append((token, token))
    return runs


def _trimmed(quoted: Quoted, run: tuple[int, int], inside: int) -> Span | None:
    """The characters of a run, without marks, conjunctions and closing points at its ends.

    A quotation that begins in the run is kept to its end, marks included.
    """
    reading = quoted.reading
    first, last = run
    while first <= last and _is_edge(quoted, first) and not _opens(quoted, first):
        first += 1
    while last >= first and reading.upos[last] == "PUNCT":
        last -= 1
    if first > last or all(reading.upos[t] in ("CCONJ", "SCONJ") for t in range(first, last + 1)):
        return None
    start, end = reading.span(first, last + 1).start, reading.span(first, last + 1).end
    numbers = (quoted.number(last), quoted.number(first)) if inside < 0 else ()
    for quotation in (quoted.quotations[number] for number in numbers if number >= 0):
        if start >= quotation.inner.start and end <= quotation.inner.end:
            return quotation.inner
        if start >= quotation.inner.start:
            start = quotation.outer.start
        elif end >= quotation.inner.start:
            end = max(end, quotation.outer.end)
    return Span(start, end)


def _is_edge(quoted: Quoted, token: int) -> bool:
    reading = quoted.reading
    return reading.upos[token] == "PUNCT" or reading.lower[token] in ("and", "but", "that")


def _opens(quoted: Quoted, token: int) -> bool:
    """Whether a quotation opens with this mark and its words stay part of a longer clause."""
    start = quoted.reading.analysis.starts[token]
    return any(quotation.outer.start == start for quotation in quoted.quotations)
