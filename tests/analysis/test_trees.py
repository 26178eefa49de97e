"""Every sentence is a tree with one root."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.analysis.trees import best_tree, is_tree

TREES = [
    ([0, 0], True),
    ([0, 2, 0], True),
    ([0, 2, 0, 2], True),
    ([0, 0, 0], False),  # two roots
    ([0, 2, 1], False),  # no root
    ([0, 2, 1, 0], False),  # a cycle beside the root
    ([0, 3, 1, 2, 0], False),
]


@pytest.mark.parametrize(("heads", "expected"), TREES)
def test_a_tree_has_one_root_that_every_word_reaches(heads: list[int], expected: bool) -> None:
    assert is_tree(np.array(heads)) is expected


@given(st.integers(1, 25), st.integers(0, 2**32 - 1))
def test_any_scores_give_a_tree(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32)
    assert is_tree(np.array([0, *best_tree(scores)]))


@given(st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_the_repaired_tree_is_the_best_with_its_root(words: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(words + 1, words + 1)).astype(np.float32)
    found = best_tree(scores)
    root = int(np.flatnonzero(found == 0)[0])

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[word, head] for word, head in enumerate(heads, 1)))

    every = product(range(words + 1), repeat=words)
    same_root = [h for h in every if is_tree(np.array([0, *h])) and h[root] == 0]
    assert total(tuple(found)) == pytest.approx(max(map(total, same_root)), abs=1e-4)
