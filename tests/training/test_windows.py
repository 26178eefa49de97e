"""Blocks as rules cut them, names hidden behind pronouns, and epochs prepared ahead."""

from __future__ import annotations

import random

from training.ahead import ahead
from training.reader.corpora import Choice, Sentence
from training.reader.hiding import hide_choice, hide_some
from training.reader.windows import Window, blocks


def sentence(text: str, **fields: object) -> Sentence:
    return Sentence(text.split(), **fields)  # type: ignore[arg-type]


def test_blocks_are_the_sentences() -> None:
    window = Window([sentence("He left ."), sentence("She came .")])
    assert blocks(window).tolist() == [False, False, True, False, False, True]


def test_blocks_of_running_text_are_what_a_rule_finds() -> None:
    parts = [sentence("Regards", ruled=[False]), sentence("Dr. Sall", ruled=[True, False])]
    assert blocks(Window(parts, running=True)).tolist() == [False, True, True]


def test_a_name_told_again_is_hidden_and_must_be_found() -> None:
    sentences = [sentence("Sall told Diop of the raid ."), sentence("Then Sall left Kidal .")]
    choice = Choice((0, 3), ((0, 0, True), (0, 2, False)))
    hidden = hide_choice(sentences, choice, random.Random(1), woman=False)
    assert hidden is not None
    changed, new = hidden
    assert changed[1].words == ["Then", "he", "left", "Kidal", "."]
    assert new == Choice((1, 1), ((0, 0, True), (0, 2, False)))


def test_what_owns_something_is_not_hidden() -> None:
    again = sentence("Sall 's men left .", people=[(0, 1)], links=[(0, "sall")])
    assert hide_some(again, {"sall"}, 1.0, random.Random(1), {}) == again


def test_epochs_come_in_order_however_many_work() -> None:
    assert list(ahead(lambda number: number * number, 2, 9, workers=3)) == [n * n for n in range(2, 9)]
