"""Scores the whole way on the bundled sample reports, against a key written by hand.

    python -m bench.samples [--errors]

The key (tests/samples/expected.toml) lists clear facts of every report, not all of them, so what is
measured is recall on these facts, and how often one of the named near misses was coded. Matching is loose:

    event      type and status right, the trigger shares a character with the word listed, one of the actors
               and one of the recipients listed is among its own
    statement  speaker and stance right, half of the words listed are in its content
    agreement  name, stage, status and one party right
    meeting    form, status and one participant right

What else the key says of a fact is counted among those found. A fact with two types counts under both.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.sample_key import KEY, KINDS, SAMPLES, Expected, Fact, places, read_key, triggers
from communique.pipeline import code_all
from communique.records import Agreement, CodedDocument, Event, Meeting, Span, Statement


@dataclass
class Tally:
    """Facts listed and found by kind and, for events, type; further fields right among those found."""

    listed: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)


def main() -> None:
    """Print the scores."""
    options = argparse.ArgumentParser(description="Score the sample reports against their key.")
    options.add_argument("--errors", action="store_true", help="list what was missed or wrongly coded")
    chosen = options.parse_args()
    coded = {Path(one.document.file or "").name: one for one in code_all(SAMPLES, workers=1)}
    key = read_key(KEY)
    if sorted(coded) != sorted(expected.file for expected in key):
        raise SystemExit(f"the key and {SAMPLES} do not hold the same reports")
    tally = Tally()
    for expected in key:
        score(expected, coded[expected.file], tally)
    print("\n".join(report(tally)))
    failed = [name for name, one in sorted(coded.items()) if any(p.fatal for p in one.problems)]
    print(f"{len(coded)} reports, not coded: {', '.join(failed) or 'none'}")
    if chosen.errors:
        print("\n".join(tally.errors))


def report(tally: Tally) -> Iterator[str]:
    """The lines of the score."""
    yield f"{'':26}listed  found missed recall"
    types = sorted(name for name in tally.listed if name.isupper())
    for name in ("event", *types, *KINDS[1:], "all"):
        listed, found = tally.listed[name], tally.found[name]
        label = f"  {name}" if name in types else name
        share = f"{found / listed:6.3f}" if listed else "     -"
        yield f"{label:26}{listed:6} {found:6} {listed - found:6} {share}"
    for name in sorted(tally.asked):
        yield f"of those found, {name} right: {tally.right[name]} of {tally.asked[name]}"
    yield f"near misses coded: {tally.found['none']} of {tally.listed['none']}"


def score(expected: Expected, coded: CodedDocument, tally: Tally) -> None:
    """Count what of one report's facts was found, and which near misses were coded."""
    for fact in expected.facts:
        names = {fact.kind, "all"} | {name for name in fact.type if fact.kind == "event"}
        record = next(matching(fact, coded), None)
        for name in sorted(names):
            tally.listed[name] += 1
            tally.found[name] += record is not None
        if record is None:
            tally.errors.append(f"{expected.file}\tmissed {fact.kind}\t{fact}\tthere: {_there(fact, coded)}")
            continue
        for name, right in details(fact, record, coded):
            tally.asked[name] += 1
            tally.right[name] += right
            if not right:
                tally.errors.append(f"{expected.file}\twrong {name}\t{fact}")
    for fact in expected.none:
        tally.listed["none"] += 1
        if events := violations(fact, coded):
            tally.found["none"] += 1
            shown = "; ".join(_shown(event, coded) for event in events)
            tally.errors.append(f"{expected.file}\tnear miss coded\t{fact}\t{shown}")


def matching(fact: Fact, coded: CodedDocument) -> Iterator[Any]:
    """The records that are the fact, best first: those with the right mode before the others."""
    match fact.kind:
        case "event":
            found = [event for event in coded.events if _is_event(fact, event, coded)]
            yield from sorted(found, key=lambda event: bool(fact.mode) and event.mode not in fact.mode)
        case "statement":
            yield from (one for one in coded.statements if _is_statement(fact, one, coded))
        case "agreement":
            yield from (one for one in coded.agreements if _is_agreement(fact, one, coded))
        case "meeting":
            yield from (one for one in coded.meetings if _is_meeting(fact, one, coded))
        case kind:
            raise ValueError(f"the key has no kind {kind!r}")


def details(fact: Fact, record: Any, coded: CodedDocument) -> Iterator[tuple[str, bool]]:
    """What else the key says of a fact that was found, and whether it is right."""
    if isinstance(record, Event):
        if fact.mode:
            yield "event mode", record.mode in fact.mode
        if fact.actor or fact.recipient:
            complete = _all(fact.actor, record.actors, coded) and _all(
                fact.recipient, record.recipients, coded
            )
            yield "event participants, all of them,", complete
        if fact.when:
            yield "event date", record.when.edtf == fact.when
    elif isinstance(record, Statement):
        if fact.directness:
            yield "statement directness", record.directness in fact.directness
        if fact.relayed_by:
            yield "statement relayed by", _one((fact.relayed_by,), _ids(record.relayed_by), coded)
    elif isinstance(record, Agreement):
        if fact.parties:
            yield "agreement parties, all of them,", _all(fact.parties, record.parties, coded)
    elif isinstance(record, Meeting):
        if fact.participants:
            yield (
                "meeting participants, all of them,",
                _all(fact.participants, record.participants, coded),
            )
        if fact.visitors:
            roles = _all(fact.visitors, record.visitors, coded) and _all(fact.hosts, record.hosts, coded)
            yield "meeting visitor and host", roles


