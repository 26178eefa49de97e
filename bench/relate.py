"""What one marked actor does to another: `python -m bench.relate --data DIR [--confusion]`.

PLV_train (sentences with source and target, 15 PLOVER roots, YIELD being CONCEDE or RETREAT) is never trained on. Told
are macro-F1 over roots and over quads, and accuracy, as PLOVER 2.0 has the codes; and `converted`, the same answers
said as the set's labels have them, which follow an older conversion from CAMEO: a verdict is ACCUSE there, a cyber
attack and a blockade ASSAULT, an embargo or sanctions COERCE, a protest that is announced THREATEN, a deal that was not
reached REJECT. The corpus' own test part is scored too, with the status and the calibration error. DIR holds the
unpacked archive `event`.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.plv import QUADS, macro_f1, plv, scores
from communique.coding.relations import relations
from communique.records import Relation
from training.coder.calibration import calibration_error, told
from training.coder.pairs import Pair, pairs
from training.coder.swaps import swapped
from training.coder.words import Word

CORPUS = Path(__file__).parents[1] / "corpus" / "reports"
# Roots of PLV for what PLOVER 2.0 has elsewhere: by type and mode, with what the text must hold; by type and status.
CONVERTED_MODES = {
    ("SANCTION", "convict"): ("", "ACCUSE"),
    ("SANCTION", "discontinue"): (r"sanction|embargo", "COERCE"),
    ("COERCE", "cyber"): ("", "ASSAULT"),
    ("COERCE", "restrict"): (r"blockad", "ASSAULT"),
}
CONVERTED_STATUSES = {("PROTEST", "future"): "THREATEN", ("SUPPORT", "negated"): "REJECT"}
YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(prog="python -m bench.relate", description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--confusion", action="store_true", help="print which roots are taken for which")
    given = options.parse_args()
    rows = plv(given.data / "event" / "plv" / "PLV_train.tsv")
    gold = [root for _, root in rows]
    began = time.process_time()
    found = related([pair for pair, _ in rows])
    seconds = time.process_time() - began
    ours = [YIELD.get(one.type, one.type) for one in found]
    converted = [_converted(one, " ".join(texts(pair))) for one, (pair, _) in zip(found, rows, strict=True)]
    for kind, roots in (("", ours), ("converted_", converted)):
        for name, value in scores(gold, roots, QUADS):
            print(f"plv_train_{kind + name:26} {100 * value:10.2f}")
    for name, value in corpus_scores("test").items():
        print(f"corpus_test_{name:24} {value:10.2f}")
    print(f"{'corpus_test_same_with_other_countries':36} {swap_stability():10.2f}")
    print(f"{'pairs_per_cpu_second':36} {len(rows) / seconds:10.2f}")
    if given.confusion:
        wrong = Counter((g, o) for g, o in zip(gold, ours, strict=True) if g != o)
        for (right, taken), times in wrong.most_common(30):
            print(f"{right:10} taken for {taken:10} {times:4}")


def _converted(one: Relation, text: str) -> str:
    """The root that PLV's conversion has for an answer."""
    stem, root = CONVERTED_MODES.get((one.type, one.mode or ""), (".^", ""))
    if re.search(stem, text.lower()):
        return root
    root = CONVERTED_STATUSES.get((one.type, one.status), one.type)
    return YIELD.get(root, root)


def related(some: Sequence[Pair]) -> list[Relation]:
    """The relations of pairs."""
    return relations([(texts(pair), pair.source, pair.target) for pair in some])


def swap_stability() -> float:
    """How often, in percent, a type stays the same when all countries of the sentence are exchanged for others."""
    chosen = told(pairs(CORPUS, "test"))
    other = []
    for pair in chosen:
        words = swapped(pair.words, random.Random(pair.name), persons=0.0)
        other.append(replace(pair, words=tuple(map(Word, words))))
    changed = [i for i, (a, b) in enumerate(zip(chosen, other, strict=True)) if texts(a) != texts(b)]
    before, after = related([chosen[i] for i in changed]), related([other[i] for i in changed])
    return 100 * sum(a.type == b.type for a, b in zip(before, after, strict=True)) / len(changed)


def texts(pair: Pair) -> list[str]:
    """The words of a pair."""
    return [word.text for word in pair.words]


def corpus_scores(which: str) -> dict[str, float]:
    """Right types and statuses in percent, on one part of the corpus; calibration error of the type's score."""
    chosen = told(pairs(CORPUS, which))
    found = related(chosen)
    correct = np.array([one.type in pair.types for one, pair in zip(found, chosen, strict=True)])
    status = [one.status == pair.status for one, pair in zip(found, chosen, strict=True)]
    score = np.array([one.score for one in found], np.float32)
    return {
        "pairs": float(len(chosen)),
        "types": 100 * float(correct.mean()),
        "statuses": 100 * sum(status) / len(status),
        "calibration_error": 100 * calibration_error(score, correct),
        "status_macro_f1": 100 * macro_f1([p.status for p in chosen], [one.status for one in found]),
    }


if __name__ == "__main__":
    main()
