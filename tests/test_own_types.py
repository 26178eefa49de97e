"""Types of a user's own: their files, the heads fitted on them, and what the verbs make of them."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import communique
from communique.analysis import analyse
from communique.cli import app
from communique.codebook import own_entry
from communique.coding import around
from communique.coding.events import find_events
from communique.coding.own_types import Head, fitted, with_own_types
from communique.coding.reading import Reading
from communique.errors import CodebookError, UsageError
from communique.own_types import heads, tried
from communique.records import Document
from communique.records.json import from_json, to_json

EVICTION = Path(__file__).parents[1] / "docs" / "eviction.toml"
TEXT = "Soldiers evicted 200 farmers from the village of Qusra on Monday."
EXAMPLE = '"[Police] cleared [a camp] outside Lyon."'


@pytest.fixture
def eviction(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("COMMUNIQUE_TYPES", str(EVICTION))
    return


def written(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, "utf-8")
    return path


def entry(folder: Path, *, name: str = "EVICTION", examples: str = ", ".join([EXAMPLE] * 5)) -> Path:
    return written(folder, f'name = "{name}"\ndefinition = "d"\nexamples = [{examples}]\n')


def test_parties_are_read_from_the_brackets(tmp_path: Path) -> None:
    passive = '"[A camp|to] was cleared by [police|by] at dawn."'
    example = own_entry(entry(tmp_path, examples=", ".join([EXAMPLE] * 4 + [passive]))).examples[-1]
    assert example.text == "A camp was cleared by police at dawn."
    assert (example.text[slice(*example.by)], example.text[slice(*example.to)]) == ("police", "A camp")  # type: ignore[misc]


def test_one_party_may_be_left_out(tmp_path: Path) -> None:
    alone = '"[Forty families|to] were put out of their homes."'
    example = own_entry(entry(tmp_path, examples=", ".join([alone] * 5))).examples[0]
    assert example.by is None
    assert example.to == (0, 14)


@pytest.mark.parametrize(
    ("examples", "why"),
    [
        (EXAMPLE, "1 examples are too few"),
        (", ".join(['"Police cleared a camp."'] * 5), "mark who acts"),
        (", ".join(['"[Police|by] cleared [a camp|by]."'] * 5), "mark who acts"),
        (", ".join(['"[Police] cleared [a] [camp]."'] * 5), "mark who acts"),
        (", ".join(['"[Police cleared [a camp]."'] * 5), "mark who acts"),
    ],
)
def test_what_is_wrong_with_examples_is_said_with_the_line(tmp_path: Path, examples: str, why: str) -> None:
    with pytest.raises(CodebookError, match=why) as raised:
        own_entry(entry(tmp_path, examples=examples))
    assert "own.toml line 3" in str(raised.value)


@pytest.mark.parametrize("name", ["ASSAULT", "eviction", "2ND", "A B"])
def test_names_are_checked(tmp_path: Path, name: str) -> None:
    with pytest.raises(CodebookError, match=r"own\.toml line 1"):
        own_entry(entry(tmp_path, name=name))


def test_a_head_parts_what_can_be_parted() -> None:
    chance = np.random.default_rng(1)
    others = chance.normal(size=(500, 8)).astype(np.float32)
    examples = chance.normal(size=(20, 8)).astype(np.float32) + np.array([4] + [0] * 7, np.float32)
    head = fitted("X", examples, examples[:0], others)
    fresh = chance.normal(size=(200, 8)).astype(np.float32)
    assert (head.scores(fresh + np.array([4] + [0] * 7, np.float32)) >= 0.5).mean() > 0.9
    assert (head.scores(fresh) >= 0.5).mean() < 0.1


def test_near_misses_are_kept_out() -> None:
    chance = np.random.default_rng(2)
    others = chance.normal(size=(500, 8)).astype(np.float32)
    near = chance.normal(size=(30, 8)).astype(np.float32) + np.array([4, 2] + [0] * 6, np.float32)
    examples = chance.normal(size=(20, 8)).astype(np.float32) + np.array([4, -2] + [0] * 6, np.float32)
    without, beside = fitted("X", examples, near[:0], others), fitted("X", examples, near[:15], others)
    assert beside.scores(near[15:]).mean() < without.scores(near[15:]).mean()


def test_an_event_carries_the_own_type_and_keeps_its_plover_type(eviction: None) -> None:
    (event,) = communique.code(TEXT, date="2024-01-03").events
    assert [own.name for own in event.own_types] == ["EVICTION"]
    assert 0.5 <= event.own_types[0].score <= 1
    assert event.type in ("SANCTION", "COERCE", "ASSAULT")


def test_without_a_file_nothing_is_added() -> None:
    (event,) = communique.code(TEXT, date="2024-01-03").events
    assert event.own_types == ()


def test_it_goes_through_json(eviction: None) -> None:
    coded = communique.code(TEXT, date="2024-01-03")
    assert from_json(json.loads(json.dumps(to_json(coded)))) == coded


def test_records_written_before_own_types_were_known_are_still_read() -> None:
    plain = to_json(communique.code(TEXT, date="2024-01-03"))
    for event in plain["events"]:
        del event["own_types"]
    assert from_json(plain).events[0].own_types == ()


def test_relate_gives_a_score_for_it(eviction: None) -> None:
    evicted = communique.relate(
        "Guards threw the squatters out of the hotel.", source=(0, 6), target=(13, 26)
    )
    beaten = communique.relate("Guards beat the squatters in the hotel.", source=(0, 6), target=(12, 25))
    assert evicted.own_types["EVICTION"] > beaten.own_types["EVICTION"]


def test_a_long_sentence_whose_parties_stand_elsewhere_is_coded(eviction: None) -> None:
    long = "Police said so. They evicted them, " + "and so on, " * 300 + "it said."
    assert not [p for p in communique.code(long).problems if p.fatal]


def test_an_event_without_parties_beside_it_has_no_own_type() -> None:
    document = Document("Kenyan troops shelled Somali villages on Monday.")
    reading = Reading(document, analyse(document))
    known = around(reading)
    (found,) = find_events(known)
    alone = replace(found, event=replace(found.event, actors=(), recipients=()))
    head = Head("X", np.zeros(384), 9.0)
    assert with_own_types(reading, known.actors, [found], [head])[0].event.own_types[0].name == "X"
    assert with_own_types(reading, known.actors, [alone], [head])[0].event.own_types == ()


def test_two_types_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_TYPES", f"{EVICTION}{os.pathsep}{entry(tmp_path)}")
    with pytest.raises(UsageError, match="same name"):
        heads()


def test_the_trial_counts_what_is_known_again() -> None:
    trial = tried(own_entry(EVICTION))
    assert trial.examples == len(own_entry(EVICTION).examples)
    assert 0 < trial.found <= trial.examples
    assert len(trial.taken) < trial.background / 20


def test_the_verbs_take_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_TYPES", "")  # what the verb sets is taken back after the test
    report = tmp_path / "r.txt"
    report.write_text(TEXT, "utf-8")
    told = CliRunner().invoke(app, ["code", str(report), "--type", str(EVICTION), "--date", "2024-01-03"])
    assert told.exit_code == 0
    assert "EVICTION" in told.stdout
    page = CliRunner().invoke(app, ["codebook", str(EVICTION)])
    assert page.exit_code == 0
    assert "known again when left out" in page.stdout


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    told = CliRunner().invoke(app, ["code", str(tmp_path), "--type", str(tmp_path / "no.toml")])
    assert told.exit_code == 2
    assert "no.toml" in told.output
