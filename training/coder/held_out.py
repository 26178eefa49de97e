"""How well a type of a user's own is told that the coder never learned: `python -m training.coder.held_out --out DIR
--reader DIR/accurate.pt`.

Four coders are trained on a part of the corpus, each without four of the PLOVER types. Each type is then a user's own
to the coder that does not know it: the head of communique/coding/own_types.py is fitted on 10, 20 and 30 of its
examples from the train part, drawn five times, and scored on 3,000 pairs of the dev and test parts. They know less than
the shipped coder (fewer pairs, two epochs), so the figures are low rather than high.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from communique.codebook import event_types
from communique.coding import own_types
from communique.coding.neutral import neutral
from communique.models.inputs import Pieces
from communique.models.marked import marked
from training.coder.__main__ import CORPUS, beginning
from training.coder.calibration import told
from training.coder.model import CoderNet
from training.coder.pairs import Pair, pairs
from training.coder.train import Plan, load, network, predicted, save, train
from training.reader.__main__ import tokenizer

GROUPS = 4
EXAMPLES, DRAWS = (10, 20, 30), 5
BACKGROUND = 125  # pairs of each known type
TESTED = 3000  # pairs


def main() -> None:
    """Train the four coders where they are not there yet, and print a line a type."""
    options = argparse.ArgumentParser(prog="python -m training.coder.held_out", description=__doc__)
    options.add_argument("--out", type=Path, required=True)
    options.add_argument("--reader", type=Path, required=True)
    options.add_argument("--pairs", type=int, default=6000)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    train_pairs = told(pairs(CORPUS, "train"))
    tests = random.Random(1).sample(told([*pairs(CORPUS, "dev"), *pairs(CORPUS, "test")]), TESTED)
    found: list[list[tuple[float, float, float]]] = []
    for number in range(GROUPS):
        left_out = tuple(event_types())[number::GROUPS]
        net = _without(left_out, train_pairs, given, given.out / f"held-out-{number}.pt")
        vectors = _vectors(net, tests)
        for name in left_out:
            scores = _measured(net, name, left_out, train_pairs, tests, vectors)
            found.append(scores)
            _say(name, scores)
    _say("mean", [tuple(np.mean([row[i] for row in found], 0)) for i in range(len(EXAMPLES))])


def _say(name: str, scores: Sequence[tuple[float, ...]]) -> None:
    parts = (
        f"{n} examples: P {p:5.1f} R {r:5.1f} F1 {f:5.1f}"
        for n, (p, r, f) in zip(EXAMPLES, scores, strict=True)
    )
    print(f"{name:10}", "   ".join(parts), flush=True)


def _without(
    names: Sequence[str], every: Sequence[Pair], given: argparse.Namespace, target: Path
) -> CoderNet:
    """A coder that has seen no pair of these types."""
    if not target.exists():
        known = [pair for pair in every if not set(names) & set(pair.types)]
        chosen = random.Random(1).sample(known, min(given.pairs, len(known)))
        plan = Plan(epochs=2, batch=1000, seed=21, hidden=0.05)
        start = beginning(None, given.reader)
        save(train(network(start), chosen, Pieces(str(tokenizer(None))), plan), target)
    return load(target)


def _vectors(net: CoderNet, chosen: Sequence[Pair]) -> own_types.Vectors:
    pieces = Pieces(str(tokenizer(None)))
    rows = [marked(pieces, neutral([w.text for w in p.words]), p.source, p.target) for p in chosen]
    found: own_types.Vectors = predicted(net, rows).pair.numpy()
    return found


def _measured(
    net: CoderNet,
    name: str,
    left_out: Sequence[str],
    every: Sequence[Pair],
    tests: Sequence[Pair],
    vectors: own_types.Vectors,
) -> list[tuple[float, float, float]]:
    """Precision, recall and F1 of the type in percent for each number of examples, mean of the draws."""
    chance = random.Random(name)
    own = [pair for pair in every if name in pair.types]
    others = [
        pair
        for kind in event_types()
        if kind not in left_out
        for pair in chance.sample([p for p in every if p.types == (kind,)], BACKGROUND)
    ]
    background = _vectors(net, others)
    gold = np.array([name in pair.types for pair in tests])
    found = []
    for count in EXAMPLES:
        scores = []
        for _ in range(DRAWS):
            examples = _vectors(net, chance.sample(own, count))
            head = own_types.fitted(name, examples, examples[:0], background)
            scores.append(_f1(head.scores(vectors) >= 0.5, gold))
        found.append(tuple(np.mean(scores, 0)))
    return found


def _f1(told_so: np.ndarray, gold: np.ndarray) -> tuple[float, float, float]:
    right = float((told_so & gold).sum())
    precision, recall = right / max(1, told_so.sum()), right / max(1, gold.sum())
    return 100 * precision, 100 * recall, 200 * right / max(1, told_so.sum() + gold.sum())


if __name__ == "__main__":
    main()
