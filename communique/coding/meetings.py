"""Meetings: what consultation events of one report are about, put together by form and participants."""

from __future__ import annotations

from collections.abc import Iterable

from communique import codebook
from communique.coding import clauses
from communique.coding.dealings import meeting_form_words
from communique.coding.events import Surroundings
from communique.coding.found import FoundEvent
from communique.coding.reading import Reading
from communique.records import Evidence, Meeting, Origin, Place, Span

TOPIC_PREPOSITIONS = ("on", "about", "over", "regarding", "concerning")
LEVEL_ORDER = ("head", "minister", "military", "official")


def find_meetings(around: Surroundings, found: Iterable[FoundEvent]) -> tuple[Meeting, ...]:
    """One meeting for every form, status and set of participants that the report speaks of."""
    together: dict[tuple[str, str, tuple[str, ...]], list[FoundEvent]] = {}
    for one in found:
        if one.match.rule.type == "CONSULT":
            form = _form(around.reading, one)
            together.setdefault((form, one.status, _participants(one)), []).append(one)
    return tuple(_meeting(around, form, status, ones) for (form, status, _), ones in together.items())


def _participants(one: FoundEvent) -> tuple[str, ...]:
    return tuple(sorted({*one.event.actors, *one.event.recipients}))


def _form(reading: Reading, one: FoundEvent) -> str:
    if one.match.rule.mode == "phone":
        return "call"
    return meeting_form_words().get(reading.lemmas[one.match.token].lower(), "talks")


def _meeting(around: Surroundings, form: str, status: str, ones: list[FoundEvent]) -> Meeting:
    first = ones[0].event
    visiting = form == "visit"
    participants = tuple(dict.fromkeys(first.actors + first.recipients))
    return Meeting(
        document=first.document,
        participants=participants,
        visitors=first.actors if visiting else (),
        hosts=first.recipients if visiting else (),
        place=_place(ones),
        level=_level(around, participants),
        form=form,
        topics=_topics(around.reading, ones),
        status=status,
        events=tuple(one.event.id for one in ones),
        evidence=Evidence(tuple(dict.fromkeys(s for one in ones for s in one.event.evidence.spans))),
        origin=Origin("rule:meeting", first.origin.version, min(one.event.origin.score for one in ones)),
    )


def _place(ones: list[FoundEvent]) -> Place | None:
    return next((one.event.where for one in ones if one.event.where), None)


def _level(around: Surroundings, participants: tuple[str, ...]) -> str:
    """The highest level that an office of a participant gives."""
    levels = {
        codebook.office_level(office.role)
        for actor in participants
        for office in around.actors.get(actor).offices
    }
    return next((level for level in LEVEL_ORDER if level in levels), "unknown")


def _topics(reading: Reading, ones: list[FoundEvent]) -> tuple[Span, ...]:
    spans = (span for one in ones for span in _topics_of(reading, one.match.token))
    return tuple(dict.fromkeys(spans))


def _topics_of(reading: Reading, token: int) -> list[Span]:
    """What was discussed, or what the talks were on."""
    heads = list(clauses.oblique(reading, token, *TOPIC_PREPOSITIONS))
    if reading.lemmas[token].lower() in ("discuss", "negotiate"):
        heads.extend(reading.children(token, "obj"))
    days = {t for m in reading.analysis.mentions if m.type == "DATE" for t in range(m.first, m.last)}
    return [phrase_span(reading, head) for head in heads if head not in days]  # "on Saturday" is no topic


def phrase_span(reading: Reading, head: int) -> Span:
    """A phrase without its preposition and without what follows it in apposition or a clause."""
    inside = [t for t in reading.subtree(head) if t >= head or reading.base(t) not in ("case", "punct")]
    start = min(t for t in inside if _in_phrase(reading, t, head))
    end = max(t for t in inside if _in_phrase(reading, t, head))
    return reading.span(start, end + 1)


def _in_phrase(reading: Reading, token: int, head: int) -> bool:
    if token == head:
        return True
    if reading.base(token) in ("case", "punct") and reading.heads[token] == head:
        return False
    for step in (token, *reading.ancestors(token)):
        if step == head:
            return True
        if reading.base(step) in ("appos", "parataxis", "advcl"):
            return False
    return False
