"""How well and how fast the shipped reader reads: `python -m bench.reader --data DIR`.

DIR holds the unpacked archives `ud` and `gum`. LAS and UAS count every word with its universal relation, as in
the CoNLL 2018 shared task, on gold tokens and sentences; mentions are the names of `training.reader.corpora`.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections import Counter
from importlib.resources import files
from pathlib import Path

from communique.analysis import parse
from communique.analysis.reader import Parsed
from communique.models import reader_session
from training.reader.corpora import Sentence, ewt, gum

SPEED_WORDS = 20_000


def main() -> None:
    """Print the scores; with --card, note them on the model's card."""
    options = argparse.ArgumentParser(prog="python -m bench.reader", description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--card", action="store_true", help="write the scores to the card")
    given = options.parse_args()
    found: dict[str, float] = {}
    for name, sentences in (("ewt_dev", ewt(given.data, "dev")), ("gum_dev", gum(given.data, "dev"))):
        found.update({f"{name}_{key}": value for key, value in score(sentences).items()})
    found.update(speed(ewt(given.data, "dev")))
    for key, value in found.items():
        print(f"{key:28} {value:10.2f}")
    if given.card:
        _note(found)


def score(sentences: list[Sentence]) -> dict[str, float]:
    """Percentages right: upos, xpos, feats, lemmas, uas, las; mention F1 where the data has mentions."""
    right: Counter[str] = Counter()
    words = 0
    parsed = parse([s.words for s in sentences])
    for gold, ours in zip(sentences, parsed, strict=True):
        words += len(gold.words)
        _count(right, gold, ours)
    table = {key: 100 * right[key] / words for key in ("upos", "xpos", "feats", "lemmas", "uas", "las")}
    if right["gold"]:
        table["mention_recall"] = 100 * right["found"] / right["gold"]
    return table


def _count(right: Counter[str], gold: Sentence, ours: Parsed) -> None:
    for column in ("upos", "xpos", "feats", "lemmas"):
        pairs = zip(getattr(gold, column), getattr(ours, column), strict=True)
        right[column] += sum(g == o for g, o in pairs)
    assert gold.heads is not None
    assert gold.deprels is not None
    for head, ours_head, relation, ours_relation in zip(
        gold.heads, ours.heads, gold.deprels, ours.deprels, strict=True
    ):
        attached = head == ours_head
        right["uas"] += attached
        right["las"] += attached and relation.partition(":")[0] == ours_relation.partition(":")[0]
    if gold.labels is not None:
        _count_mentions(right, gold, ours)


def _count_mentions(right: Counter[str], gold: Sentence, ours: Parsed) -> None:
    """Recall only: the gold does not annotate every type, so a mention it lacks may be right."""
    spans = {(first, last): kind for first, last, kind, _ in ours.mentions}
    assert gold.labels is not None
    for first, label in enumerate(gold.labels):
        kinds = {name[2:] for name in label if name.startswith("B-")}
        if "O" in label or not kinds:
            continue
        last = first + 1
        while last < len(gold.words) and all(name.startswith("I-") for name in gold.labels[last]):
            last += 1
        right["gold"] += 1
        right["found"] += spans.get((first, last)) in kinds


def speed(sentences: list[Sentence]) -> dict[str, float]:
    """Words a CPU second on one core, and peak memory of this process (MB)."""
    chosen: list[list[str]] = []
    words = 0
    for sentence in sentences:
        if words < SPEED_WORDS:
            chosen.append(sentence.words)
            words += len(sentence.words)
    reader_session()
    began = time.process_time()
    parse(chosen)
    seconds = time.process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"words_per_cpu_second": words / seconds, "peak_memory_mb": memory}


def _note(found: dict[str, float]) -> None:
    path = Path(str(files("communique"))) / "models" / "weights" / "reader.json"
    card = json.loads(path.read_text("utf-8"))
    card["scores"] = {key: round(value, 2) for key, value in found.items() if "dev" in key}
    path.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
