"""Who said what in a report: quotations, reported speech, denials and doubts, each with its speaker.

The words of saying are data (rules/statements.toml). What the sentence gives is found first, by cue, source
and content (sayings/); here the sources become actors, and the outlets are added through
which it was said.
"""

from __future__ import annotations

from communique.coding.interfaces import ActorIndex
from communique.coding.reading import Reading
from communique.coding.sayings.attributions import Attribution, indirect_attributions
from communique.coding.sayings.contents import Quoted
from communique.coding.sayings.direct import direct_attributions
from communique.coding.sayings.labels import labelled
from communique.records import Evidence, Origin, Span, Statement

RELAYING_KINDS = ("media",)


def find_statements(reading: Reading, actors: ActorIndex) -> tuple[Statement, ...]:
    """All statements of a report in the order of their content, each once."""
    attributions = find_attributions(reading)
    found: dict[str, Statement] = {}
    for attribution in attributions:
        statement = _statement(reading, actors, attribution, attributions)
        found.setdefault(statement.id, statement)
    return tuple(sorted(found.values(), key=lambda statement: (statement.content, statement.id)))


def find_attributions(reading: Reading) -> tuple[Attribution, ...]:
    """All sayings as the sentences give them, nobody recognised yet, in the order of their content."""
    quoted = Quoted(reading)
    indirect = indirect_attributions(quoted)
    direct = direct_attributions(quoted, indirect)
    cues = {attribution.cue_token for attribution in direct}
    kept = [a for a in indirect if a.cue_token not in cues and not _says_the_same(a, direct)]
    return tuple(sorted((*direct, *kept, *labelled(quoted)), key=lambda a: (a.content, a.rule)))


def statement_of(reading: Reading, statements: tuple[Statement, ...], token: int) -> Statement | None:
    """The innermost statement in whose content `token` stands, None where the report says it itself."""
    span = reading.span(token)
    holding = [s for s in statements if any(part.covers(span) for part in s.content)]
    return min(holding, key=lambda s: (_length(s.content), s.content, s.id), default=None)


def _length(spans: tuple[Span, ...]) -> int:
    return sum(span.end - span.start for span in spans)


def _says_the_same(indirect: Attribution, direct: tuple[Attribution, ...]) -> bool:
    """Whether the parse gave once more what stands between quotation marks."""
    if indirect.directness != "direct":
        return False
    return all(any(span.overlaps(other) for a in direct for other in a.content) for span in indirect.content)


def _statement(
    reading: Reading, actors: ActorIndex, attribution: Attribution, all_found: tuple[Attribution, ...]
) -> Statement:
    speaker = _actor(actors, attribution.source)
    relayed_by = _relay(actors, attribution, speaker) or _relaying_report(actors, attribution, all_found)
    denied = attribution.stance != "asserts"
    return Statement(
        document=reading.document.id,
        speaker=speaker,
        cue=attribution.cue,
        content=attribution.content,
        directness=attribution.directness,
        relayed_by=relayed_by if relayed_by != speaker else None,
        stance=attribution.stance,
        disputes=attribution.content if denied else (),
        evidence=_evidence(attribution),
        origin=Origin(attribution.rule, attribution.version, attribution.score),
    )


def _actor(actors: ActorIndex, heads: tuple[int, ...]) -> str | None:
    """The actor of the first of the phrases that means one."""
    return next((actor for head in heads if (actor := actors.at(head)) is not None), None)


def _relay(actors: ActorIndex, attribution: Attribution, speaker: str | None) -> str | None:
    """The outlet to which it was said, or that quotes it."""
    for token in attribution.addressed:
        actor = actors.at(token)
        if actor is not None and actor != speaker and actors.kind(actor) in RELAYING_KINDS:
            return actor
    return None


def _relaying_report(
    actors: ActorIndex, attribution: Attribution, all_found: tuple[Attribution, ...]
) -> str | None:
    """The outlet whose own statement holds this one ("Reuters reported that X said …")."""
    if attribution.cue is None:
        return None
    holding = [
        a
        for a in all_found
        if a is not attribution and any(part.covers(attribution.cue) for part in a.content)
    ]
    for outer in sorted(holding, key=lambda a: _length(a.content)):
        actor = _actor(actors, outer.source)
        if actor is not None and actors.kind(actor) in RELAYING_KINDS:
            return actor
    return None


def _evidence(attribution: Attribution) -> Evidence:
    spans = {attribution.source_span, attribution.cue, *attribution.content}
    return Evidence(tuple(sorted(span for span in spans if span is not None)))
