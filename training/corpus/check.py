"""What is wrong in a report: marks, types, codes, roles, dates, against the guide and the codebook."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.codebook import contexts, countries, event_types, sectors, statuses
from training.corpus.reports import HEADS, CorpusSentence, Note, Report

TYPES = frozenset(
    [
        "PERSON",
        "TITLE",
        "GOV",
        "MIL",
        "ARMED",
        "PARTY",
        "ORG",
        "PEOPLE",
        "COUNTRY",
        "PLACE",
        "FACILITY",
        "DATE",
        "WEAPON",
        "DOC",
        "EVENT",
        "NOM",
        "PRON",
    ]
)
KINDS = frozenset(
    [
        "person",
        "state",
        "government",
        "military",
        "armed",
        "party",
        "organisation",
        "people",
        "company",
        "media",
        "other",
    ]
)
REGISTERS = frozenset(
    [
        "wire",
        "state-press",
        "readout",
        "briefing",
        "summary",
        "ngo",
        "local",
        "analysis",
        "press-release",
        "headline",
    ]
)
EVENT_FIELDS = frozenset(("by", "to", "on", "at", "says", "about", "of"))
STATEMENT_FIELDS = frozenset(("who", "relay", "disputes"))
STATEMENT_WORDS = frozenset(("direct", "indirect", "mixed", "asserts", "denies", "doubts"))
MEETING_FIELDS = frozenset(("who", "visitor", "host", "at", "on", "level", "about", "events", "with"))
FORMS = frozenset(("visit", "talks", "summit", "call", "meeting"))
AGREEMENT_FIELDS = frozenset(("parties", "stage", "subject", "events", "on"))
STAGES = frozenset(
    ["proposed", "negotiating", "finalising", "signed", "ratified", "in-force", "suspended", "ended"]
)
_KEY = re.compile(r"[a-z0-9][a-z0-9-]*$")
_DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?[~?]?"
_EDTF = re.compile(
    rf"(?:{_DAY}|{_DAY}/{_DAY}|\.\./{_DAY}|{_DAY}/\.\.|{_DAY}T\d\d:\d\d|\d{{4}}-2[1-4]|\d{{3}}X)$"
)


def problems(report: Report) -> Iterator[str]:
    """Every problem of a report, with file and line."""
    yield from report.problems
    for what in _heads(report):
        yield f"{report.path}:{report.line}: {what}"
    for sentence in report.sentences:
        for line, what in (*_marks(report, sentence), *_notes(report, sentence)):
            yield f"{report.path}:{line}: {what}"


def _heads(report: Report) -> Iterator[str]:
    for name in HEADS:
        if not report.heads.get(name):
            yield f"{report.name}: the head “{name}:” is missing"
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", report.heads.get("date", "")):
        yield f"{report.name}: the date is not YYYY-MM-DD"
    if report.heads.get("register") not in REGISTERS:
        yield f"{report.name}: the register is not one of {' '.join(sorted(REGISTERS))}"
    if not report.sentences:
        yield f"{report.name}: no sentence"
    codes = countries()
    for actor in report.actors.values():
        if actor.kind not in KINDS:
            yield f"actor {actor.key}: kind “{actor.kind}” is not one of {' '.join(sorted(KINDS))}"
        if actor.country and actor.country not in codes:
            yield f"actor {actor.key}: “{actor.country}” is no alpha-3 code of the codebook (- for none)"
        for sector in actor.sectors:
            if sector not in sectors():
                yield f"actor {actor.key}: “{sector}” is no PLOVER sector"


def _marks(report: Report, sentence: CorpusSentence) -> Iterator[tuple[int, str]]:
    numbers = {note.number for note in sentence.notes}
    told = set()
    for mark in sentence.marks:
        words = mark.label.split()
        text = sentence.text[mark.start : mark.end]
        if text != text.strip():
            yield sentence.line, f"a mark holds a space at its edge: “{text}”"
        if mark.sign == "[":
            yield from ((sentence.line, what) for what in _mention(text, words))
            continue
        told.update(words)
        for number in words:
            if number not in numbers and number != "none" and not _noted(report, number):
                yield (
                    sentence.line,
                    f"“{text}” has {number}, but no line “@ {number} …” stands below the sentence",
                )
    for number in numbers:
        if number[0] == "e" and number not in told:
            yield sentence.line, f"@ {number} has no words marked <…|{number}> in the sentence above"


def _noted(report: Report, number: str) -> bool:
    """Statements' pieces and actors' words may go on in a later sentence."""
    return number[0] in "s" and any(note.number == number for s in report.sentences for note in s.notes)


def _mention(text: str, words: list[str]) -> Iterator[str]:
    if words[0] not in TYPES:
        yield f"“{text}”: {words[0]} is no mention type"
    elif len(words) > 2:
        yield f"“{text}”: a mention has a type and at most one key"
    elif len(words) == 2 and words[0] == "DATE" and not _EDTF.fullmatch(words[1]):
        yield f"“{text}”: {words[1]} is no EDTF date"
    elif len(words) == 2 and words[0] != "DATE" and not _KEY.fullmatch(words[1]):
        yield f"“{text}”: the key {words[1]} is not a-z0-9-"
    if words[0] in ("PERSON", "GOV", "MIL", "ORG", "COUNTRY") and text.lower().startswith("the "):
        yield f"“{text}”: the article stays outside the mention"


def _notes(report: Report, sentence: CorpusSentence) -> Iterator[tuple[int, str]]:
    check = {"e": _event, "s": _statement, "m": _meeting, "a": _agreement}
    for note in sentence.notes:
        for what in check[note.number[0]](report, note):
            yield note.line, f"@ {note.number}: {what}"


def _event(report: Report, note: Note) -> Iterator[str]:
    name, _, mode = (note.words or ("",))[0].partition(".")
    types = event_types()
    if name not in types:
        yield f"“{name}” is no PLOVER type"
    elif mode and mode not in types[name].modes:
        yield f"{name} has no mode “{mode}”, but {' '.join(types[name].modes)}"
    if len(note.words) != 2 or note.words[1] not in statuses():
        yield f"a status stands after the type: {' '.join(statuses())}"
    if not note.fields.get("by"):
        yield "by= is missing (by=? where nobody is named)"
    yield from _fields(note, EVENT_FIELDS)
    yield from _actors(report, note, "by", "to")
    yield from _date(note)
    for context in note.keys("about"):
        if context not in contexts():
            yield f"“{context}” is no context: {' '.join(contexts())}"


def _statement(report: Report, note: Note) -> Iterator[str]:
    for word in note.words:
        if word not in STATEMENT_WORDS:
            yield f"“{word}” is not one of {' '.join(sorted(STATEMENT_WORDS))}"
    if not note.fields.get("who"):
        yield "who= is missing"
    yield from _fields(note, STATEMENT_FIELDS)
    yield from _actors(report, note, "who", "relay")


def _meeting(report: Report, note: Note) -> Iterator[str]:
    if not note.words or note.words[0] not in FORMS:
        yield f"the form is one of {' '.join(sorted(FORMS))}"
    yield from _fields(note, MEETING_FIELDS)
    yield from _actors(report, note, "who", "visitor", "host")
    yield from _date(note)


def _agreement(report: Report, note: Note) -> Iterator[str]:
    if note.fields.get("stage") not in STAGES:
        yield f"stage= is one of {' '.join(sorted(STAGES))}"
    yield from _fields(note, AGREEMENT_FIELDS)
    yield from _actors(report, note, "parties")
    yield from _date(note)


def _fields(note: Note, known: frozenset[str]) -> Iterator[str]:
    for name in note.fields:
        if name not in known:
            yield f"the field {name}= is not one of {' '.join(sorted(known))}"


def _actors(report: Report, note: Note, *names: str) -> Iterator[str]:
    for name in names:
        for key in note.keys(name):
            if key != "?" and key not in report.actors:
                yield f"{name}={key}: no line “& {key} | …” in the head of {report.name}"


def _date(note: Note) -> Iterator[str]:
    when = note.fields.get("on")
    if when and not _EDTF.fullmatch(when):
        yield f"on={when} is no EDTF date"
