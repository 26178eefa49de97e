"""Events of the learned coder beside those of rules, and where actors are at home."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import communique
from communique.analysis import analyse
from communique.coding import around, code
from communique.coding.events import find_events
from communique.coding.learned import Learned, LearnedEvent, learned_events, sentence_scores
from communique.coding.reading import Reading
from communique.records import Document, Event

SHELLED = "Kenyan troops shelled Somali villages on Monday."


def reading(text: str) -> Reading:
    document = Document(text)
    return Reading(document, analyse(document))


def tell(token: int, kind: str, score: float = 0.9, **fields: object) -> LearnedEvent:
    given_fields = {"mode": None, "status": "actual", "actors": (), "recipients": (), **fields}
    return LearnedEvent(token, kind, score=score, **given_fields)  # type: ignore[arg-type]


def events(text: str, *learned: LearnedEvent, likely: float = 0.9) -> list[Event]:
    known = around(reading(text))
    chances = np.full(len(known.reading), likely, np.float32)
    found = find_events(known, Learned({one.token: one for one in learned}, chances))
    return [one.event for one in found]


def test_where_rule_and_coder_agree_the_origin_says_so() -> None:
    (event,) = events(SHELLED, tell(2, "ASSAULT", mode="heavy-weapons"))
    assert (event.type, event.mode) == ("ASSAULT", "heavy-weapons")
    assert event.origin.by.startswith("coder and rule:")
    assert event.origin.score == 0.9


def test_where_they_disagree_the_coder_decides_and_the_rule_is_named() -> None:
    (event,) = events(SHELLED, tell(2, "THREATEN", status="future"))
    assert (event.type, event.status) == ("THREATEN", "future")
    assert "against rule:" in event.origin.by
    assert "(ASSAULT)" in event.origin.by


def test_parties_that_the_coder_does_not_tell_are_the_rules() -> None:
    (event,) = events(SHELLED, tell(2, "ASSAULT"))
    assert event.actors
    assert event.recipients


def test_a_rule_without_a_chance_is_dropped() -> None:
    assert events(SHELLED, likely=0.0) == []
    assert len(events(SHELLED, likely=0.9)) == 1


def test_an_event_of_nobody_is_left_out_where_no_rule_knows_it() -> None:
    assert events("It rained in the north.", tell(1, "ASSAULT")) == []


def test_without_the_coder_rules_stand_alone() -> None:
    (one,) = find_events(around(reading(SHELLED)))
    assert one.event.origin.by.startswith("rule:")


def test_the_coder_finds_word_type_status_and_parties() -> None:
    known = around(reading("It rained in the north. Kenya thanked Somalia for the release of two fishermen."))
    told = sentence_scores(known.reading)
    found = learned_events(told, len(known.reading), lambda token, _: known.actors.all_at(token))
    thanked = found.events[known.reading.words.index("thanked")]
    assert (thanked.type, thanked.mode, thanked.status) == ("SUPPORT", None, "actual")
    assert [known.actors.label(a) for a in (*thanked.actors, *thanked.recipients)] == ["Kenya", "Somalia"]
    assert found.likely[known.reading.words.index("rained")] < 0.5


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_coded(text: str) -> None:
    document = Document(text)
    assert code(document, analyse(document)).document == document


def test_a_sentence_longer_than_the_coder_reads_is_coded() -> None:
    coded = communique.code("Kenya attacked Somalia, " + "and so on, " * 2_000 + "he said.")
    assert not [problem for problem in coded.problems if problem.fatal]


@pytest.mark.parametrize(
    ("text", "label", "country", "basis"),
    [
        ("Iraqi troops left.", "Iraqi troops", "IRQ", "stated"),
        ("The Zambia Revenue Authority fined a bank.", "Zambia Revenue Authority", "ZMB", "place"),
        ("The army shelled villages near Kidal. Mali said so. Mali denied it.", "army", "MLI", "report"),
        ("The United Nations met.", "United Nations", None, None),
        ("Iranian and Iraqi officials met.", "Iranian and Iraqi officials", None, None),
    ],
)
def test_a_country_comes_with_its_basis(
    text: str, label: str, country: str | None, basis: str | None
) -> None:
    actors = {actor.label: actor for actor in communique.code(text).actors}
    assert (actors[label].country, actors[label].country_basis) == (country, basis)
