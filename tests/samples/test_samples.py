"""The bundled sample reports and their key: both must say what the other expects."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bench.sample_key import KEY, SAMPLES, Expected, Fact, places, read_key, triggers
from bench.samples import Tally, matching, report, score
from communique import documents
from communique.records import (
    Actor,
    CodedDocument,
    Document,
    Event,
    Evidence,
    Mention,
    Origin,
    Span,
    Statement,
    When,
    codes,
)

EXPECTED = read_key(KEY)
ORIGIN = Origin("test", "1", 1.0)


@cache
def samples() -> dict[str, documents.Read]:
    reads = (one if isinstance(one, documents.Read) else one.read() for one in documents.reports([SAMPLES]))
    return {Path(read.document.file or "").name: read for read in reads}


def test_every_sample_has_its_key() -> None:
    assert sorted(samples()) == sorted(expected.file for expected in EXPECTED)


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.file)
def test_samples_are_read_without_problems(expected: Expected) -> None:
    read = samples()[expected.file]
    assert read.problems == ()
    assert 120 <= len(read.document.text.split()) <= 450


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.file)
def test_words_of_the_key_stand_in_the_text(expected: Expected) -> None:
    text = samples()[expected.file].document.text
    for fact in expected.facts + expected.none:
        for words in filter(None, (fact.near, fact.words, fact.content_contains)):
            assert len(places(text, words)) == 1, f"{words!r} in {fact}"
        for word in fact.trigger:
            found = triggers(replace(fact, trigger=(word,)), text)
            assert len(found) == 1, f"{word!r} stands {len(found)} times for {fact}"
        assert fact.name_contains.casefold() in text.casefold(), fact


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.file)
def test_names_of_the_key_stand_in_the_text(expected: Expected) -> None:
    text = samples()[expected.file].document.text.casefold()
    for fact in expected.facts:
        groups = (
            *fact.actor,
            *fact.recipient,
            *fact.parties,
            *fact.participants,
            *fact.visitors,
            *fact.hosts,
        )
        for name in (name for group in (*groups, fact.speaker, fact.relayed_by) for name in group):
            assert (len(name) == 3 and name.isupper()) or name.casefold() in text, f"{name!r} in {fact}"


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.file)
def test_codes_of_the_key_are_in_the_codebook(expected: Expected) -> None:
    modes = codes.event_modes()
    for fact in expected.facts + expected.none:
        assert set(fact.type) <= set(modes), fact
        assert all(any(mode in modes[type_] for type_ in fact.type) for mode in fact.mode), fact
        assert set(fact.status) <= set(codes.STATUSES), fact
        assert set(fact.directness) <= set(codes.DIRECTNESS), fact
        assert set(fact.stance) <= set(codes.STANCES), fact
        assert set(fact.stage) <= set(codes.STAGES), fact
        assert set(fact.form) <= set(codes.MEETING_FORMS), fact


def test_the_samples_cover_every_type_status_stage_and_form() -> None:
    facts = [fact for expected in EXPECTED for fact in expected.facts]
    for name, known in (
        ("type", codes.event_modes()),
        ("status", codes.STATUSES),
        ("stage", codes.STAGES),
        ("form", codes.MEETING_FORMS),
        ("directness", codes.DIRECTNESS),
        ("stance", codes.STANCES),
    ):
        assert set(known) <= {value for fact in facts for value in getattr(fact, name)}, name


TEXT = 'Peru denied it. "No," Ana Ruiz said. Chile bombed Ayar in 1880.'


def actor(name: str, kind: str, country: str | None) -> Actor:
    start = TEXT.index(name)
    mention = Mention(start, start + len(name))
    return Actor(
        "d", Span(mention.start, mention.end), name, (mention,), kind, country, (), (), evidence(name), ORIGIN
    )


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def evidence(words: str) -> Evidence:
    return Evidence((span(words),))


CHILE, RUIZ = actor("Chile", "state", "CHL"), actor("Ana Ruiz", "person", None)
BOMBED = Event(
    "d", "ASSAULT", None, (), "historical", span("bombed"), (CHILE.id,), (),
    When("1880-01-01", "1880-12-31", "year", "stated"), None, None, 4, -9.0, None, evidence("bombed"), ORIGIN,
)  # fmt: skip
SAID = Statement(
    "d", RUIZ.id, span("said"), (span("No,"),), "direct", None, "asserts", (), evidence("said"), ORIGIN
)
CODED = CodedDocument(Document(TEXT), (CHILE, RUIZ), (BOMBED,), (SAID,))
BOMBING = Fact("event", type=("ASSAULT",), status=("historical",), trigger=("bombed",))


@pytest.mark.parametrize(
    ("fact", "found"),
    [
        (BOMBING, True),
        (replace(BOMBING, actor=(("CHL",),)), True),
        (replace(BOMBING, actor=(("PER",), ("Chile",))), True),
        (replace(BOMBING, actor=(("PER",),)), False),
        (replace(BOMBING, recipient=(("Ayar",),)), False),
        (replace(BOMBING, status=("actual",)), False),
        (replace(BOMBING, type=("AID", "ASSAULT")), True),
        (replace(BOMBING, near="Peru denied it"), False),
        (Fact("statement", speaker=("Ruiz",), content_contains="No", stance=("asserts",)), True),
        (Fact("statement", speaker=("CHL",), content_contains="No", stance=("asserts",)), False),
        (Fact("statement", speaker=("Ruiz",), content_contains="No", stance=("denies",)), False),
        (Fact("statement", speaker=("Ruiz",), content_contains="Chile"), False),
        (Fact("agreement", name_contains="pact", stage=("signed",)), False),
    ],
)
def test_facts_are_matched_by_what_the_key_says(fact: Fact, found: bool) -> None:
    assert any(True for _ in matching(fact, CODED)) is found


def test_score_counts_found_missed_and_near_misses() -> None:
    tally = Tally()
    facts = (replace(BOMBING, when="1880", mode=("aerial",)), replace(BOMBING, status=("actual",)))
    none = (Fact("none", words="bombed Ayar"), Fact("none", words="bombed Ayar", type=("AID",)))
    score(Expected("x", facts, none), CODED, tally)
    assert (tally.listed["ASSAULT"], tally.found["ASSAULT"]) == (2, 1)
    assert (tally.right["event date"], tally.right["event mode"]) == (1, 0)
    assert tally.found["none"] == 1
    assert Counter(line.split("\t")[1] for line in tally.errors) == {
        "missed event": 1,
        "wrong event mode": 1,
        "near miss coded": 1,
    }
    assert "all                            2      1      1  0.500" in list(report(tally))
