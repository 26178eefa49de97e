"""What one marked actor does to another: offsets, missing actors, long and odd texts, and the verb."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import communique
from communique.cli import app
from communique.errors import UsageError
from communique.relating import AT_ONCE, LOOK_AHEAD, MarkedText, relate_all, relate_some

TEXT = "Talks failed. Kenyan troops shelled Somali villages on Monday. It rained."
SOURCE, TARGET = (14, 27), (36, 51)
HEADER = "id\ttext\tsource_start\tsource_end\ttarget_start\ttarget_end"


def test_type_status_and_scores_of_a_plain_sentence() -> None:
    relation = communique.relate(TEXT, source=SOURCE, target=TARGET)
    assert (relation.type, relation.status) == ("ASSAULT", "actual")
    assert relation.score == relation.scores["ASSAULT"] == max(relation.scores.values())
    assert sum(relation.scores.values()) == pytest.approx(1, abs=1e-5)
    assert len(relation.scores) == 16
    assert 0 <= relation.any <= 1


def test_one_of_the_two_may_be_absent() -> None:
    assert communique.relate(TEXT, source=SOURCE, target=None).type == "ASSAULT"


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (0, 10_000), (9, 3)])
def test_offsets_outside_the_text_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="lies outside the text"):
        communique.relate(TEXT, source=span, target=TARGET)


def test_a_mark_without_a_word_is_refused() -> None:
    with pytest.raises(UsageError, match="source 5:6 holds no word"):
        communique.relate("Kenya thanked Somalia.", source=(5, 6), target=(14, 21))


def test_without_any_mark_nothing_can_be_said() -> None:
    with pytest.raises(UsageError, match="neither"):
        communique.relate(TEXT, source=None, target=None)


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_odd_characters_make_no_trouble(source: str, between: str, target: str) -> None:
    text = f"x{source} {between} x{target}"
    pair = MarkedText(text, (0, len(source) + 1), (len(text) - len(target) - 1, len(text)))
    assert relate_some([pair])[0].type


def test_a_very_long_sentence_is_read_around_its_marks() -> None:
    text = "Kenya " + "and then " * 20_000 + "attacked Somalia."
    pair = MarkedText(text, (0, 5), (len(text) - 8, len(text) - 1))
    assert relate_some([pair])[0].type


@pytest.mark.parametrize("workers", [1, 3])
def test_many_pairs_come_back_in_order(workers: int) -> None:
    pairs = [MarkedText(TEXT, SOURCE, TARGET), MarkedText("Kenya thanked Somalia.", (0, 5), (14, 21))] * 75
    found = relate_all(iter(pairs), workers=workers)
    assert [relation.type for relation in found] == ["ASSAULT", "SUPPORT"] * 75


def test_of_endless_pairs_only_some_are_taken_ahead() -> None:
    taken = 0

    def endless() -> Iterator[MarkedText]:
        nonlocal taken
        while True:
            taken += 1
            yield MarkedText(TEXT, SOURCE, TARGET)

    found = relate_all(endless(), workers=2)
    assert [next(found).type for _ in range(50)] == ["ASSAULT"] * 50
    found.close()
    assert taken < 50 + AT_ONCE * 2 * (LOOK_AHEAD + 1)


def run(tmp_path: Path, rows: str, *options: str) -> tuple[int, str, str]:
    file = tmp_path / "pairs.tsv"
    file.write_text(rows, "utf-8")
    result = CliRunner().invoke(app, ["relate", str(file), *options])
    return result.exit_code, result.stdout, result.stderr


def test_the_verb_writes_a_row_for_every_pair(tmp_path: Path) -> None:
    row = f"a1\t{TEXT}\t14\t27\t36\t51"
    code, out, _ = run(tmp_path, f"{HEADER}\n{row}\n")
    head, line = out.splitlines()
    assert code == 0
    assert head.split("\t")[:6] == ["id", "type", "mode", "status", "score", "any"]
    assert line.split("\t")[:2] == ["a1", "ASSAULT"]


def test_as_json_lines(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, f"{HEADER}\na1\t{TEXT}\t14\t27\t\t\n", "--to", "jsonl")
    assert (code, json.loads(out)["id"]) == (0, "a1")


@pytest.mark.parametrize(
    ("rows", "code", "message"),
    [
        (f"{HEADER}\n", 4, "No row"),
        ("id\ttext\n1\tx\n", 1, "the header lacks source_start, source_end, target_start, target_end"),
        (f"{HEADER}\n1\t{TEXT}\tx\t27\t36\t51\n2\t{TEXT}\t14\t27\t36\t51\n", 3, "pairs.tsv:2: source_start"),
        (
            f"{HEADER}\n1\t{TEXT}\t13\t14\t36\t51\n2\t{TEXT}\t14\t27\t36\t51\n",
            3,
            "pairs.tsv:2: source 13:14 holds",
        ),
        (f"{HEADER}\n1\t{TEXT}\t14\n2\t{TEXT}\t14\t27\t36\t51\n", 3, "pairs.tsv:2: the row has fewer"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, rows: str, code: int, message: str) -> None:
    got, _, said = run(tmp_path, rows)
    assert got == code
    assert message in said
