"""Windows as arrays: places count from the start of each block, and marks know their words and pieces."""

from __future__ import annotations

import numpy as np
import pytest

from communique.models.coder import around
from communique.models.inputs import LONGEST, arrays, padded
from communique.models.marked import inputs, marked
from communique.models.session import all_pieces


def test_places_and_blocks_begin_anew_with_each_sentence() -> None:
    words = ["He", "left", ".", "She", "came", "."]
    one = arrays(all_pieces(), words, np.array([False, False, True, False, False, True]))
    assert one.places.tolist() == [0, 1, 2, 3, 1, 2, 3, 4]
    assert one.blocks.tolist() == [0, 1, 1, 1, 2, 2, 2, 0]
    assert one.firsts.tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_padding_is_of_no_block() -> None:
    both = [arrays(all_pieces(), words, np.array([False] * len(words))) for words in (["a"], ["a", "b"])]
    *_, blocks, firsts, is_word = padded(both, [0, 1])
    assert blocks[0].tolist() == [0, 1, 0, -1]
    assert (firsts[0].tolist(), is_word[0].tolist()) == ([0, 1, 0], [1.0, 1.0, 0.0])


def test_marks_lie_on_all_pieces_of_their_words() -> None:
    words = ["Tbilisi", "met", "Mtskheta"]
    one = marked(all_pieces(), words, (0, 1), (2, 3))
    assert one.word_roles.tolist() == [0, 1, 0, 2]
    counts = [len(pieces) for pieces in all_pieces()(words)]
    assert one.roles.tolist() == [0, *[1] * counts[0], *[0] * counts[1], *[2] * counts[2], 0]
    roles, word_roles = inputs([one, marked(all_pieces(), ["a"], (0, 1), (0, 0))])[-2:]
    assert (roles[1].max(), word_roles[1].tolist()) == (1, [0, 1, 0, 0])


@pytest.mark.parametrize(
    ("source", "target"), [((5, 6), (600, 602)), ((600, 603), (0, 0)), ((700, 701), (720, 723))]
)
def test_of_a_long_sentence_the_words_around_the_marks_are_read(
    source: tuple[int, int], target: tuple[int, int]
) -> None:
    words = [str(number) for number in range(1000)]
    kept, new_source, new_target = around(words, source, target)
    assert len(kept) == LONGEST
    assert kept[slice(*new_source)] == words[slice(*source)]
    assert kept[slice(*new_target)] in (words[slice(*target)], [])