def violations(fact: Fact, coded: CodedDocument) -> list[Event]:
    """The events that were coded from a near miss; those marked as negated do no harm."""
    spans = places(coded.document.text, fact.words)
    return [
        event
        for event in coded.events
        if event.status != "negated"
        and (not fact.type or event.type in fact.type)
        and _touches((event.trigger,), spans)
    ]


def _is_event(fact: Fact, event: Event, coded: CodedDocument) -> bool:
    return (
        event.type in fact.type
        and event.status in fact.status
        and _touches((event.trigger,), triggers(fact, coded.document.text))
        and _one(fact.actor, event.actors, coded)
        and _one(fact.recipient, event.recipients, coded)
    )


def _is_statement(fact: Fact, statement: Statement, coded: CodedDocument) -> bool:
    if fact.content_contains:
        spans = places(coded.document.text, fact.content_contains)
        if not any(_half_in(span, statement.content) for span in spans):
            return False
    return (
        (not fact.stance or statement.stance in fact.stance)
        and _is_near(fact, (*_ids(statement.cue), *statement.evidence.spans), coded)
        and _one((fact.speaker,), _ids(statement.speaker), coded)
    )


def _is_agreement(fact: Fact, agreement: Agreement, coded: CodedDocument) -> bool:
    return (
        fact.name_contains.casefold() in coded.cut(agreement.name).casefold()
        and agreement.stage in fact.stage
        and (not fact.status or agreement.status in fact.status)
        and _is_near(fact, (agreement.name, *agreement.evidence.spans), coded)
        and _one(fact.parties, agreement.parties, coded)
    )


def _is_meeting(fact: Fact, meeting: Meeting, coded: CodedDocument) -> bool:
    return (
        meeting.form in fact.form
        and (not fact.status or meeting.status in fact.status)
        and _is_near(fact, meeting.evidence.spans, coded)
        and _one(fact.participants, meeting.participants, coded)
    )


def _is_near(fact: Fact, spans: Iterable[Span], coded: CodedDocument) -> bool:
    return not fact.near or _touches(spans, places(coded.document.text, fact.near))


def _one(wanted: tuple[tuple[str, ...], ...], actors: tuple[str, ...], coded: CodedDocument) -> bool:
    """Whether one of the participants wanted is among the actors; nobody wanted is always there."""
    return not wanted or any(_all((names,), actors, coded) for names in wanted)


def _all(wanted: tuple[tuple[str, ...], ...], actors: tuple[str, ...], coded: CodedDocument) -> bool:
    return all(any(is_called(names, actor, coded) for actor in actors) for names in wanted)


def is_called(names: tuple[str, ...], actor_id: str, coded: CodedDocument) -> bool:
    """Whether an actor is of a country (three capitals) or is called so in its label or a mention."""
    actor = coded.actor(actor_id)
    written = [actor.label, *map(coded.cut, actor.mentions)]
    for name in names:
        if re.fullmatch("[A-Z]{3}", name):
            if actor.country == name:
                return True
        elif any(re.search(rf"(?i)\b{re.escape(name)}\b", text) for text in written):
            return True
    return False


def _ids(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)


def _touches(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    others = tuple(others)
    return any(span.overlaps(other) for span in spans for other in others)


def _half_in(span: Span, content: Iterable[Span]) -> bool:
    shared = sum(max(0, min(span.end, part.end) - max(span.start, part.start)) for part in content)
    return 2 * shared >= span.end - span.start


def _there(fact: Fact, coded: CodedDocument) -> str:
    """What was coded where the fact stands."""
    text = coded.document.text
    if fact.kind == "event":
        spans = triggers(fact, text)
        return "; ".join(_shown(e, coded) for e in coded.events if _touches((e.trigger,), spans)) or "nothing"
    spans = places(text, fact.content_contains or fact.near or fact.name_contains)
    found: list[str] = []
    found += [_said(one, coded) for one in coded.statements if _touches(one.content, spans)]
    found += [f"{one.stage} {one.status}" for one in coded.agreements if _touches((one.name,), spans)]
    found += [f"{one.form} {one.status}" for one in coded.meetings if _touches(one.evidence.spans, spans)]
    return "; ".join(found) or "nothing"


def _shown(event: Event, coded: CodedDocument) -> str:
    actors, recipients = (
        "+".join(coded.actor(one).label for one in ids) or "?" for ids in (event.actors, event.recipients)
    )
    mode = f" {event.mode}" if event.mode else ""
    return f"{event.type}{mode} {event.status} {actors} → {recipients} «{coded.cut(event.trigger)}»"


def _said(statement: Statement, coded: CodedDocument) -> str:
    speaker = coded.actor(statement.speaker).label if statement.speaker else "nobody"
    return f"{speaker} {statement.stance} {statement.directness}"


if __name__ == "__main__":
    main()
