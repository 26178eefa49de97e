"""From head scores to one tree a sentence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

FORBIDDEN = -1e9


def best_tree(arcs: NDArray[np.float32]) -> Ints:
    """Heads of words 1 to N (0 is the root) by score, made a tree with one root where they are none.

    `arcs[d, h]` is the score of h as head of d, [N + 1, N + 1]; row 0 is not read.
    """
    scores = arcs.astype(np.float64)
    np.fill_diagonal(scores, FORBIDDEN)
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    if is_tree(heads):
        return heads[1:]
    candidates = np.flatnonzero(heads[1:] == 0) + 1
    if not len(candidates):
        candidates = np.arange(1, len(heads))
    root = candidates[scores[candidates, 0].argmax()]
    scores[1:, 0] = FORBIDDEN
    scores[root, 0] = -FORBIDDEN
    return _maximum_tree(scores)[1:]


def is_tree(heads: Ints) -> bool:
    """Whether every word reaches 0 and just one hangs on it. `heads[0]` is not read."""
    length = len(heads)
    if int((heads[1:] == 0).sum()) != 1:
        return False
    reached: Ints = heads.copy()
    reached[0] = 0
    for _ in range(max(1, length.bit_length())):  # pointer doubling: log2(N) steps
        reached = reached[reached]
    return not bool(reached.any())


def not_trees(heads: Ints, sentence: Ints) -> Ints:
    """The numbers of the sentences of a window that are no trees with one root; none where all are.

    `heads` [N] count from 1 in the window, 0 the root; `sentence` [N] is each word's sentence, from 0.
    """
    reached: Ints = np.concatenate(([0], heads))
    for _ in range(max(1, len(heads).bit_length())):  # pointer doubling: log2(N) steps
        reached = reached[reached]
    roots = np.bincount(sentence[heads == 0], minlength=int(sentence.max(initial=-1)) + 1)
    lost = np.bincount(sentence[reached[1:] != 0], minlength=len(roots))
    return np.flatnonzero((roots != 1) | (lost > 0))


def _maximum_tree(scores: NDArray[np.float64]) -> Ints:
    """The maximum spanning arborescence (Chu & Liu 1965, Edmonds 1967), by contraction of cycles."""
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    cycle = _a_cycle(heads)
    if cycle is None:
        return heads
    inside = np.array(cycle)
    outside = np.array([word for word in range(len(heads)) if word not in set(cycle)])
    gain = scores[inside, heads[inside]]
    small = np.full((len(outside) + 1, len(outside) + 1), FORBIDDEN * 2)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    into = scores[np.ix_(inside, outside)] - gain[:, None]
    small[-1, :-1], enters = into.max(0), into.argmax(0)
    out = scores[np.ix_(outside, inside)]
    small[:-1, -1], leaves = out.max(1), out.argmax(1)
    np.fill_diagonal(small, FORBIDDEN * 4)
    found = _maximum_tree(small)
    result: Ints = heads.copy()
    for place, word in enumerate(outside):
        if place:
            head = found[place]
            result[word] = inside[leaves[place]] if head == len(outside) else outside[head]
    entry = int(found[-1])
    result[inside[enters[entry]]] = outside[entry]
    return result


def _a_cycle(heads: Ints) -> list[int] | None:
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        word = start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            word = int(heads[word])
        if state[word] == 1:
            return path[path.index(word) :]
        for seen in path:
            state[seen] = 2
    return None
