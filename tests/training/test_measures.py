"""Agreement between annotators and likeness of sentences: against figures worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.coder.calibration import calibration_error
from training.corpus.agreement import agreement, alpha
from training.corpus.diversity import distinct, nearest, self_bleu
from training.corpus.reports import Report, read_file

REPORT = """=== r1
plot: r1
date: 2013-05-14
register: wire
region: africa
& mali | state | MLI | GOV
& niger | state | NER | GOV

[Mali|COUNTRY mali] <{word}|e1> [Niger|COUNTRY niger].
@ e1 {code}; by=mali; to=niger
"""


def report(tmp_path: Path, word: str, code: str) -> list[Report]:
    file = tmp_path / "a.txt"
    file.write_text(REPORT.format(word=word, code=code), "utf-8")
    return list(read_file(file))


def test_alpha_of_krippendorffs_nominal_example() -> None:
    # Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section B: ten units, 0.095
    first, second = "0100000010", "1110010000"
    assert alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_alpha_is_one_where_nothing_differs() -> None:
    assert alpha([("a", "a"), ("b", "b")]) == 1.0
    assert alpha([("a", "a")] * 3) == 1.0


def test_fields_are_compared_where_both_marked_the_same_words(tmp_path: Path) -> None:
    one = report(tmp_path, "shelled", "ASSAULT.heavy-weapons actual")
    other = report(tmp_path, "shelled", "ASSAULT.aerial actual")
    found = {field.field: field for field in agreement(one, other)}
    assert found["event type"].same == 1.0
    assert found["event mode"].same == 0.0
    assert found["event actor"].same == 1.0
    assert found["mention type, a word"].alpha == 1.0


def test_distinct_counts_different_grams() -> None:
    assert distinct([("a", "b", "a")], 1) == pytest.approx(2 / 3)
    assert distinct([("a", "b"), ("a", "b")], 2) == 0.5


def test_nearest_looks_at_other_plots_alone() -> None:
    same = ("he", "left", "the", "town")
    assert nearest([("a", same), ("a", same)]) == [0.0, 0.0]
    assert nearest([("a", same), ("b", same)]) == [1.0, 1.0]


def test_self_bleu_of_few_sentences_is_none() -> None:
    assert self_bleu([("a", "b", "c", "d")]) == 0.0


def test_calibration_error_is_the_gap_of_score_and_truth() -> None:
    score = np.array([0.9, 0.9, 0.9, 0.9], np.float32)
    assert calibration_error(score, np.array([True, True, False, False])) == pytest.approx(0.4, abs=1e-6)
    assert calibration_error(np.array([1.0], np.float32), np.array([True])) == 0.0
