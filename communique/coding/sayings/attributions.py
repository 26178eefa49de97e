"""Sayings as the sentence gives them, before anybody is recognised: cue, source words, what is said.

`find_attributions` reads the parse and the quotation marks alone; statements.py adds who the sources are.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.coding.clauses import is_passive
from communique.coding.reading import Reading
from communique.coding.sayings.beside import according_to, beside
from communique.coding.sayings.contents import Quoted, content_spans
from communique.coding.sayings.cues import CueRule, is_form_of, particle_of, rules_at
from communique.coding.sayings.frames import content_of, saying
from communique.coding.sayings.insertions import TOLD
from communique.coding.sayings.parts import is_finite, is_gerund
from communique.coding.sayings.speakers import (
    is_said,
    quoted_person,
    quoting_outlet,
    source_span,
    sources,
)
from communique.records import ROOT, Span

FIRST_PERSON = ("i", "we")


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
    source = _source(quoted, token, rule, frame)
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
    if directness == "indirect" and _scare_quotes(quoted, token, (span, *content)):
        directness = "mixed"
    name = f"rule:{rule.name}"
    return Attribution(
        name, rule.version, rule.score, rule.stance, token, cue, source, span, content, directness, outlets
    )


def addressed(reading: Reading, cue: int) -> tuple[int, ...]:
    """Heads of the phrases below a cue that may name an outlet: told X, in an interview with X."""
    found: list[int] = []
    for child in reading.children(cue, "obj", "iobj", "obl"):
        if reading.deprels[child] == "obl:agent":
            continue
        found.extend(t for t in reading.subtree(child) if reading.upos[t] in ("PROPN", "NOUN"))
    return tuple(found) or _told_by_place(reading, cue)


def _told_by_place(reading: Reading, cue: int) -> tuple[int, ...]:
    """The name right behind "told", for where the parse hangs it on what is said."""
    if not is_form_of(reading, cue, *TOLD):
        return ()
    last = cue + 1
    while last < len(reading) and reading.upos[last] in ("DET", "ADJ", "NOUN", "PROPN") and last < cue + 7:
        last += 1
    return tuple(t for t in range(cue + 1, last) if reading.upos[t] in ("NOUN", "PROPN"))


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
    if token == 0 or reading.lower[token - 1] != "as":
        return False
    first = reading.sentences[reading.sentence_of(token)][0]
    quoting = (t for t in range(first, token) if is_form_of(reading, t, "quote", "cite"))
    return any(saying(reading, place) == token for place in quoting)


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


def _source(quoted: Quoted, token: int, rule: CueRule, frame: str) -> tuple[int, ...]:
    reading = quoted.reading
    if frame == "saying":
        return quoted_person(reading, token)
    outer = _said_before(quoted, token)
    if outer is not None and (rule.continues or quoted.number(reading.heads[token]) >= 0):
        quoting = is_form_of(reading, outer, "quote", "cite")
        return quoted_person(reading, outer) if quoting else sources(reading, outer)
    return sources(reading, token)


def _said_before(quoted: Quoted, token: int) -> int | None:
    """The word of saying with which a participle goes on (“…,” said the mayor, noting that), or None."""
    reading = quoted.reading
    first = reading.sentences[reading.sentence_of(token)][0]
    if not is_gerund(reading, token) or token == first or reading.lower[token - 1] not in (",", "and"):
        return None
    for place in range(token - 1, first - 1, -1):
        said = reading.xpos[place] in ("VBD", "VBZ", "VBP", "VBN") and quoted.number(place) < 0
        if said and rules_at(reading, place) and is_said(reading, place):
            return place
    return None


def _scare_quotes(quoted: Quoted, cue: int, known: tuple[Span | None, ...]) -> bool:
    """Whether the cue's own clause quotes words outside the content ("rejected it as “rumors”")."""
    reading = quoted.reading
    if quoted.number(cue) >= 0 or reading.upos[cue] != "VERB":
        return False
    for child in reading.children(cue, "obl", "advcl", "xcomp", "obj"):
        if rules_at(reading, child) and reading.upos[child] == "VERB":
            continue
        for token in reading.subtree(child):
            here = reading.span(token)
            if quoted.number(token) >= 0 and not any(
                span is not None and span.overlaps(here) for span in known
            ):
                return True
    return False
