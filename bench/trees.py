"""Trees against gold, as in the CoNLL 2018 shared task: every word counts, relations without their subtypes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from training.reader.corpora import Sentence


class Tagged(Protocol):
    """What is scored of a parsed sentence."""

    upos: list[str]
    heads: list[int]
    deprels: list[str]


def tree_scores(gold: Sequence[Sentence], parsed: Sequence[Tagged]) -> dict[str, float]:
    """Percentages right: upos, uas, las."""
    right: Counter[str] = Counter()
    for sentence, tree in zip(gold, parsed, strict=True):
        assert sentence.heads is not None
        assert sentence.deprels is not None
        assert sentence.upos is not None
        right["upos"] += sum(a == b for a, b in zip(sentence.upos, tree.upos, strict=True))
        rows = zip(sentence.heads, tree.heads, sentence.deprels, tree.deprels, strict=True)
        for head, our_head, relation, our_relation in rows:
            right["uas"] += head == our_head
            right["las"] += head == our_head and relation.partition(":")[0] == our_relation.partition(":")[0]
    words = sum(len(sentence.words) for sentence in gold)
    return {key: 100 * right[key] / words for key in ("upos", "uas", "las")}
