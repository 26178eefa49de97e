"""Agreements: treaties, deals, contracts and truces, who is party to them, and how far they have got."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from communique.coding import clauses
from communique.coding.dates import when_of
from communique.coding.dealings import agreement_kind_words, stage_words
from communique.coding.events import Surroundings, role_tokens
from communique.coding.found import FoundEvent
from communique.coding.meetings import TOPIC_PREPOSITIONS, phrase_span
from communique.coding.reading import Reading
from communique.coding.status import status_of
from communique.records import Agreement, Evidence, Origin, Span, codes

REACHED = ("signed", "ratified", "in_force", "suspended", "ended")
PARTY_ROLES = ("subject", "owner", "between", "with", "by", "of")


@dataclass(frozen=True)
class StageCue:
    """A word that tells the stage of an agreement, and whether what it says has happened."""

    token: int
    stage: str
    status: str


def find_agreements(around: Surroundings, found: Iterable[FoundEvent]) -> tuple[Agreement, ...]:
    """The agreements of a report in text order: nouns of agreement with a word that tells their stage."""
    found = tuple(found)
    records = []
    for token in range(len(around.reading)):
        kind = agreement_kind_words().get(around.reading.lemmas[token].lower())
        if kind is None or around.reading.upos[token] not in ("NOUN", "PROPN"):
            continue
        cues = _cues(around, token)
        if cues:
            record = _agreement(around, token, kind, cues, found)
            if record is not None:
                records.append(record)
    return tuple({record.id: record for record in records}.values())


def _agreement(
    around: Surroundings, token: int, kind: str, cues: list[StageCue], found: tuple[FoundEvent, ...]
) -> Agreement | None:
    reading = around.reading
    cue = max(cues, key=lambda c: (codes.STAGES.index(c.stage), -c.token))
    events = [one for one in found if one.match.token in (token, *(c.token for c in cues))]
    parties = _parties(around, token, cues, events)
    if not parties:
        return None
    return Agreement(
        document=reading.document.id,
        name=_name(reading, token),
        parties=parties,
        kind=kind,
        subject=_subject(reading, token),
        stage=cue.stage,
        status=cue.status,
        events=tuple(one.event.id for one in events),
        evidence=Evidence((reading.sentence_span(token),)),
        origin=Origin(f"rule:agreement-{cue.stage.replace('_', '-')}", "1", 1.0),
    )


def _cues(around: Surroundings, token: int) -> list[StageCue]:
    found = []
    for cue in _cue_tokens(around.reading, token):
        stage = stage_words().get(around.reading.lemmas[cue].lower())
        if stage is not None:
            found.append(_settled(around, cue, stage))
    return found


def _settled(around: Surroundings, cue: int, stage: str) -> StageCue:
    """A signing that is still to come leaves the agreement in its final stage; one refused, where it was."""
    when = when_of(around.reading, cue, around.dates)
    status = status_of(around.reading, cue, when)
    if stage in REACHED and status in ("future", "hypothetical"):
        return StageCue(cue, "finalising" if status == "future" else "proposed", status)
    return StageCue(cue, stage, status)


def _cue_tokens(reading: Reading, token: int) -> list[int]:
    """The words that can tell the stage: the verb it is object or passive subject of, words beside it."""
    found = list(reading.children(token, "amod"))
    head = reading.heads[token]
    if head >= 0 and reading.base(token) in ("obj", "nsubj", "obl", "nmod", "conj"):
        found.append(head)
        found.extend(reading.children(head, "conj", "xcomp"))
        found.extend(reading.children(head, "obl", "obj"))
    for clause in reading.children(token, "acl"):
        found.append(clause)
        found.extend(reading.children(clause, "conj", "obl", "xcomp", "amod"))
    return [cue for cue in dict.fromkeys(found) if cue != token]


def _parties(
    around: Surroundings, token: int, cues: list[StageCue], events: list[FoundEvent]
) -> tuple[str, ...]:
    named: dict[str, None] = {}
    for one in events:
        for actor in one.event.actors + one.event.recipients:
            named.setdefault(actor)
    for place in (token, *(cue.token for cue in cues)):
        for role in PARTY_ROLES:
            for filler in role_tokens(around.reading, place, role):
                for actor in around.actors.all_at(filler):
                    named.setdefault(actor)
    return tuple(named)


def _name(reading: Reading, token: int) -> Span:
    """The noun with the words before it that belong to it, its article left out."""
    first = min((token, *reading.children(token, "compound", "amod", "flat")))
    return reading.span(min(first, token), token + 1)


def _subject(reading: Reading, token: int) -> Span | None:
    heads = clauses.oblique(reading, token, *TOPIC_PREPOSITIONS)
    if heads:
        return phrase_span(reading, heads[0])
    return None
